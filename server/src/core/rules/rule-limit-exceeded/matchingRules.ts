import { compileRule, isCompiled } from '../../matching/compile.ts';
import { segmentsOf } from '../../matching/equation/segments.ts';
import type { ReadMatchingRule, ReadMatchingRules } from '../../metadata/matchingRule.ts';
import type { MatchingRule } from '../../metadata/model.ts';
import type { FiledMatchingRule } from '../../metadata/ruleIndex.ts';
import { filterOver } from '../../outcome/filters.ts';
import type { RuleCatalog } from '../../outcome/model.ts';
import { list } from '../../outcome/words.ts';
import type { Report, RuleFileContext } from '../rule.ts';
import { isNamespaced, isStandardRuleName, onRuleFile } from '../ruleFileReports.ts';

/** Active matching rules of an object, and lookups in one rule (Salesforce knowledge article 000392912). */
const mostActive = 5;
const mostLookups = 1;
/** Match keys of a custom rule; more are refused (help.salesforce.com, matching_rules_match_key_process). */
const mostKeys = 10;
/** Fields of a rule: no page of Salesforce's own was found that says it. */
const mostFields = 10;

export function matchingRuleLimits(file: ReadMatchingRules, context: RuleFileContext): readonly Report[] {
  return file.rules.flatMap((read) => {
    const reports = [
      tooManyActive(file, read, context),
      tooManyLookups(file, read, context),
      tooManyKeys(file, read),
      tooManyFields(file, read),
    ];
    return reports.filter((report) => report !== null);
  });
}

/** Stands at the rules beyond the fifth, in the order of the files. */
function tooManyActive(
  file: ReadMatchingRules,
  { rule, elements }: ReadMatchingRule,
  context: RuleFileContext,
): Report | null {
  if (!counts(rule)) return null;
  const inFiles = firstOfEach(context.ruleFiles.matchingRules(file.object)).filter((one) => counts(one.rule));
  const named = new Set(inFiles.map((one) => one.rule.name.toLowerCase()));
  const fromOrg = onlyInOrg(context.catalog).filter(
    (one) =>
      one.object.toLowerCase() === file.object.toLowerCase() &&
      counts(one) &&
      !named.has(one.name.toLowerCase()),
  );
  const total = inFiles.length + fromOrg.length;
  if (total <= mostActive) return null;
  const index = inFiles.findIndex((one) => one.rule === rule);
  if (index < Math.max(0, mostActive - fromOrg.length)) return null;
  return onRuleFile(file.uri, {
    span: elements.ruleStatus ?? elements.element,
    severity: 'error',
    sentences: [
      `${file.object} has ${total} active matching rules${fromOrg.length > 0 ? `, ${fromOrg.length} of which only the org has` : ''}; Salesforce allows ${mostActive} of an object, and no request raises that.`,
    ],
    related: inFiles
      .filter((one) => one.rule !== rule)
      .map((one) => ({
        location: { uri: one.uri, ...(one.elements.ruleStatus ?? one.elements.element) },
        message: `${one.rule.name} is active too`,
      })),
    fingerprint: [rule.fullName, 'active'],
  });
}

const orgRules = new WeakMap<RuleCatalog, readonly MatchingRule[]>();

/** Asked for each matching rule of a project. */
function onlyInOrg(catalog: RuleCatalog): readonly MatchingRule[] {
  let rules = orgRules.get(catalog);
  if (rules === undefined) {
    rules = catalog.matchingRules.filter(({ source }) => source.kind === 'org');
    orgRules.set(catalog, rules);
  }
  return rules;
}

function counts(rule: MatchingRule): boolean {
  return /^active$/i.test(rule.status) && !isStandardRuleName(rule.name) && !isNamespaced(rule.name);
}

function firstOfEach(rules: readonly FiledMatchingRule[]): readonly FiledMatchingRule[] {
  const seen = new Set<string>();
  return rules.filter(({ rule }) => {
    const name = rule.name.toLowerCase();
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

const standardLookups = new Set(['accountid', 'parentid', 'reportstoid', 'ownerid']);

/** A fuzzy method compares the name behind a lookup, so only exact items count. */
function tooManyLookups(
  file: ReadMatchingRules,
  { rule, elements }: ReadMatchingRule,
  { schema }: RuleFileContext,
): Report | null {
  const object = /^personaccount$/i.test(file.object) ? 'Account' : file.object;
  const lookups = rule.items.flatMap(({ field, method }, index) => {
    const type = schema.field(object, field)?.type ?? '';
    const isLookup =
      standardLookups.has(field.toLowerCase()) || /^(?:lookup|masterdetail|hierarchy)$/i.test(type);
    return isLookup && method === 'Exact' ? [{ field, index }] : [];
  });
  const names = [...new Set(lookups.map(({ field }) => field))];
  if (names.length <= mostLookups) return null;
  const second = lookups.find(({ field }) => field === names[mostLookups])!;
  const item = elements.items[second.index]!;
  return onRuleFile(file.uri, {
    span: item.field ?? item.element,
    severity: 'error',
    sentences: [
      `The matching rule ${rule.name} compares ${names.length} lookup fields, ${list(names, 'and')}; Salesforce allows ${mostLookups}.`,
    ],
    fingerprint: [rule.fullName, 'lookups'],
  });
}

function tooManyKeys(file: ReadMatchingRules, { rule, elements }: ReadMatchingRule): Report | null {
  if (combinations(rule) <= mostKeys) return null;
  const compiled = compileRule(rule);
  if (!isCompiled(compiled) || compiled.keys.length <= mostKeys) return null;
  return onRuleFile(file.uri, {
    span: elements.booleanFilter ?? elements.element,
    severity: 'error',
    sentences: [
      `The matching rule ${rule.name} makes ${compiled.keys.length} match keys, one for each combination of its OR; Salesforce saves a rule with at most ${mostKeys}.`,
      'Split it into several matching rules.',
    ],
    fingerprint: [rule.fullName, 'match keys'],
  });
}

/** At most as many keys are made. */
function combinations({ booleanFilter, items }: MatchingRule): number {
  if (booleanFilter === null || items.length === 0) return 1;
  // Three ORs make eight at most, as in (1 OR 2) AND (3 OR 4) AND (5 OR 6).
  const words: readonly string[] = booleanFilter.toUpperCase().match(/OR|NOT/g) ?? [];
  if (words.length <= 3 && !words.includes('NOT')) return 2 ** words.length;
  const expression = filterOver(
    booleanFilter,
    items.map((_, index) => index + 1),
  );
  return expression === null ? 0 : (segmentsOf(expression)?.length ?? 0);
}

function tooManyFields(file: ReadMatchingRules, { rule, elements }: ReadMatchingRule): Report | null {
  const fields = new Set(rule.items.map(({ field }) => field.toLowerCase()));
  if (fields.size <= mostFields) return null;
  const item = elements.items[mostFields]!;
  return onRuleFile(file.uri, {
    span: item.field ?? item.element,
    severity: 'warning',
    sentences: [
      `The matching rule ${rule.name} compares ${fields.size} fields; a rule is said to hold ${mostFields} at most.`,
      'Salesforce may refuse to save it.',
    ],
    fingerprint: [rule.fullName, 'fields'],
  });
}
