import type { DuplicateRule, RuleReaction } from '../core/metadata/model.ts';
import { sourceWords } from '../core/outcome/describe.ts';
import type { RuleEntry } from '../protocol.ts';
import type { Converter } from './convert.ts';
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
    actions: `${reactionText(rule.onInsert)} on create, ${reactionText(rule.onUpdate)} on edit`,
    project: project.root === '' ? '' : baseName(project.root),
    location: source.kind === 'file' ? converter.location(project, source.location) : null,
    origin: originText(rule),
    ...orgNote(project, rule),
  };
}

function reactionText({ action, alert, report }: RuleReaction): string {
  const also = action === 'Allow' ? [...(alert ? ['Alert'] : []), ...(report ? ['Report'] : [])] : [];
  return [action ?? 'unknown action', ...also].join(' + ');
}

function originText({ source }: DuplicateRule): string {
  if (source.kind === 'file') return '';
  return sourceWords({ source });
}

function orgNote(project: LoadedProject, rule: DuplicateRule): { readonly orgNote?: string } {
  const differences = project.analysis.catalog.orgDifferences?.(rule) ?? [];
  return differences.length > 0 ? { orgNote: `the org's copy differs: ${differences.join('; ')}` } : {};
}
