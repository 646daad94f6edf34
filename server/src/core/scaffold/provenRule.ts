import { compileReference, isCompiled } from '../matching/compile.ts';
import { candidatesOf } from '../matching/run/candidates.ts';
import type { OfflineSave, RuleRun } from '../matching/run/model.ts';
import { runRules } from '../matching/run/run.ts';
import { isStandardRule } from '../matching/standard/rules.ts';
import type { DuplicateRule, MatchingRuleItem, RuleReaction } from '../metadata/model.ts';
import { bareField, conditionText, isOnUser } from '../outcome/condition.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import { lacksEveryMapping, unmappedWords } from '../outcome/objectMapping.ts';
import { cellFor, rowOf } from '../outcome/table.ts';
import type { SampleRecord } from '../records/model.ts';
import { runs } from '../saveTable/rules.ts';
import { literal } from './apex/dialect.ts';
import { fieldFacts } from './fieldFacts.ts';
import type { ApexField, ProvenRule, ScaffoldProject } from './model.ts';
import { standardItems } from './standardItems.ts';
import { type TestValue, valueFor, type Which } from './values.ts';

type Values = ReadonlyMap<string, TestValue>;

/** What every save of a standard object needs. */
const needed: Readonly<Record<string, readonly string[]>> = {
  account: ['Name'],
  contact: ['LastName'],
  lead: ['LastName', 'Company'],
};

/**
 * Records that a rule matches and one that none matches, tried with the matching engine; or, a sentence, why there are
 * none.
 *
 * @param rule active or not: an inactive one proves nothing
 */
export function proveRule(rule: DuplicateRule, project: ScaffoldProject): ProvenRule | string {
  const called = `Rule ${rule.fullName}`;
  if (!rule.active) return `${called} is inactive.`;
  const insert = refusalOf(rule.onInsert);
  if (insert === null) return `${called} refuses nothing on create.`;
  const isPerson = /^personaccount$/i.test(rule.object);
  const object = isPerson ? 'Account' : rule.object;
  const [reference] = rule.matchRules;
  if (reference === undefined) return `${called} has no matching rule.`;
  if (lacksEveryMapping(rule)) return `${called} ${unmappedWords(rule)}.`;
  const against = /^personaccount$/i.test(reference.objectType) ? 'Account' : reference.objectType;
  const isPublished = isCompiled(compileReference(reference, project.catalog));
  const isStandard = isStandardRule(reference.matchingRule);
  if (!isPublished && !isStandard) {
    return `What ${called.toLowerCase()} compares is not known.`;
  }
  const items = itemsOf(rule, project);
  if (items.length === 0) return `The fields that ${called.toLowerCase()} compares are not known.`;

  const mapped = new Map(
    (reference.mapping ?? []).map(({ inputField, outputField }) => [outputField.toLowerCase(), inputField]),
  );
  const own = items.map((item) => ({ ...item, field: mapped.get(item.field.toLowerCase()) ?? item.field }));
  const make = (of: string, compared: readonly MatchingRuleItem[], which: Which) =>
    recordOf(of, compared, which, isPerson, of === object ? rule : null, project);
  const existing = make(against, items, 'same');
  const duplicate = make(object, own, 'same');
  const different = make(object, own, 'different');
  for (const values of [existing, duplicate, different]) if (typeof values === 'string') return values;
  if (typeof existing === 'string' || typeof duplicate === 'string' || typeof different === 'string')
    return called;

  const there: SampleRecord = { object: against, id: '001000000000009AAA', fields: fieldsOf(existing) };
  const found = refusingRuns(object, duplicate, there, project);
  const ownRun = found.find((run) => run.rule === rule);
  // Salesforce's own rule for accounts is not published; equal names and addresses are what its help names.
  if (ownRun?.finds !== true && !(isStandard && ownRun?.finds === null && ownRun.runs !== false)) {
    return `Records that ${called.toLowerCase()} surely matches could not be made up.${ownRun?.why ? ` ${ownRun.why}` : ''}`;
  }
  const other = refusingRuns(object, different, there, project).find(({ finds }) => finds === true);
  if (other) {
    return `Rule ${other.rule.fullName} finds what is different for ${called.toLowerCase()}.`;
  }
  return {
    rule,
    object,
    against,
    isAlone: found.every((run) => run.rule === rule || run.finds === false),
    accountsAreRefused: project.catalog
      .rulesFor('Account')
      .some((one) => runs(one, project.catalog) && refusalOf(one.onInsert) !== null),
    alerts: project.catalog
      .rulesFor(object)
      .some((one) => runs(one, project.catalog) && refusalOf(one.onInsert) === 'refused-unless-allow-save'),
    insert,
    update: refusalOf(rule.onUpdate),
    existing: apexOf(existing),
    duplicate: apexOf(duplicate),
    different: apexOf(different),
    areApart: object === against && areApart(object, different, project),
    helpers: new Set(
      [existing, duplicate, different].flatMap((values) =>
        [...values.values()].flatMap(({ helper }) => helper ?? []),
      ),
    ),
    notes: notesOf(rule, ownRun),
  };
}

