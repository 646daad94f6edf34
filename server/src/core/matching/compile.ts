import type { MatchingRule, MatchRuleReference } from '../metadata/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import { filterOver, itemsOf } from '../outcome/filters.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { list } from '../outcome/words.ts';
import { candidateObject, type RuleParts, RunnableRule } from './compiledRule.ts';
import { whyLeftOut } from './equation/leftOut.ts';
import { segmentsOf } from './equation/segments.ts';
import { keysOfSegments } from './keys/derive.ts';
import { methodOf } from './methods/registry.ts';
import type { CompiledItem, CompiledRule, NotCompiled, RuleSegment } from './model.ts';
import { type ItemSource, nameKeys } from './record.ts';
import { compileStandardRule, isStandardRule } from './standard/rules.ts';

const compiledRules = new WeakMap<MatchingRule, CompiledRule | NotCompiled>();

/** Makes a matching rule ready to run; the same rule gives the same answer again. */
export function compileRule(rule: MatchingRule): CompiledRule | NotCompiled {
  let compiled = compiledRules.get(rule);
  if (compiled === undefined) {
    compiled = compile(rule);
    compiledRules.set(rule, compiled);
  }
  return compiled;
}

/** The matching rule that a duplicate rule refers to; Salesforce's own ones are in no project and mostly in no catalogue. */
export function compileReference(
  reference: MatchRuleReference,
  catalog: RuleCatalog,
): CompiledRule | NotCompiled {
  const { objectType, matchingRule } = reference;
  const rule = catalog.matchingRule(objectType, matchingRule);
  if (rule) return compileRule(rule);
  if (isStandardRule(matchingRule)) return compileStandardRule(objectType, matchingRule, null);
  return {
    rule: null,
    why: `The matching rule ${matchingRule} of ${objectType} is neither in the project nor read from the org.`,
  };
}

export function isCompiled(compiled: CompiledRule | NotCompiled): compiled is CompiledRule {
  return 'segments' in compiled;
}

function compile(rule: MatchingRule): CompiledRule | NotCompiled {
  const failed = (why: string): NotCompiled => ({ rule, why });
  if (rule.items.length === 0) {
    return isStandardRule(rule.name)
      ? compileStandardRule(rule.object, rule.name, rule)
      : failed(whyWithoutItems(rule));
  }
  const items: CompiledItem[] = [];
  for (const [index, { field, method: spelling, matchBlanks }] of rule.items.entries()) {
    const method = methodOf(spelling);
    if (method === null)
      return failed(`The matching method ${spelling || '(none)'} of ${field} is not known.`);
    items.push({ number: index + 1, field, key: fieldKey(field), method, matchBlanks });
  }
  const expression = filterOver(
    rule.booleanFilter,
    items.map(({ number }) => number),
  );
  if (expression === null) return failed(`The boolean filter "${rule.booleanFilter}" cannot be read.`);
  const conjunctions = segmentsOf(expression);
  if (conjunctions === null)
    return failed(`The boolean filter "${rule.booleanFilter}" has more than 1,000 combinations.`);
  const segments = conjunctions.map((conjunction): RuleSegment => {
    const { items: numbers, without } = conjunction;
    return {
      items: numbers,
      without,
      transposed: false,
      leftOut: whyLeftOut(conjunction, conjunctions, items),
    };
  });
  const keys = keysOfSegments(rule.object, segments, items);
  const unused = items.filter(({ number }) => !itemsOf(expression).includes(number));
  const parts: RuleParts = {
    rule,
    object: candidateObject(rule.object),
    items,
    sources: items.map((item) => sourceOf(rule.object, item)),
    segments: segments.map((segment) => ({ segment, threshold: null, blanksIgnored: [] })),
    keys,
    names: null,
    equationCertainty: 'exact',
    notes: [
      ...notesOf(items, segments, keys.length),
      ...unused.map(({ field }) => `${field} is in no part of the boolean filter.`),
    ],
  };
  return new RunnableRule(parts);
}

function whyWithoutItems({ name, comparedFields = [] }: MatchingRule): string {
  return comparedFields.length === 0
    ? `What the matching rule ${name} compares is not known: it has no items.`
    : `How the matching rule ${name} compares ${list(comparedFields, 'and')} is not known: only the fields were read.`;
}

/** A fuzzy method compares the name behind a lookup; person accounts spell a contact's fields in two ways. */
function sourceOf(object: string, { field, key, method }: CompiledItem): ItemSource {
  const named = method.method === 'CompanyName';
  if (named && /^account(?:\.name)?$/.test(key)) return { keys: nameKeys('Account'), named };
  return { keys: /^personaccount$/i.test(object) ? personKeys(field) : [key], named };
}

/** `Email` and `PersonEmail`, `Level__c` and `Level__pc`. */
export function personKeys(field: string): readonly string[] {
  const key = fieldKey(field);
  if (/__p?c$/.test(key))
    return [key, key.endsWith('__pc') ? key.replace(/__pc$/, '__c') : key.replace(/__c$/, '__pc')];
  if (key.startsWith('person')) return [key, key.slice('person'.length)];
  return [key, `person${key}`];
}

function notesOf(
  items: readonly CompiledItem[],
  segments: readonly RuleSegment[],
  keys: number,
): readonly string[] {
  const notes: string[] = [];
  const fuzzy = items.filter(({ method }) => method.method !== 'Exact');
  for (const { items: numbers, leftOut } of segments) {
    if (leftOut === null) continue;
    const fields = numbers.map((number) => items[number - 1]!.field).join(' and ');
    notes.push(`Salesforce does not evaluate "${fields}": ${leftOut}.`);
  }
  const evaluated = segments.filter(({ leftOut }) => leftOut === null);
  const keyless = evaluated.filter(({ items: numbers }) =>
    numbers.every((number) => items[number - 1]!.method.method === 'Title'),
  );
  if (keyless.length > 0) {
    notes.push(
      keyless.length === evaluated.length
        ? 'No match key is made of Title: how Salesforce limits the records that it compares by this rule is not documented.'
        : 'No match key is made of Title: whether a part of the equation without another field finds anything is not documented.',
    );
  }
  if (keys > 10)
    notes.push(`The rule needs ${keys} match keys; Salesforce saves no custom rule that needs more than 10.`);
  if (fuzzy.length > 0 && fuzzy.length < items.length) {
    notes.push(
      'Fuzzy and exact methods are mixed: the help says that such a rule finds nothing, knowledge article 000389625 shows one that does. It is run here.',
    );
  }
  return notes;
}
