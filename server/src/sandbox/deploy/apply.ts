import type { Org } from '../org.ts';
import type { MetadataState } from '../rules/orgMetadata.ts';
import { standardRuleFile } from '../rules/standardRuleFile.ts';
import type { SandboxSchema } from '../schema/model.ts';
import { schemaOf } from '../schema/projectSchema.ts';
import { type CheckContext, problem } from './checks/context.ts';
import { isFieldThere } from './checks/fields.ts';
import { problemsOf } from './checks/problems.ts';
import { warningOf } from './checks/warnings.ts';
import { MetadataDraft, same, split } from './draft.ts';
import { meaningOf, parsedBody, textIn } from './elementText.ts';
import type { Change, ChangeOutcome, ComponentProblem, ComponentType } from './model.ts';

export interface ApplyOptions {
  /** Nothing is changed. */
  readonly checkOnly: boolean;
  /** One problem keeps all changes from being made. */
  readonly allOrNone: boolean;
  /** Who does it: 18 characters. */
  readonly userId: string;
}

interface Item {
  readonly change: Change;
  /** Its text in the org; null where it is not there. */
  readonly before: string | null;
  readonly isUnchanged: boolean;
}

/**
 * Makes changes of components, each if it is right in the org as it would be with all others: one that is wrong takes
 * those with it that need it. The changes that stand take effect at once, and together.
 */
export function applyChanges(
  org: Org,
  changes: readonly Change[],
  options: ApplyOptions,
): readonly ChangeOutcome[] {
  const items = itemsOf(org, changes);
  const problems = new Map<Item, readonly ComponentProblem[]>(twice(items));
  let standing = items.filter((item) => !problems.has(item));
  let plan = planOf(org, standing);
  for (;;) {
    const context = contextOf(org, plan, standing);
    const wrong = standing.filter((item) => {
      const found = item.isUnchanged ? [] : problemsOf(item.change, item.before, context);
      if (found.length > 0) problems.set(item, found);
      return found.length > 0;
    });
    if (wrong.length === 0) break;
    standing = standing.filter((item) => !wrong.includes(item));
    plan = planOf(org, standing);
  }
  const { ids } = org.deployments;
  const idOf = ({ change }: Item): string => ids.idOf(change.type, change.fullName);
  const idsBefore = new Map(items.filter(({ before }) => before !== null).map((item) => [item, idOf(item)]));
  const isDone = !options.checkOnly && (problems.size === 0 || !options.allOrNone);
  if (isDone) commit(org, standing, plan, options.userId);
  return items.map((item) => {
    const { change, before, isUnchanged } = item;
    const isPut = change.kind === 'put';
    const isLost = change.kind === 'delete' && before === null;
    return {
      change,
      id: idsBefore.get(item) ?? (isDone && isPut && !problems.has(item) ? idOf(item) : ''),
      created: isPut && before === null,
      changed: isPut ? !isUnchanged : !isLost,
      deleted: change.kind === 'delete' && !isLost,
      problems: problems.get(item) ?? [],
      warning: isLost
        ? `No ${change.type} named: ${change.fullName} found`
        : isUnchanged
          ? null
          : warningOf(change, plan.schema),
    };
  });
}

interface Plan {
  readonly draft: MetadataDraft;
  readonly state: MetadataState;
  readonly schema: SandboxSchema;
  /** Objects whose standard rule is deleted. */
  readonly withoutStandardRule: readonly string[];
}

const ranks: readonly ComponentType[] = [
  'CustomObject',
  'CustomField',
  'MatchingRule',
  'DuplicateRule',
  'LeadConfigSettings',
];

function itemsOf(org: Org, changes: readonly Change[]): readonly Item[] {
  const draft = new MetadataDraft(org.metadata.files);
  return changes.map((change) => {
    const { type, fullName } = change;
    const assumed = type === 'DuplicateRule' ? assumedRule(org, fullName) : null;
    if (assumed) draft.files.set(assumed.path, assumed.text);
    const before = draft.textOf(type, fullName);
    const isUnchanged = before !== null && change.kind === 'put' && isSame(type, change.element, before);
    return { change, before, isUnchanged };
  });
}

function isSame(type: ComponentType, element: Parameters<typeof meaningOf>[0], before: string): boolean {
  const without = type === 'CustomObject' ? ['fullName', 'fields'] : ['fullName'];
  const settled = before.replace('<ruleStatus>Activating</ruleStatus>', '<ruleStatus>Active</ruleStatus>');
  return meaningOf(element, without) === meaningOf(parsedBody(settled), without);
}

/** Salesforce's standard rule, which is in no file until somebody changes it. */
function assumedRule(org: Org, fullName: string): ReturnType<typeof standardRuleFile> | null {
  const rule = org.metadata.catalog.duplicateRules.find((one) => same(one.fullName, fullName));
  return rule?.source.kind === 'assumed' ? standardRuleFile(rule) : null;
}

