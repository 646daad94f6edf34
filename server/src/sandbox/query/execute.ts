import type { StoredRecord } from '../data/storedRecord.ts';
import type { Org } from '../org.ts';
import type { ChildRelationship, SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import type { Column } from './columns.ts';
import { type GroupResult, isGrouped, runGroups } from './groups.ts';
import { parseQuery } from './parse.ts';
import { QueryContext, RecordPlan } from './plan.ts';
import type { Query, Selected } from './syntax.ts';

/** What a query selects of a record. */
export type Item =
  /** `alias`: under which the answer has it, instead of its name and those of its relationships. */
  | { readonly kind: 'column'; readonly column: Column; readonly alias: string | null }
  | {
      readonly kind: 'children';
      /** Under which the answer has them: `Contacts`. */
      readonly name: string;
      readonly items: readonly Item[];
      of(parent: StoredRecord): readonly StoredRecord[];
    };

export type QueryResult = { readonly object: SandboxObject; readonly context: QueryContext } & (
  | { readonly kind: 'count'; readonly size: number }
  | { readonly kind: 'records'; readonly items: readonly Item[]; readonly records: readonly StoredRecord[] }
  | ({ readonly kind: 'groups' } & GroupResult)
);

/**
 * Answers a query as a user sees the org. `withDeleted`: with the records of the recycle bin, as queryAll does.
 * @throws RestError MALFORMED_QUERY, INVALID_TYPE, INVALID_FIELD, INVALID_QUERY_FILTER_OPERATOR
 */
export function runQuery(org: Org, session: Session, text: string, withDeleted = false): QueryResult {
  const query = parseQuery(text);
  const context = new QueryContext(org, session, text, withDeleted);
  const object = context.object(query.object, query.objectAt);
  const grouped = isGrouped(query);
  const plan = new RecordPlan(context, object, query, grouped);
  if (grouped) return { kind: 'groups', object, context, ...runGroups(context, plan, query) };
  if (query.having) throw context.problems.malformed(query.objectAt, 'HAVING needs GROUP BY.');
  if (query.selected === null) return { kind: 'count', object, context, size: plan.records().length };
  const items = itemsOf(context, plan, query);
  return { kind: 'records', object, context, items, records: plan.records() };
}

function itemsOf(context: QueryContext, plan: RecordPlan, query: Query): readonly Item[] {
  return query.selected!.flatMap((selected) => itemsOfSelected(context, plan, query, selected));
}

function itemsOfSelected(
  context: QueryContext,
  plan: RecordPlan,
  query: Query,
  selected: Selected,
): readonly Item[] {
  switch (selected.kind) {
    case 'children':
      return [childrenItem(context, plan.object, selected.query)];
    case 'all':
      return allFields(context, plan.object, query, selected);
    case 'value': {
      const { operand, alias, isWrapped } = selected;
      if (alias !== null && !isWrapped) {
        const message = 'only aggregate expressions use field aliasing';
        throw context.problems.malformed(operand.at, message);
      }
      if (operand.kind !== 'field') {
        throw context.problems.malformed(operand.at, 'Functions of dates need GROUP BY.');
      }
      return [{ kind: 'column', column: plan.column(operand), alias }];
    }
  }
}

function allFields(
  { problems, session }: QueryContext,
  object: SandboxObject,
  { limit }: Query,
  { set, at }: Selected & { kind: 'all' },
): readonly Item[] {
  if (set !== 'STANDARD' && (limit === null || limit > 200)) {
    throw problems.malformed(at, 'The SOQL FIELDS function must have a LIMIT of at most 200');
  }
  return object.fields
    .filter(({ custom }) => set === 'ALL' || custom === (set === 'CUSTOM'))
    .filter(({ name }) => session.canRead(object.name, name))
    .map((field) => ({ kind: 'column', column: { ups: [], field }, alias: null }));
}

function childrenItem(context: QueryContext, parent: SandboxObject, query: Query): Item {
  const { org, problems } = context;
  const name = query.object.slice(query.object.lastIndexOf('.') + 1);
  const relationship: ChildRelationship | null = org.schema.childRelationship(parent.name, name);
  if (!relationship || !context.mayRead(relationship.child)) {
    throw problems.noChildRelationship(query.objectAt, name);
  }
  if (query.selected === null || isGrouped(query)) {
    throw problems.malformed(query.objectAt, 'A query within another cannot count or group.');
  }
  if (query.selected.some(({ kind }) => kind === 'children')) {
    throw problems.malformed(query.objectAt, 'The embedded org answers one level of queries within queries.');
  }
  const { child, field } = relationship;
  const plan = new RecordPlan(context, child, query, false);
  return {
    kind: 'children',
    name: relationship.name!,
    items: itemsOf(context, plan, query),
    of: ({ id }) => plan.records({ field, id }),
  };
}
