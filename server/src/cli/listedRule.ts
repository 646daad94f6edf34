import type { DuplicateRule } from '../core/metadata/model.ts';
import { conditionText } from '../core/outcome/condition.ts';
import { hasOnlyInactiveMatchingRules } from '../core/outcome/matchingFields.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';
import { lacksEveryMapping } from '../core/outcome/objectMapping.ts';
import { actionWords, list } from '../core/outcome/words.ts';
import { printableLine } from './formats/terminal.ts';
import { type ListedSaves, savesLines } from './listedSaves.ts';
import { displayPath } from './paths.ts';
import type { Locator } from './report.ts';

/** A duplicate rule as the `rules` command gives it. */
export interface ListedRule {
  readonly fullName: string;
  readonly object: string;
  readonly label: string;
  readonly active: boolean;
  /** It is active, and none of its matching rules is. */
  readonly findsNothing: boolean;
  /** It compares with other objects only, and says nowhere by which fields: what it finds is not known. */
  readonly isUnmapped: boolean;
  readonly onCreate: string;
  readonly onEdit: string;
  readonly conditions: readonly string[];
  /** How the conditions are joined, by their numbers; null: all. */
  readonly booleanFilter: string | null;
  readonly matchingRules: readonly string[];
  readonly source: 'file' | 'assumed' | 'org';
  readonly path: string | null;
  readonly line: number | null;
  /** Only where it is asked for. */
  readonly governs?: ListedSaves;
  /** Only where an org was asked, of rules with a file. */
  readonly inOrg?: ListedInOrg;
}

export interface ListedInOrg {
  /** Unknown where the org's rules of the object could not all be read. */
  readonly state: 'same' | 'different' | 'missing' | 'unknown';
  /** What the org's copy has instead: "action on create Block". */
  readonly differences: readonly string[];
}

export function listedRule(
  rule: DuplicateRule,
  catalog: RuleCatalog,
  locate: Locator,
  cwd: string,
): ListedRule {
  const place = rule.source.kind === 'file' ? locate(rule.source.location) : null;
  return {
    fullName: rule.fullName,
    object: rule.object,
    label: rule.label,
    active: rule.active,
    findsNothing: rule.active && hasOnlyInactiveMatchingRules(rule, catalog),
    isUnmapped: lacksEveryMapping(rule),
    onCreate: actionWords(rule.onInsert),
    onEdit: actionWords(rule.onUpdate),
    conditions: (rule.filter?.conditions ?? []).map(conditionText),
    booleanFilter: rule.filter?.booleanFilter ?? null,
    matchingRules: rule.matchRules.map(({ objectType, matchingRule }) => `${objectType}.${matchingRule}`),
    source: rule.source.kind,
    path: place && displayPath(place.file, cwd),
    line: place && place.start.line + 1,
  };
}

export function byObjectAndName(a: ListedRule, b: ListedRule): number {
  return `${a.object}.${a.fullName}` < `${b.object}.${b.fullName}` ? -1 : 1;
}

/** @param heading `Project .`, and the org that was asked */
export function rulesText(heading: readonly string[], rules: readonly ListedRule[]): string {
  const lines = [...heading];
  if (rules.length === 0) lines.push('  no duplicate rules');
  for (const rule of rules) {
    const state = rule.active ? '' : ' (inactive)';
    lines.push(`  ${rule.object}: ${rule.label || rule.fullName}${state}`);
    lines.push(`    ${rule.onCreate} on create, ${rule.onEdit} on edit`);
    if (rule.findsNothing) lines.push('    finds nothing: none of its matching rules is active');
    if (rule.isUnmapped) lines.push('    what it finds is not known: it has no objectMapping');
    if (rule.conditions.length > 0) lines.push(`    where ${conditionsText(rule)}`);
    lines.push(`    ${rule.path === null ? sourceTexts[rule.source] : `${rule.path}:${rule.line}`}`);
    if (rule.governs) lines.push(...savesLines(rule.governs).map((text) => `    ${text}`));
    if (rule.inOrg) lines.push(...inOrgTexts(rule.inOrg).map((text) => `    ${text}`));
  }
  const assumed = rules.filter(({ source }) => source === 'assumed').map(({ object }) => object);
  if (assumed.length > 0) {
    const one = assumed.length === 1;
    lines.push(
      `No rule file of ${list(assumed, 'or')} was found, so ${one ? 'its standard rule is' : 'their standard rules are'} assumed: active, as in a new org.`,
    );
  }
  return lines.map((line) => printableLine(line) + '\n').join('');
}

function conditionsText({ conditions, booleanFilter }: ListedRule): string {
  if (booleanFilter === null || booleanFilter.trim() === '1') return conditions.join(' and ');
  return `${booleanFilter}: ${conditions.map((text, index) => `${index + 1}. ${text}`).join(', ')}`;
}

const sourceTexts: Readonly<Record<ListedRule['source'], string>> = {
  file: '',
  assumed: "assumed: Salesforce's standard rule",
  org: 'only in the org',
};

function inOrgTexts({ state, differences }: ListedInOrg): readonly string[] {
  if (state === 'different') return [`the org's copy differs: ${differences.join('; ')}`];
  return state === 'missing' ? ['not in the org'] : [];
}