/** Components that are named twice are wrong both times. */
function twice(items: readonly Item[]): readonly [Item, readonly ComponentProblem[]][] {
  const keyOf = ({ change }: Item): string =>
    `${change.kind}:${change.type}:${change.fullName}`.toLowerCase();
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return items
    .filter((item) => item.change.kind === 'put' && counts.get(keyOf(item))! > 1)
    .map((item) => [
      item,
      [problem(`Duplicate name '${item.change.fullName}' specified`, null, 'DUPLICATE_VALUE')],
    ]);
}

function planOf(org: Org, items: readonly Item[]): Plan {
  const draft = new MetadataDraft(org.metadata.files);
  const withoutStandardRule: string[] = [];
  const remove = (isLast: boolean): void => {
    for (const { change } of items) {
      if (change.kind !== 'delete' || /Post\.xml$/.test(change.fileName) !== isLast) continue;
      if (change.type === 'DuplicateRule' && assumedRule(org, change.fullName)) {
        withoutStandardRule.push(split(change.fullName)[0]);
      }
      draft.remove(change.type, change.fullName);
    }
  };
  remove(false);
  const ordered = [...items].sort((a, b) => ranks.indexOf(a.change.type) - ranks.indexOf(b.change.type));
  for (const { change, isUnchanged } of ordered) {
    if (change.kind === 'delete' || isUnchanged) continue;
    draft.put(change);
    if (activates(org, change)) setStatus(draft, change.fullName, 'Activating');
  }
  remove(true);
  const hasObjects = items.some(({ change, isUnchanged }) => !isUnchanged && /^Custom/.test(change.type));
  return {
    draft,
    state: org.metadata.preview(draft.files, withoutStandardRule),
    schema: hasObjects ? schemaOf(draft.files) : org.schema,
    withoutStandardRule,
  };
}

function contextOf(org: Org, { draft, state, schema }: Plan, items: readonly Item[]): CheckContext {
  return {
    before: { catalog: org.metadata.catalog, schema: org.schema },
    after: { catalog: state.catalog, schema },
    hasField: (object, field) => isFieldThere(schema, draft, object, field),
    changes: items.filter(({ isUnchanged }) => !isUnchanged).map(({ change }) => change),
    store: org.store,
  };
}

/** Whether a matching rule is to be active that is not, and that takes time. */
function activates(org: Org, change: Change): boolean {
  if (change.type !== 'MatchingRule' || change.kind !== 'put') return false;
  if (org.timing.activation <= 0 || textIn(change.element, 'ruleStatus') !== 'Active') return false;
  return org.metadata.catalog.matchingRule(...split(change.fullName))?.status !== 'Active';
}

function setStatus(draft: MetadataDraft, fullName: string, status: 'Activating' | 'Active'): void {
  const other = status === 'Active' ? 'Activating' : 'Active';
  const text = draft.textOf('MatchingRule', fullName);
  if (text === null) return;
  const changed = text.replace(`<ruleStatus>${other}</ruleStatus>`, `<ruleStatus>${status}</ruleStatus>`);
  if (changed !== text) draft.restore('MatchingRule', fullName, changed);
}

function commit(
  org: Org,
  items: readonly Item[],
  { draft, withoutStandardRule }: Plan,
  userId: string,
): void {
  const real = items.filter(({ isUnchanged }) => !isUnchanged);
  if (real.length === 0) return;
  for (const { change, before } of real) {
    if (change.kind !== 'delete' || before === null) continue;
    if (change.type === 'CustomObject') dropRecords(org, change.fullName);
    if (change.type === 'CustomField') dropValues(org, change.fullName, userId);
  }
  const activated = real.filter(({ change }) => activates(org, change)).map(({ change }) => change.fullName);
  org.metadata.replace(draft.files, withoutStandardRule);
  if (activated.length === 0) return;
  const due = new Date(org.now().getTime() + org.timing.activation);
  org.metadata.plan(due, (files) => {
    const later = new MetadataDraft(files);
    for (const fullName of activated) setStatus(later, fullName, 'Active');
    return later.files;
  });
}

function dropRecords(org: Org, name: string): void {
  const object = org.schema.object(name);
  if (object) org.store.replace([object], { ids: [], names: [], records: [] });
}

function dropValues(org: Org, fullName: string, userId: string): void {
  const [object, name] = split(fullName);
  const field = org.schema.field(object, name);
  if (!field) return;
  const filled = [...org.store.records(object)].filter(({ values }) => values.has(field.name));
  for (const record of filled) org.store.update(record, [[field.name, null]], userId);
}
