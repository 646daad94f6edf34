import { l10n, Uri, window } from 'vscode';
import { type NewRuleAnswers, type NewRulePlan, newRuleRequest } from '../../../server/src/protocol.ts';
import { createFiles } from '../interview/createFiles.ts';
import { bullets, interview } from '../interview/interview.ts';
import { askModally, inform, showProblem } from '../notifications.ts';
import type { RuleTestExplorer } from '../ruleTests/ruleTestExplorer.ts';
import type { Server } from '../server.ts';
import { answered, noAnswers } from './answers.ts';

/** Asks for all that a new rule needs, shows what it will do, and makes its files. */
export async function newRule(
  server: Server,
  ruleTests: () => RuleTestExplorer | undefined,
  at: Uri | undefined,
): Promise<void> {
  const uri = (at ?? window.activeTextEditor?.document.uri)?.toString() ?? null;
  const plan = await interview({
    nothing: noAnswers,
    stepFor: (answers: NewRuleAnswers, isCheck) => server.request(newRuleRequest, { uri, answers, isCheck }),
    answered,
    confirm,
    refusalTitle: l10n.t('This rule cannot be had here'),
  });
  if (plan !== undefined) await create(plan, ruleTests);
}

/** What the rule will do is told before anything is made. */
async function confirm(plan: NewRulePlan): Promise<'create' | 'back' | undefined> {
  const { label, compares, actions, active, effect, impact, notes, files } = plan;
  const whenActive = active
    ? l10n.t('Active as soon as it is deployed.')
    : l10n.t('Inactive until you activate it.');
  const found = active
    ? l10n.t('A save for which it finds a match:')
    : l10n.t('A save for which it finds a match, once it is active:');
  const paragraphs = [
    l10n.t('It compares {0}. {1}. {2}', compares, actions, whenActive),
    [found, ...bullets(effect)].join('\n'),
    ...(impact === null ? [] : [impact]),
    ...(notes.length > 0 ? [[l10n.t('To know:'), ...bullets(notes)].join('\n')] : []),
    [l10n.t('Files:'), ...bullets(files.map(fileText))].join('\n'),
    l10n.t('Nothing is deployed.'),
  ];
  const back = l10n.t('Back');
  const chosen = await askModally(
    l10n.t("Create duplicate rule '{0}'?", label),
    paragraphs.join('\n\n'),
    l10n.t('Create Files'),
    back,
  );
  if (chosen === undefined) return undefined;
  return chosen === back ? 'back' : 'create';
}

function fileText({ uri, at }: NewRulePlan['files'][number]): string {
  const name = Uri.parse(uri).path.split('/').slice(-2).join('/');
  return at === null ? l10n.t('{0} (new)', name) : l10n.t('{0} (a rule is added)', name);
}

async function create(
  { files, label, active }: NewRulePlan,
  ruleTests: () => RuleTestExplorer | undefined,
): Promise<void> {
  if (!(await createFiles(files))) {
    await showProblem(
      l10n.t("The files of rule '{0}' could not be made. Is one of them there already?", label),
    );
    return;
  }
  const uriOf = (what: string) => files.find((file) => file.what === what)?.uri;
  const rule = uriOf('duplicate-rule');
  if (rule !== undefined) await window.showTextDocument(Uri.parse(rule), { preview: false });
  const runTests = l10n.t('Run Its Tests');
  const made = active
    ? l10n.t("Rule '{0}' is made, active.", label)
    : l10n.t("Rule '{0}' is made, inactive.", label);
  const next = l10n.t('Run its tests, then deploy the matching rule and the duplicate rule together.');
  // Nobody waits for the answer: the command has done its work.
  void inform(`${made} ${next}`, runTests, l10n.t('Open Its Tests')).then(async (chosen) => {
    const test = uriOf('rule-test');
    if (chosen === undefined || test === undefined) return;
    await window.showTextDocument(Uri.parse(test));
    if (chosen === runTests) await ruleTests()?.runFile(Uri.parse(test));
  });
}
