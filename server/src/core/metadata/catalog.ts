import { duplicateRuleDifferences, matchingRuleDifferences, orgCopyText } from '../drift/differences.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { ReadDuplicateRule } from './duplicateRule.ts';
import type { ReadMatchingRules } from './matchingRule.ts';
import type { DuplicateRule, LeadConversionValidation, MatchingRule } from './model.ts';
import { standardRules } from './standardRules.ts';

/** What was read from an org. */
export interface OrgRules {
  readonly duplicateRules: readonly DuplicateRule[];
  readonly matchingRules: readonly MatchingRule[];
  /**
   * Objects all of whose rules were read, those without rules too; `Account` includes person accounts; `all`:
   * whatever object there is.
   */
  readonly objects: 'all' | readonly string[];
  /** Objects whose active rules were read, and not their inactive ones: no rule is assumed for them. */
  readonly activeOnly?: readonly string[];
  /** Objects of which a rule could not be read, though `objects` may count them. */
  readonly unreadable?: readonly string[];
  readonly leadConversionValidation: LeadConversionValidation;
}

export interface CatalogInput {
  readonly duplicateRules: Iterable<ReadDuplicateRule>;
  readonly matchingRules: Iterable<ReadMatchingRules>;
  readonly org: OrgRules | null;
  /** The settings files of the project, if any says. */
  readonly leadConversionValidation: LeadConversionValidation;
  /** Objects whose rules are all in the project, by the settings. */
  readonly completeObjects: readonly string[];
}

/** The rules of a project, and what is assumed. */
export interface ProjectCatalog extends RuleCatalog {
  /** The standard rule that is assumed for an object (any case) because nothing says otherwise; else null. */
  assumedFor(object: string): DuplicateRule | null;
}

const personAccount = 'personaccount';

/**
 * Joins what is known of the rules. Of each rule the project's file decides and the org's copy comes second;
 * an object of which nothing is known gets its standard rule assumed. Where two packages hold a rule of the
 * same full name, the file whose URI sorts first decides.
 */
export function buildCatalog(input: CatalogInput): ProjectCatalog {
  const files = inOrder(input.duplicateRules);
  const rules = new Map<string, DuplicateRule>();
  const withFile = new Set<string>();
  const unreadable = new Set<string>();
  for (const file of files) {
    if (file.object === null) continue;
    const object = file.object.toLowerCase();
    withFile.add(object);
    const key = file.rule === null ? keyOf(file.object, nameOf(file)) : keyOfRule(file.rule);
    if (file.rule === null) unreadable.add(key);
    else if (!rules.has(key)) rules.set(key, file.rule);
  }
  for (const key of rules.keys()) unreadable.delete(key);
  for (const rule of input.org?.duplicateRules ?? []) {
    const key = keyOfRule(rule);
    // A file that cannot be read still decides: what the org says may be what the file is about to change.
    if (!rules.has(key) && !unreadable.has(key)) rules.set(key, rule);
  }

  const complete = lowerCased(input.completeObjects);
  const objects = input.org?.objects ?? [];
  const fromOrg = lowerCased(objects === 'all' ? standardRules.map(({ object }) => object) : objects);
  const known = new Set([...complete, ...fromOrg, ...lowerCased(input.org?.activeOnly ?? []), ...withFile]);
  for (const rule of input.org?.duplicateRules ?? []) known.add(rule.object.toLowerCase());
  const assumed = new Map<string, DuplicateRule>();
  for (const rule of standardRules) {
    const object = rule.object.toLowerCase();
    if (known.has(object)) continue;
    assumed.set(object, rule);
    rules.set(keyOfRule(rule), rule);
  }

  const duplicateRules = [...rules.values()].sort(inSortOrder);
  const byObject = new Map<string, DuplicateRule[]>();
  for (const rule of duplicateRules) {
    const object = rule.object.toLowerCase();
    const own = byObject.get(object);
    if (own) own.push(rule);
    else byObject.set(object, [rule]);
  }
  const matchingRules = joinMatchingRules(input);
  const matchingByKey = new Map(matchingRules.map((rule) => [keyOfRule(rule), rule]));
  const unreadableObjects = new Set([...unreadable].map((key) => key.slice(0, key.indexOf('.'))));
  for (const object of lowerCased(input.org?.unreadable ?? [])) unreadableObjects.add(object);

  const rulesFor = (object: string): readonly DuplicateRule[] => {
    const lower = object.toLowerCase();
    const own = byObject.get(lower) ?? [];
    if (lower !== 'account') return own;
    return [...own, ...(byObject.get(personAccount) ?? [])].sort(inSortOrder);
  };

  return {
    rulesFor,
    matchingRule: (object, name) => matchingByKey.get(keyOf(object, name)) ?? null,
    isComplete: (object) => {
      const lower = object.toLowerCase();
      if (unreadableObjects.has(lower)) return false;
      if (lower === 'account' && unreadableObjects.has(personAccount)) return false;
      const covers = (set: ReadonlySet<string>): boolean =>
        set.has(lower) || (lower === personAccount && set.has('account'));
      return covers(complete) || objects === 'all' || covers(fromOrg);
    },
    orgDifferences: (rule) => differencesFromOrg(rule, input.org, matchingByKey),
    isInOrg: (rule) => isInOrg(rule, input.org),
    assumedFor: (object) => assumed.get(object.toLowerCase()) ?? null,
    leadConversionValidation: input.leadConversionValidation ?? input.org?.leadConversionValidation ?? null,
    duplicateRules,
    matchingRules,
  };
}

