import { l10n } from 'vscode';
import type { NewRuleRefusal } from '../../../server/src/protocol.ts';
import { askModally, showProblem } from '../notifications.ts';
import { ask, type Question } from './ask.ts';

/** A question, a refusal or a plan, as the server answers what was said so far. */
type Step<About, Plan> = (Question & { readonly about: About }) | NewRuleRefusal | Plan;

export interface Interview<Answers, About, Plan> {
  readonly nothing: Answers;
  /** @param isCheck only whether the answers are right is asked */
  stepFor(answers: Answers, isCheck: boolean): Promise<Step<About, Plan>>;
  /** @param values one, or of a question that takes several as many as were chosen */
  answered(answers: Answers, about: About, values: readonly string[]): Answers;
  /** Tells what is made before anything is. */
  confirm(plan: Plan): Promise<'create' | 'back' | undefined>;
  readonly refusalTitle: string;
}

/**
 * Asks until there is a plan that the user agrees to. Each step can go back to the one before.
 *
 * @returns undefined if it was given up, or cannot be
 */
export async function interview<Answers, About, Plan extends { readonly kind: 'plan' }>({
  nothing,
  stepFor,
  answered,
  confirm,
  refusalTitle,
}: Interview<Answers, About, Plan>): Promise<Plan | undefined> {
  const before: Answers[] = [];
  let answers = nothing;
  for (;;) {
    let step: Step<About, Plan>;
    try {
      step = await stepFor(answers, false);
    } catch (error) {
      await showProblem((error as Error).message);
      return undefined;
    }
    if (step.kind === 'question') {
      const { about } = step;
      const given = answers;
      const answer = await ask(step, {
        step: before.length + 1,
        check: async (values) => {
          const next = await stepFor(answered(given, about, values), true);
          return next.kind === 'question' && next.about === about ? (next.problem ?? next.explanation) : null;
        },
      });
      if (answer === undefined) return undefined;
      if (answer === 'back') answers = before.pop() ?? nothing;
      else {
        before.push(answers);
        answers = answered(answers, about, answer);
      }
      continue;
    }
    const choice =
      step.kind === 'plan' ? await confirm(step) : await tell(step, refusalTitle, before.length > 0);
    if (choice === 'back') {
      answers = before.pop() ?? nothing;
      continue;
    }
    return choice === 'create' && step.kind === 'plan' ? step : undefined;
  }
}

export function bullets(texts: readonly string[]): readonly string[] {
  return texts.map((text) => `• ${text}`);
}

async function tell(
  { message, offers }: NewRuleRefusal,
  title: string,
  canGoBack: boolean,
): Promise<'back' | undefined> {
  const detail = [message, ...bullets(offers)].join('\n');
  const chosen = await askModally(title, detail, ...(canGoBack ? [l10n.t('Back')] : []));
  return chosen === undefined ? undefined : 'back';
}
