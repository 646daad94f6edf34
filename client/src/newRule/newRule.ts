import { Uri, window } from 'vscode';
import {
  type NewRuleAnswers,
  type NewRulePlan,
  type NewRuleRefusal,
  type NewRuleStep,
  newRuleRequest,
} from '../../../server/src/protocol.ts';
import { askModally, inform, showProblem } from '../notifications.ts';
import type { RuleTestExplorer } from '../ruleTests/ruleTestExplorer.ts';
import type { Server } from '../server.ts';
import { answered, noAnswers } from './answers.ts';
import { ask } from './ask.ts';
import { createFiles } from './createFiles.ts';

/** Asks for all that a new rule needs, shows what it will do, and makes its files. */
export async function newRule(
  server: Server,
  ruleTests: () => RuleTestExplorer | undefined,
  at: Uri | undefined,
): Promise<void> {
  const uri = (at ?? window.activeTextEditor?.document.uri)?.toString() ?? null;
  const stepFor = (answers: NewRuleAnswers, isCheck = false) =>
    server.request(newRuleRequest, { uri, answers, isCheck });
  const before: NewRuleAnswers[] = [];
  let answers = noAnswers;
  for (;;) {
    let step: NewRuleStep;
    try {
      step = await stepFor(answers);
    } catch (error) {
      await showProblem((error as Error).message);
      return;
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
      if (answer === undefined) return;
      if (answer === 'back') answers = before.pop() ?? noAnswers;
      else {
        before.push(answers);
        answers = answered(answers, about, answer);
      }
      continue;
    }
    const choice = step.kind === 'plan' ? await confirm(step) : await tell(step, before.length > 0);
    if (choice === 'back') {
      answers = before.pop() ?? noAnswers;
      continue;
    }
    if (choice === 'create' && step.kind === 'plan') await create(step, ruleTests);
    return;
  }
}

/** What the rule will do is told before anything is made. */
async function confirm(plan: NewRulePlan): Promise<'create' | 'back' | undefined> {
  const { label, compares, actions, active, effect, impact, notes, files } = plan;
  const paragraphs = [
    `It compares ${compares}. ${actions}. ${active ? 'Active as soon as it is deployed.' : 'Inactive until you activate it.'}`,
    [
      active ? 'A save for which it finds a match:' : 'A save for which it finds a match, once it is active:',
      ...bullets(effect),
    ].join('\n'),
    ...(impact === null ? [] : [impact]),
    ...(notes.length > 0 ? [['To know:', ...bullets(notes)].join('\n')] : []),
    ['Files:', ...bullets(files.map(fileText))].join('\n'),
    'Nothing is deployed.',
  ];
  const chosen = await askModally(
    `Create duplicate rule '${label}'?`,
    paragraphs.join('\n\n'),
    'Create Files',
    'Back',
  );
  if (chosen === undefined) return undefined;
  return chosen === 'Back' ? 'back' : 'create';
}

function bullets(texts: readonly string[]): readonly string[] {
  return texts.map((text) => `• ${text}`);
}

function fileText({ uri, at }: NewRulePlan['files'][number]): string {
  const name = Uri.parse(uri).path.split('/').slice(-2).join('/');
  return at === null ? `${name} (new)` : `${name} (a rule is added)`;
}

async function tell({ message, offers }: NewRuleRefusal, canGoBack: boolean): Promise<'back' | undefined> {
  const detail = [message, ...bullets(offers)].join('\n');
  const chosen = await askModally('This rule cannot be had here', detail, ...(canGoBack ? ['Back'] : []));
  return chosen === undefined ? undefined : 'back';
}

async function create(
  { files, label, active }: NewRulePlan,
  ruleTests: () => RuleTestExplorer | undefined,
): Promise<void> {
  if (!(await createFiles(files))) {
    await showProblem(`The files of rule '${label}' could not be made. Is one of them there already?`);
    return;
  }
  const uriOf = (what: string) => files.find((file) => file.what === what)?.uri;
  const rule = uriOf('duplicate-rule');
  if (rule !== undefined) await window.showTextDocument(Uri.parse(rule), { preview: false });
  const runTests = 'Run Its Tests';
  // Nobody waits for the answer: the command has done its work.
  void inform(
    `Rule '${label}' is made, ${active ? 'active' : 'inactive'}. Run its tests, then deploy the matching rule and the duplicate rule together.`,
    runTests,
    'Open Its Tests',
  ).then(async (chosen) => {
    const test = uriOf('rule-test');
    if (chosen === undefined || test === undefined) return;
    await window.showTextDocument(Uri.parse(test));
    if (chosen === runTests) await ruleTests()?.runFile(Uri.parse(test));
  });
}