function joinMatchingRules(input: CatalogInput): readonly MatchingRule[] {
  const rules = new Map<string, MatchingRule>();
  const files = inOrder(input.matchingRules);
  const all = [
    ...files.flatMap((file) => file.rules.map(({ rule }) => rule)),
    ...(input.org?.matchingRules ?? []),
  ];
  for (const rule of all) {
    const key = keyOfRule(rule);
    if (rule.name !== '' && !rules.has(key)) rules.set(key, rule);
  }
  return [...rules.values()];
}

/** An object of which only active rules, or not all rules, were read may have the rule all the same. */
function isInOrg(rule: DuplicateRule, org: OrgRules | null): boolean | null {
  if (org === null || rule.source.kind === 'assumed') return null;
  if (org.duplicateRules.some((one) => keyOfRule(one) === keyOfRule(rule))) return true;
  const object = rule.object.toLowerCase();
  const covers = (names: readonly string[]): boolean => {
    const objects = lowerCased(names);
    return objects.has(object) || (object === personAccount && objects.has('account'));
  };
  const isRead = org.objects === 'all' || covers(org.objects);
  return isRead && !covers(org.activeOnly ?? []) && !covers(org.unreadable ?? []) ? false : null;
}

/** Of the rule, and of the matching rules that it uses. */
function differencesFromOrg(
  rule: DuplicateRule,
  org: OrgRules | null,
  matchingByKey: ReadonlyMap<string, MatchingRule>,
): readonly string[] {
  if (org === null || rule.source.kind !== 'file') return [];
  const copy = org.duplicateRules.find((one) => keyOfRule(one) === keyOfRule(rule));
  if (!copy) return [];
  const ofMatchingRules = rule.matchRules.flatMap(({ objectType, matchingRule }) => {
    const key = keyOf(objectType, matchingRule);
    const here = matchingByKey.get(key);
    const there = org.matchingRules.find(({ object, name }) => keyOf(object, name) === key);
    if (here?.source.kind !== 'file' || !there) return [];
    return matchingRuleDifferences(here, there).map(
      (difference) => `${difference.what} of matching rule ${matchingRule} ${difference.there}`,
    );
  });
  return [...duplicateRuleDifferences(rule, copy).map(orgCopyText), ...ofMatchingRules];
}

function inSortOrder(a: DuplicateRule, b: DuplicateRule): number {
  const last = Number.MAX_SAFE_INTEGER;
  return (a.sortOrder ?? last) - (b.sortOrder ?? last) || (a.fullName < b.fullName ? -1 : 1);
}

function keyOf(object: string, name: string): string {
  return `${object}.${name}`.toLowerCase();
}

/** By the object, not the full name: an org lists the rules of person accounts as `Account.…`. */
function keyOfRule(rule: DuplicateRule | MatchingRule): string {
  let key = keys.get(rule);
  if (key === undefined) {
    key = keyOf(rule.object, rule.name);
    keys.set(rule, key);
  }
  return key;
}

/** A catalogue is built after each keystroke in a rule file, and nearly all rules are then as before. */
const keys = new WeakMap<DuplicateRule | MatchingRule, string>();

/** By address. Files mostly come in their order, and a file that changes keeps its place. */
function inOrder<T extends { readonly uri: string }>(files: Iterable<T>): readonly T[] {
  const all = [...files];
  const isOrdered = all.every((file, index) => index === 0 || all[index - 1]!.uri < file.uri);
  return isOrdered ? all : all.sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

function nameOf(file: ReadDuplicateRule): string {
  return file.fullName.slice(file.fullName.indexOf('.') + 1);
}

function lowerCased(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}
