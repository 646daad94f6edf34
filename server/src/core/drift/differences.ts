import type { DuplicateRule, MatchingRule, MatchRuleReference, RuleFilter } from '../metadata/model.ts';
import { judgeFilterWith } from '../outcome/condition.ts';
import { filterOver, renderFilter } from '../outcome/filters.ts';
import { actionWords } from '../outcome/words.ts';

/** An element in which a rule of the workspace and the org's rule of the same name differ, in words. */
export interface Difference {
  /** "action on create" */
  readonly what: string;
  readonly here: string;
  readonly there: string;
}

/** "action on create: Allow + Alert here, Block in the org" */
export function differenceText({ what, here, there }: Difference): string {
  return `${what}: ${here} here, ${there} in the org`;
}

/** "action on create Block": what the org's copy has instead. */
export function orgCopyText({ what, there }: Difference): string {
  return `${what} ${there}`;
}

type Maybe = Difference | null;

const when = (what: string, here: string, there: string): Maybe =>
  here === there ? null : { what, here, there };

const found = (differences: readonly Maybe[]): readonly Difference[] =>
  differences.filter((difference) => difference !== null);

/** Elements that were not read of the org's rule count as the same. */
export function duplicateRuleDifferences(here: DuplicateRule, there: DuplicateRule): readonly Difference[] {
  const whole = isWhole(here) && isWhole(there);
  return found([
    when('status', activity(here), activity(there)),
    ...(['create', 'edit'] as const).map((operation) => {
      const [mine, theirs] =
        operation === 'create' ? [here.onInsert, there.onInsert] : [here.onUpdate, there.onUpdate];
      if (mine.action === null || theirs.action === null) return null;
      return when(`action on ${operation}`, actionWords(mine), actionWords(theirs));
    }),
    conditions(here.filter, there.filter),
    ...matchRules(here, there, whole),
    ...(whole
      ? [
          when('label', quoted(here.label), quoted(there.label)),
          when('alert text', quoted(here.alertText), quoted(there.alertText)),
          when('record-level security', security(here), security(there)),
          when('sort order', String(here.sortOrder ?? 'none'), String(there.sortOrder ?? 'none')),
        ]
      : []),
  ]);
}

function isWhole({ source }: { readonly source: DuplicateRule['source'] }): boolean {
  return source.kind !== 'org' || source.partial !== true;
}

function activity({ active }: DuplicateRule): string {
  return active ? 'active' : 'inactive';
}

function quoted(text: string | null): string {
  return text === null || text.trim() === '' ? 'none' : `"${text.trim()}"`;
}

const securityWords = {
  EnforceSharingRules: 'enforces sharing rules',
  BypassSharingRules: 'bypasses sharing rules',
} as const;

function security({ security: option }: DuplicateRule): string {
  return option === null ? 'none' : securityWords[option];
}

function conditions(here: RuleFilter | null, there: RuleFilter | null): Maybe {
  const isUnread = here?.unread === true || there?.unread === true;
  // That there are conditions on both sides does not tell whether they are the same ones.
  if (isUnread && here !== null && there !== null) return null;
  return when('conditions', filterText(here), filterText(there));
}

function filterText(filter: RuleFilter | null): string {
  if (filter === null) return 'none';
  if (filter.unread === true) return 'some';
  const verdict = judgeFilterWith(filter, () => null);
  return verdict.runs === true ? 'none' : verdict.text;
}

function matchRules(here: DuplicateRule, there: DuplicateRule, whole: boolean): readonly Maybe[] {
  const key = ({ objectType, matchingRule }: MatchRuleReference) =>
    `${objectType}.${matchingRule}`.toLowerCase();
  const name = ({ objectType, matchingRule }: MatchRuleReference) => `${objectType}.${matchingRule}`;
  const theirs = new Map(there.matchRules.map((reference) => [key(reference), reference]));
  const mine = new Map(here.matchRules.map((reference) => [key(reference), reference]));
  const gone = [...mine].filter(([id]) => !theirs.has(id));
  const added = [...theirs].filter(([id]) => !mine.has(id));
  return [
    ...gone.map(([, reference]) => ({
      what: `matching rule ${name(reference)}`,
      here: 'used',
      there: 'not used',
    })),
    ...added.map(([, reference]) => ({
      what: `matching rule ${name(reference)}`,
      here: 'not used',
      there: 'used',
    })),
    ...[...mine].map(([id, reference]) => {
      const other = theirs.get(id);
      if (!other || !whole) return null;
      return when(`field mapping to ${name(reference)}`, mappingText(reference), mappingText(other));
    }),
  ];
}

function mappingText({ mapping }: MatchRuleReference): string {
  if (mapping === null) return 'none';
  const pairs = mapping.map(({ inputField, outputField }) => `${inputField} to ${outputField}`);
  return pairs.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join(', ') || 'none';
}

/** As {@link duplicateRuleDifferences}; Salesforce's own matching rules come without a body. */
export function matchingRuleDifferences(here: MatchingRule, there: MatchingRule): readonly Difference[] {
  const whole = isWhole(here) && isWhole(there);
  return found([
    here.status === '' || there.status === ''
      ? null
      : when('status', here.status.toLowerCase(), there.status.toLowerCase()),
    criteria(here, there),
    whole ? when('label', quoted(here.label), quoted(there.label)) : null,
  ]);
}

function criteria(here: MatchingRule, there: MatchingRule): Maybe {
  if (here.items.length > 0 && there.items.length > 0) {
    const [mine, theirs] = [criteriaOf(here), criteriaOf(there)];
    // Names of fields count in any case.
    return mine.toLowerCase() === theirs.toLowerCase() ? null : when('criteria', mine, theirs);
  }
  const fieldsOf = (rule: MatchingRule) =>
    rule.items.length > 0 ? rule.items.map(({ field }) => field) : (rule.comparedFields ?? []);
  const [mine, theirs] = [fieldsOf(here), fieldsOf(there)].map((fields) =>
    [...new Set(fields.map((field) => field.toLowerCase()))].sort().join(', '),
  );
  if (!mine || !theirs) return null;
  return mine === theirs
    ? null
    : { what: 'fields', here: fieldsOf(here).join(', '), there: fieldsOf(there).join(', ') };
}

/** The items in the order of their numbers where a filter names these; else their order means nothing. */
function criteriaOf({ items, booleanFilter }: MatchingRule): string {
  const texts = items.map(
    ({ field, method, matchBlanks }) => `${field} (${method}${matchBlanks ? ', blank matches blank' : ''})`,
  );
  const numbers = items.map((_, index) => index + 1);
  const expression = filterOver(booleanFilter, numbers);
  if (!expression) return `${booleanFilter}: ${texts.join(', ')}`;
  const isPlain = booleanFilter === null || expression.kind === 'item';
  const ordered = isPlain || isConjunction(booleanFilter) ? [...texts].sort() : null;
  if (ordered && ordered.length > 0) return ordered.join(' AND ');
  return renderFilter(expression, (number) => texts[number - 1]!, { and: 'AND', or: 'OR', not: 'NOT' });
}

function isConjunction(booleanFilter: string): boolean {
  return !/\b(?:or|not)\b/i.test(booleanFilter);
}
