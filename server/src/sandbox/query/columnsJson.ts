import type { SandboxField, SandboxObject } from '../schema/model.ts';
import type { Column } from './columns.ts';
import type { Item, QueryResult } from './execute.ts';
import type { GroupColumn } from './groups.ts';

/** What `columns=true` tells of a query: the sf CLI makes the columns of its tables from it. */
export function columnsJson(result: QueryResult): unknown {
  const { object } = result;
  const items = result.kind === 'records' ? result.items : [];
  return {
    columnMetadata: result.kind === 'groups' ? result.columns.map(groupColumnJson) : itemsJson(items),
    entityName: object.name,
    groupBy: result.kind === 'groups',
    idSelected: items.some(
      (item) => item.kind === 'column' && item.column.ups.length === 0 && item.column.field.name === 'Id',
    ),
    keyPrefix: object.keyPrefix,
  };
}

function itemsJson(items: readonly Item[]): readonly unknown[] {
  return items.map((item) => {
    if (item.kind === 'column' && item.alias !== null) return relationJson(item.alias, null);
    if (item.kind === 'column') return columnJson(item.column);
    return {
      ...relationJson(item.name, null),
      aggregate: true,
      joinColumns: itemsJson(item.items),
    };
  });
}

function columnJson({ ups, field }: Column): unknown {
  const [up, ...rest] = ups;
  if (!up) return fieldJson(field);
  return {
    ...relationJson(up.relationshipName!, up.referenceTo[0] ?? null),
    joinColumns: [columnJson({ ups: rest, field })],
  };
}

const numbers = new Set(['int', 'double', 'currency', 'percent']);
const apexTypes: Partial<Record<string, string>> = {
  id: 'Id',
  reference: 'Id',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'Datetime',
  int: 'Integer',
};

function fieldJson(field: SandboxField): Record<string, unknown> {
  const isNumber = numbers.has(field.type);
  return {
    aggregate: false,
    apexType: apexTypes[field.type] ?? (isNumber ? 'Double' : 'String'),
    booleanType: field.type === 'boolean',
    columnName: field.name,
    custom: field.custom,
    displayName: field.name,
    foreignKeyName: field.relationshipName,
    insertable: field.writable,
    joinColumns: [],
    numberType: isNumber,
    textType: !isNumber && field.type !== 'boolean',
    updatable: field.writable,
  };
}

function relationJson(name: string, object: SandboxObject['name'] | null): Record<string, unknown> {
  return {
    aggregate: false,
    apexType: object ?? 'SObject',
    booleanType: false,
    columnName: name,
    custom: name.endsWith('__r'),
    displayName: name,
    foreignKeyName: null,
    insertable: false,
    joinColumns: [],
    numberType: false,
    textType: false,
    updatable: false,
  };
}

function groupColumnJson({ name, source, shownAs }: GroupColumn): unknown {
  const isNumber = numbers.has(source.type);
  return {
    ...relationJson(name, null),
    aggregate: shownAs !== null,
    apexType: shownAs === null ? (apexTypes[source.type] ?? (isNumber ? 'Double' : 'String')) : null,
    displayName: shownAs ?? name,
    numberType: isNumber,
    textType: !isNumber,
  };
}
