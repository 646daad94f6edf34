import { l10n, Uri, window } from 'vscode';
import { type NewRuleAnswers, type NewRulePlan, newRuleRequest } from '../../../server/src/protocol.ts';
import { createFiles } from '../interview/createFiles.ts';
import { bullets, interview } from '../interview/interview.ts';
import { askModally, inform, showProblem } from '../notifications.ts';
import type { RuleTestExplorer } from '../ruleTests/ruleTestExplorer.ts';
import type { Server } from '../server.ts';
import { hasFolder } from '../start/hasFolder.ts';
import { answered, noAnswers } from './answers.ts';
import { showText } from './details.ts';

/** Asks for all that a new rule needs, shows what it will do, and makes its files. */
export async function newRule(
  server: Server,
  ruleTests: () => RuleTestExplorer | undefined,
  at: Uri | undefined,
): Promise<void> {
  if (!(await hasFolder())) return;
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

/** What the rule will do is told before anything is made: in a few lines, and where that is asked for in all. */
async function confirm(plan: NewRulePlan): Promise<'create' | 'back' | undefined> {
  const { label, impact, files } = plan;
  const paragraphs = [
    whatItIs(plan),
    ...(impact === null ? [] : [impact]),
    l10n.t('Makes {0} files. Nothing is deployed.', files.length),
  ];
  const title = l10n.t("Create duplicate rule '{0}'?", label);
  const [createFiles, details, back] = [l10n.t('Create Files'), l10n.t('Show Details'), l10n.t('Back')];
  let chosen = await askModally(title, paragraphs.join('\n\n'), createFiles, details, back);
  if (chosen === details) {
    await showText(`${title}\n\n${detailsOf(plan)}\n`);
    // Not in the way of what is read, and there until it is answered.
    chosen = await window.showQuickPick([createFiles, back], { title, ignoreFocusOut: true });
  }
  if (chosen === createFiles) return 'create';
  return chosen === back ? 'back' : undefined;
}

function whatItIs({ compares, actions, active }: NewRulePlan): string {
  const whenActive = active
    ? l10n.t('Active as soon as it is deployed.')
    : l10n.t('Inactive until you activate it.');
  return l10n.t('It compares {0}. {1}. {2}', compares, actions, whenActive);
}

function detailsOf(plan: NewRulePlan): string {
  const { active, effect, impact, notes, files } = plan;
  const found = active
    ? l10n.t('A save for which it finds a match:')
    : l10n.t('A save for which it finds a match, once it is active:');
  const paragraphs = [
    whatItIs(plan),
    [found, ...bullets(effect)].join('\n'),
    ...(impact === null ? [] : [impact]),
    ...(notes.length > 0 ? [[l10n.t('To know:'), ...bullets(notes)].join('\n')] : []),
    [l10n.t('Files:'), ...bullets(files.map(fileText))].join('\n'),
    l10n.t('Nothing is deployed.'),
  ];
  return paragraphs.join('\n\n');
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
