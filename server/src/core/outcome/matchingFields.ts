import { isStandardRule } from '../matching/standard/rules.ts';
import type { DuplicateRule, MatchingRule, MatchRuleReference } from '../metadata/model.ts';
import type { FieldWrite } from '../saves/site.ts';
import { fieldKey } from './fieldNames.ts';
import { type FilterExpression, filterOver } from './filters.ts';
import type { RuleCatalog } from './model.ts';

/** Fields that are given to a record: by code, or in a sample. */
export interface WrittenFields {
  /** True where no other field can be set. */
  readonly complete: boolean;
  readonly writes: readonly Pick<FieldWrite, 'name' | 'value'>[];
}

/** One matching rule as a save sees it: the fields of the saved object that it compares. */
interface Comparison {
  readonly expression: FilterExpression;
  readonly items: readonly { readonly field: string | null; readonly matchBlanks: boolean }[];
}

/** A matching rule in one of these states does not run yet; one that is in no file is taken as active. */
const notRunning = new Set(['inactive', 'activating', 'activationfailed']);

export function isRunning(rule: MatchingRule | null): boolean {
  return rule === null || !notRunning.has(rule.status.toLowerCase());
}

/** Whether none of the rule's matching rules runs. */
export function hasOnlyInactiveMatchingRules(rule: DuplicateRule, catalog: RuleCatalog): boolean {
  return (
    rule.matchRules.length > 0 &&
    rule.matchRules.every(
      ({ objectType, matchingRule }) => !isRunning(catalog.matchingRule(objectType, matchingRule)),
    )
  );
}

/**
 * The fields that must be filled besides the written ones before the rule can match, as alternatives: each
 * entry is a set that would do. Null where the rule can match with what is written, or where it is not known.
 */
export function missingFields(
  rule: DuplicateRule,
  catalog: RuleCatalog,
  fields: WrittenFields,
): readonly (readonly string[])[] | null {
  if (!fields.complete) return null;
  const comparisons = comparisonsOf(rule, catalog);
  if (!comparisons) return null;
  const isFilled = filledFields(rule, fields);
  const alternatives: (readonly string[])[] = [];
  for (const { expression, items } of comparisons) {
    const missing = missingFor(expression, (number) => {
      const item = items[number - 1]!;
      return item.field === null || item.matchBlanks || isFilled(item.field) ? [] : [item.field];
    });
    if (!missing || missing.some((set) => set.length === 0)) return null;
    alternatives.push(...missing);
  }
  return alternatives.length === 0 ? null : minimal(alternatives);
}

/** Whether the code is known to write none of the fields that the rule compares. */
export function touchesNoMatchingField(
  rule: DuplicateRule,
  catalog: RuleCatalog,
  fields: WrittenFields,
): boolean {
  if (!fields.complete) return false;
  const running = rule.matchRules
    .map((reference) => ({
      reference,
      matching: catalog.matchingRule(reference.objectType, reference.matchingRule),
    }))
    .filter(({ matching }) => isRunning(matching));
  const isWritten = namesOf(rule, fields.writes);
  return (
    running.length > 0 &&
    running.every(({ reference, matching }) => {
      const compared = comparedFields(rule, reference, matching);
      if (compared) return compared.every((field) => field !== null && !isWritten(field));
      const standard = standardRuleOf(rule, reference);
      return standard !== null && fields.writes.every(({ name }) => isForeignTo(standard, name));
    })
  );
}

/**
 * The fields of the saved object that a matching rule compares, or at most compares: those that a mapping names, where
 * the matching rule is not here. Null where they are not known.
 */
function comparedFields(
  rule: DuplicateRule,
  reference: MatchRuleReference,
  matching: MatchingRule | null,
): readonly (string | null)[] | null {
  if (matching && matching.items.length > 0)
    return matching.items.map(({ field }) => inputField(rule, reference, field));
  return reference.mapping && reference.mapping.length > 0
    ? reference.mapping.map(({ inputField }) => inputField)
    : null;
}

/** The rule's active matching rules; null where the fields of one of them are not known. */
function comparisonsOf(rule: DuplicateRule, catalog: RuleCatalog): readonly Comparison[] | null {
  const comparisons: Comparison[] = [];
  for (const reference of rule.matchRules) {
    const matching = catalog.matchingRule(reference.objectType, reference.matchingRule);
    if (!isRunning(matching)) continue;
    const comparison = comparisonOf(rule, reference, matching);
    if (!comparison) return null;
    comparisons.push(comparison);
  }
  return comparisons;
}

function comparisonOf(
  rule: DuplicateRule,
  reference: MatchRuleReference,
  matching: MatchingRule | null,
): Comparison | null {
  if (!matching || matching.items.length === 0) {
    const isStandardAccountRule =
      rule.object === 'Account' && /^Standard_Account_/i.test(reference.matchingRule);
    return isStandardAccountRule ? standardAccountComparison : null;
  }
  const expression = filterOver(
    matching.booleanFilter,
    matching.items.map((_, index) => index + 1),
  );
  if (!expression) return null;
  const items = matching.items.map(({ field, matchBlanks }) => ({
    field: inputField(rule, reference, field),
    matchBlanks,
  }));
  return { expression, items };
}

