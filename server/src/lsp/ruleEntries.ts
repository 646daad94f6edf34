import { t } from '@vscode/l10n';
import type { DuplicateRule, RuleReaction } from '../core/metadata/model.ts';
import { sourceWords } from '../core/outcome/describe.ts';
import type { RuleEntry } from '../protocol.ts';
import type { Converter } from './convert.ts';
import { localised } from './l10n/language.ts';
import type { LoadedProject } from './loadedProject.ts';
import { baseName } from './uris.ts';

/** A duplicate rule as the client's lists show it. */
export function ruleEntry(converter: Converter, project: LoadedProject, rule: DuplicateRule): RuleEntry {
  const { source } = rule;
  return {
    fullName: rule.fullName,
    label: rule.label,
    object: rule.object,
    active: rule.active,
    actions: t('{0} on create, {1} on edit', reactionText(rule.onInsert), reactionText(rule.onUpdate)),
    project: project.root === '' ? '' : baseName(project.root),
    location: source.kind === 'file' ? converter.location(project, source.location) : null,
    origin: originText(rule),
    ...orgNote(project, rule),
  };
}

function reactionText({ action, alert, report }: RuleReaction): string {
  const also = action === 'Allow' ? [...(alert ? [t('Alert')] : []), ...(report ? [t('Report')] : [])] : [];
  const first = action === null ? t('unknown action') : localised(action);
  return [first, ...also].join(' + ');
}

function originText({ source }: DuplicateRule): string {
  if (source.kind === 'file') return '';
  return localised(sourceWords({ source }));
}

function orgNote(project: LoadedProject, rule: DuplicateRule): { readonly orgNote?: string } {
  const differences = project.analysis.catalog.orgDifferences?.(rule) ?? [];
  return differences.length > 0
    ? { orgNote: t("the org's copy differs: {0}", differences.map(localised).join('; ')) }
    : {};
}