function refusalOf(reaction: RuleReaction): ProvenRule['insert'] | null {
  const result = cellFor(rowOf('apex-statement'), reaction)?.result;
  return result === 'refused' || result === 'refused-unless-allow-save' ? result : null;
}

function itemsOf(rule: DuplicateRule, { catalog }: ScaffoldProject): readonly MatchingRuleItem[] {
  const { objectType, matchingRule } = rule.matchRules[0]!;
  const items = catalog.matchingRule(objectType, matchingRule)?.items ?? [];
  return items.length > 0 ? items : standardItems(objectType);
}

function recordOf(
  object: string,
  items: readonly MatchingRuleItem[],
  which: Which,
  isPerson: boolean,
  conditioned: DuplicateRule | null,
  project: ScaffoldProject,
): Values | string {
  const values = new Map<string, TestValue>();
  const add = (field: string, method: string | null): string | null => {
    const value = valueFor({ object, field, method, which }, project);
    if (typeof value === 'string') return value;
    values.set(field, value);
    return null;
  };
  const has = (field: string) =>
    [...values.keys()].some((name) => name.toLowerCase() === field.toLowerCase());
  for (const { field, method } of items) {
    const problem = add(field, method);
    if (problem !== null) return problem;
  }
  for (const field of isPerson ? ['LastName'] : (needed[object.toLowerCase()] ?? [])) {
    if (!has(field)) add(field, null);
  }
  for (const info of project.schema.fields(object)) {
    const { required, hasDefault } = fieldFacts(info, project);
    if (!required || hasDefault || has(info.name)) continue;
    const problem = add(info.name, null);
    if (problem !== null) return `${object}.${info.name} is required. ${problem}`;
  }
  if (isPerson) {
    const type = {
      value: '012000000000001AAA',
      expression: 'personAccountType()',
      helper: 'person-account',
    } as const;
    values.set('RecordTypeId', type);
  }
  addConditions(values, conditioned);
  return values;
}

/** Fields that the rule's condition wants a value of. */
function addConditions(values: Map<string, TestValue>, rule: DuplicateRule | null): void {
  for (const condition of rule?.filter?.conditions ?? []) {
    const { operation, value } = condition;
    if (isOnUser(condition) || value === null || !/^(?:equals|contains|startsWith)$/i.test(operation))
      continue;
    const field = bareField(condition);
    if (/\./.test(field) || value.includes(',')) continue;
    const isBoolean = /^(?:true|false)$/i.test(value);
    if ([...values.keys()].some((name) => name.toLowerCase() === field.toLowerCase())) continue;
    values.set(field, {
      value: isBoolean ? /^true$/i.test(value) : value,
      expression: isBoolean ? value.toLowerCase() : literal(value),
    });
  }
}

/** What the active rules that refuse find for a new record. */
function refusingRuns(
  object: string,
  values: Values,
  there: SampleRecord,
  { catalog }: ScaffoldProject,
): readonly RuleRun[] {
  const byKey = new Map(fieldsOf(values).map(({ name, value }) => [fieldKey(name), value]));
  const save: OfflineSave = {
    object,
    operation: 'insert',
    id: null,
    values: (key) => byKey.get(key),
    changed: null,
    user: null,
    catalog,
  };
  return runRules(save, candidatesOf([there], { all: false, whole: true })).filter(
    ({ rule }) => rule.active && refusalOf(rule.onInsert) !== null,
  );
}

/** Whether no rule finds one of the different records by another; false where it is not known. */
function areApart(object: string, different: Values, project: ScaffoldProject): boolean {
  const there: SampleRecord = { object, id: '001000000000008AAA', fields: fieldsOf(different) };
  const next = new Map(
    [...different].map(([name, one]) => [name, { ...one, value: one.next ?? one.value }] as const),
  );
  return refusingRuns(object, next, there, project).every(({ finds }) => finds === false);
}

function fieldsOf(values: Values): SampleRecord['fields'] {
  return [...values]
    .filter(([, { helper }]) => helper !== 'person-account')
    .map(([name, { value }]) => ({ name, value }));
}

function apexOf(values: Values): readonly ApexField[] {
  return [...values].map(([name, { expression }]) => ({ name, expression }));
}

function notesOf(rule: DuplicateRule, run: RuleRun): readonly string[] {
  const onUser = (rule.filter?.conditions ?? []).filter(isOnUser);
  return [
    ...(rule.source.kind === 'assumed'
      ? [
          `No file of the project says that ${rule.fullName} is there: it is Salesforce's standard rule, which is active in most orgs. Where it is not, the tests fail.`,
        ]
      : []),
    ...(onUser.length > 0
      ? [
          `${rule.fullName} has a condition on the running user (${onUser.map(conditionText).join(', ')}): its tests fail for a user whom it leaves alone, also where that user deploys.`,
        ]
      : []),
    ...(run.certainty === 'approximate' || run.finds === null
      ? [
          `How ${rule.fullName} compares is not published in full: that its tests' records match is as sure as equal values make it.`,
        ]
      : []),
  ];
}