/** All that is published of the standard account rule: it needs the name, and the city or the postal code. */
const standardAccountComparison: Comparison = {
  expression: filterOver('1 AND (2 OR 3)', [1, 2, 3])!,
  items: ['Name', 'BillingCity', 'BillingPostalCode'].map((field) => ({ field, matchBlanks: false })),
};

/** What must be filled before the assumed standard account rule can match; null if the code fills it. */
export function missingForStandardAccountRule(fields: WrittenFields): readonly (readonly string[])[] | null {
  if (!fields.complete) return null;
  const isFilled = filled(fields, fieldKey);
  const { expression, items } = standardAccountComparison;
  const missing = missingFor(expression, (number) => {
    const field = items[number - 1]!.field!;
    return isFilled(field) ? [] : [field];
  });
  return !missing || missing.some((set) => set.length === 0) ? null : minimal(missing);
}

/** The field of the saved object that a matching rule's field is compared with; null if not known. */
export function inputField(rule: DuplicateRule, reference: MatchRuleReference, field: string): string | null {
  if (reference.mapping) {
    const mapped = reference.mapping.find(({ outputField }) => fieldKey(outputField) === fieldKey(field));
    return mapped?.inputField ?? null;
  }
  return isOfSameObject(rule, reference) ? field : null;
}

function isOfSameObject(rule: DuplicateRule, reference: MatchRuleReference): boolean {
  const isAccount = (name: string) => /^(person)?account$/i.test(name);
  return (
    reference.objectType.toLowerCase() === rule.object.toLowerCase() ||
    (isAccount(reference.objectType) && isAccount(rule.object))
  );
}

/** The object of the reference, where it names one of Salesforce's own matching rules for the saved object. */
function standardRuleOf(rule: DuplicateRule, reference: MatchRuleReference): string | null {
  return isStandardRule(reference.matchingRule) && isOfSameObject(rule, reference)
    ? reference.objectType.toLowerCase()
    : null;
}

/**
 * Whether Salesforce's own matching rule of the object certainly does not compare a field: it compares no custom field
 * (help.salesforce.com, matching_rules_standard_rules). Of leads and contacts it compares names, title, company, e-mail
 * address, phone and address (…, matching_rules_standard_contact_rule); what is like one of these may be among them.
 */
function isForeignTo(object: string, field: string): boolean {
  if (/^id$|__/i.test(field)) return true;
  return (
    /^(lead|contact)$/.test(object) &&
    !/name|title|company|account|mail|phone|fax|address|street|city|state|country|postal|website/i.test(field)
  );
}

type KeyOf = (name: string) => string;

/** Person accounts spell a contact's fields PersonEmail and X__pc, their rules also Email and X__c. */
function keyFor(rule: DuplicateRule): KeyOf {
  if (rule.object !== 'PersonAccount') return (name) => fieldKey(name.split('.')[0]!);
  return (name) =>
    fieldKey(
      name
        .split('.')[0]!
        .replace(/^person(?=[a-z])/i, '')
        .replace(/__pc$/i, '__c'),
    );
}

function filledFields(rule: DuplicateRule, fields: WrittenFields): (field: string) => boolean {
  return filled(fields, keyFor(rule));
}

function filled(fields: WrittenFields, keyOf: KeyOf): (field: string) => boolean {
  const isBlank = (value: unknown) => value === null || value === '';
  return names(
    fields.writes.filter(({ value }) => !(value.kind === 'literal' && isBlank(value.value))),
    keyOf,
  );
}

function namesOf(rule: DuplicateRule, writes: WrittenFields['writes']): (field: string) => boolean {
  return names(writes, keyFor(rule));
}

function names(writes: WrittenFields['writes'], keyOf: KeyOf): (field: string) => boolean {
  const keys = new Set(writes.map(({ name }) => keyOf(name)));
  if (keys.has('lastname') || keys.has('firstname')) keys.add('name');
  return (field) => keys.has(keyOf(field));
}

const mostAlternatives = 64;

/** Null where it cannot be told: a negation, or too many combinations. */
function missingFor(
  expression: FilterExpression,
  missing: (number: number) => readonly string[],
): readonly (readonly string[])[] | null {
  switch (expression.kind) {
    case 'item':
      return [missing(expression.number)];
    case 'not':
      return null;
    case 'or': {
      const branches = expression.operands.map((operand) => missingFor(operand, missing));
      return branches.some((branch) => branch === null) ? null : branches.flatMap((branch) => branch!);
    }
    case 'and': {
      let combined: readonly (readonly string[])[] = [[]];
      for (const operand of expression.operands) {
        const branch = missingFor(operand, missing);
        if (!branch || combined.length * branch.length > mostAlternatives) return null;
        combined = combined.flatMap((left) => branch.map((right) => [...new Set([...left, ...right])]));
      }
      return combined;
    }
  }
}

/** Without the sets that contain another one. */
function minimal(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const kept: (readonly string[])[] = [];
  for (const set of [...sets].sort((a, b) => a.length - b.length)) {
    if (!kept.some((smaller) => smaller.every((field) => set.includes(field)))) kept.push(set);
  }
  return kept;
}
