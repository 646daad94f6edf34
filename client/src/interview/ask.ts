import { QuickInputButtons, type QuickPickItem, window } from 'vscode';
import type { NewRuleQuestion } from '../../../server/src/protocol.ts';
import { plainText } from '../notifications.ts';

/** Whatever it is about. Of one that takes several, `proposed` may hold several, joined by commas. */
export type Question = Omit<NewRuleQuestion, 'about'> & {
  /** Of one that takes several: choosing nothing is an answer. */
  readonly mayBeNone?: boolean;
};

/** What was answered; `back`: to the question before; undefined: given up. */
export type Answer = readonly string[] | 'back' | undefined;

interface Asking {
  /** Number of the question, from 1. */
  readonly step: number;
  /** What is wrong with an answer; null: nothing. */
  readonly check: (values: readonly string[]) => Promise<string | null>;
}

export function ask(question: Question, asking: Asking): Promise<Answer> {
  return question.takes === 'text' ? askText(question, asking) : choose(question, asking);
}

interface Choice extends QuickPickItem {
  readonly value: string;
}

function choose(
  { title, explanation, takes, choices, proposed, mayBeNone = false }: Question,
  { step }: Asking,
): Promise<Answer> {
  return new Promise((resolve) => {
    const pick = window.createQuickPick<Choice>();
    let answer: Answer;
    pick.title = title;
    pick.placeholder = explanation;
    pick.step = step;
    pick.canSelectMany = takes === 'several';
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.ignoreFocusOut = true;
    pick.buttons = step > 1 ? [QuickInputButtons.Back] : [];
    pick.items = choices.map(({ value, label, description, detail }) => ({
      value,
      label: plainText(label),
      description: plainText(description),
      ...(detail === '' ? {} : { detail: plainText(detail) }),
    }));
    const likely = pick.items.filter(({ value }) =>
      takes === 'several' ? proposed.split(',').includes(value) : value === proposed,
    );
    if (takes === 'several') pick.selectedItems = likely;
    // None that is active would have Enter do nothing.
    else pick.activeItems = likely.length > 0 ? likely : pick.items.slice(0, 1);
    pick.onDidTriggerButton(() => {
      answer = 'back';
      pick.hide();
    });
    pick.onDidAccept(() => {
      if (pick.selectedItems.length === 0 && !mayBeNone) return;
      answer = pick.selectedItems.map(({ value }) => value);
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(answer);
    });
    pick.show();
  });
}

/** How long after a keystroke the text is looked at, in milliseconds. */
const pause = 150;

function askText({ title, explanation, proposed }: Question, { step, check }: Asking): Promise<Answer> {
  return new Promise((resolve) => {
    const input = window.createInputBox();
    let answer: Answer;
    let timer: NodeJS.Timeout | undefined;
    let looks = 0;
    input.title = title;
    input.prompt = explanation;
    input.step = step;
    input.value = proposed;
    input.ignoreFocusOut = true;
    input.buttons = step > 1 ? [QuickInputButtons.Back] : [];
    const look = async (): Promise<boolean> => {
      const number = ++looks;
      const problem = await check([input.value.trim()]);
      // Of several looks under way, the last one counts.
      if (number === looks) input.validationMessage = problem ?? '';
      return number === looks && problem === null;
    };
    input.onDidChangeValue(() => {
      clearTimeout(timer);
      input.validationMessage = '';
      timer = setTimeout(look, pause);
    });
    input.onDidTriggerButton(() => {
      answer = 'back';
      input.hide();
    });
    input.onDidAccept(async () => {
      clearTimeout(timer);
      if (input.busy) return;
      input.busy = true;
      const isRight = await look();
      input.busy = false;
      if (!isRight) return;
      answer = [input.value.trim()];
      input.hide();
    });
    input.onDidHide(() => {
      clearTimeout(timer);
      looks++;
      input.dispose();
      resolve(answer);
    });
    input.show();
  });
}
