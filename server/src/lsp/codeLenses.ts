import { t } from '@vscode/l10n';
import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import type { DuplicateRule } from '../core/metadata/model.ts';
import type { RuleOperation, RuleOutcome } from '../core/outcome/model.ts';
import type { JudgedSite } from '../core/rules/rule.ts';
import { type LineIndex, locate } from '../core/text.ts';
import { openRuleCommand, testRecordCommand } from '../protocol.ts';
import { type Converter, toRange } from './convert.ts';
import type { LoadedProject } from './loadedProject.ts';
import { ruleEntry } from './ruleEntries.ts';
import type { SettingsStore } from './settingsStore.ts';
import { canonicalUri } from './uris.ts';
import type { Workspace } from './workspace.ts';

/**
 * A lens over each save that a rule can refuse, which leads to the rule's file if there is one, and over each
 * record that can be tested.
 */
export async function codeLenses(
  workspace: Workspace,
  settings: SettingsStore,
  converter: Converter,
  params: CodeLensParams,
): Promise<CodeLens[]> {
  const uri = canonicalUri(params.textDocument.uri);
  const project = await workspace.projectOf(uri);
  const lines = project?.lines(uri) ?? null;
  if (project === null || lines === null) return [];
  const { shared, editor } = settings.of(project);
  if (!editor['codeLens.enabled']) return [];
  const records = project.analysis.records(uri).map((record): CodeLens => {
    const range = toRange(lines, record);
    return {
      range,
      command: {
        title: t('Test this {0}', record.object),
        command: testRecordCommand,
        arguments: [{ uri, range }],
      },
    };
  });
  return [...records, ...saveLenses(project, converter, uri, lines, shared.includeTests)];
}

function saveLenses(
  project: LoadedProject,
  converter: Converter,
  uri: string,
  lines: LineIndex,
  includeTests: boolean,
): readonly CodeLens[] {
  return project.analysis.saves(uri).flatMap((judged) => {
    const refusals = judged.outcomes.filter(refuses);
    if (refusals.length === 0 || (judged.site.inTest && !includeTests)) return [];
    const rules = [...new Set(refusals.map(({ rule }) => rule))];
    const entries = rules.map((rule) => ruleEntry(converter, project, rule));
    const canOpen = entries.some(({ location }) => location !== null);
    return {
      range: toRange(lines, locate(judged.site.place)),
      command: {
        title: lensTitle(judged, refusals, rules),
        command: canOpen ? openRuleCommand : '',
        ...(canOpen ? { arguments: [entries] } : {}),
      },
    };
  });
}

function refuses({ result }: RuleOutcome): boolean {
  return result === 'refused' || result === 'refused-unless-allow-save';
}

/** "Refused by 'Lead Email' on a match", with "maybe" and "when it creates" where that is all that is known. */
export function lensTitle(
  { site }: JudgedSite,
  refusals: readonly RuleOutcome[],
  rules: readonly DuplicateRule[],
): string {
  const isSure = refusals.some(({ provisos }) => provisos.every(({ kind }) => kind === 'upsert-branch'));
  const names = rules.map((rule) =>
    rule.source.kind === 'assumed'
      ? t('the standard {0} rule (assumed)', rule.object)
      : t("'{0}'", rule.label),
  );
  const operations = new Set<RuleOperation>(refusals.map(({ operation }) => operation));
  const only = site.operation === 'upsert' && operations.size === 1 ? [...operations][0] : undefined;
  const all = joined(names);
  if (only === 'insert') {
    return isSure
      ? t('Refused by {0} on a match when it creates', all)
      : t('May be refused by {0} on a match when it creates', all);
  }
  if (only === 'update') {
    return isSure
      ? t('Refused by {0} on a match when it updates', all)
      : t('May be refused by {0} on a match when it updates', all);
  }
  return isSure ? t('Refused by {0} on a match', all) : t('May be refused by {0} on a match', all);
}

function joined(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  return t('{0} and {1}', names.slice(0, -1).join(t(', ')), names.at(-1)!);
}
