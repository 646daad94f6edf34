import type { RuleCondition, RuleFilter } from '../metadata/model.ts';
import type { FieldValue, WrittenFields } from '../saves/site.ts';
import { evaluateFilter, filterOver, itemsOf, renderFilter } from './filters.ts';

/** Whether a rule's condition lets the rule run on a record, as far as the code settles it. */
export type ConditionVerdict =
  | { readonly runs: true }
  | { readonly runs: false; readonly text: string }
  | { readonly runs: null; readonly text: string; readonly onUser: boolean };

type Literal = Extract<FieldValue, { kind: 'literal' }>['value'];

/** Decides a filter by the literals that the code always writes. A condition on the user stays undecided. */
export function judgeFilter(filter: RuleFilter | null, writes: WrittenFields): ConditionVerdict {
  const known = new Map<string, Literal>();
  for (const { name, value, always } of writes.writes) {
    if (always && value.kind === 'literal') known.set(name.toLowerCase(), value.value);
  }
  for (const { name, value, always } of writes.writes) {
    // Two writes to one field: the last one wins only if both are certain, so a doubtful one makes it unknown.
    if (!always || value.kind === 'unknown') known.delete(name.toLowerCase());
  }
  return judgeFilterWith(filter, (field) => (known.has(field) ? { value: known.get(field)! } : null));
}

type LookUp = (field: string) => { readonly value: Literal } | null;

/**
 * The same with any source of values; `lookUp` is asked with the field's name in lower case, `lookUpUser` with that of
 * a field of the running user: `username`, `profile.name`.
 */
export function judgeFilterWith(
  filter: RuleFilter | null,
  lookUp: LookUp,
  lookUpUser: LookUp = () => null,
): ConditionVerdict {
  if (filter?.unread) return { runs: null, text: 'a condition holds that was not read', onUser: false };
  if (!filter || filter.conditions.length === 0) return { runs: true };
  const conditions = [...filter.conditions].sort((a, b) => a.sortOrder - b.sortOrder);
  const numbered = new Map(conditions.map((condition) => [condition.sortOrder, condition]));
  const expression = filterOver(filter.booleanFilter, [...numbered.keys()]);
  if (!expression || numbered.size < conditions.length) {
    const text = `${filter.booleanFilter ?? 'all of'}: ${conditions.map(conditionText).join('; ')}`;
    return { runs: null, text, onUser: conditions.some(isOnUser) };
  }
  const valueAt = (number: number) => conditionValue(numbered.get(number)!, lookUp, lookUpUser);
  const runs = evaluateFilter(expression, valueAt);
  if (runs === true) return { runs };
  const text = renderFilter(expression, (number) => conditionText(numbered.get(number)!));
  if (runs === false) return { runs, text };
  const onUser = itemsOf(expression).some((n) => valueAt(n) === null && isOnUser(numbered.get(n)!));
  return { runs, text, onUser };
}

const userTables = new Set(['user', 'userrole', 'profile']);

/** A condition on the running user, or on the user's role or profile. */
export function isOnUser(condition: RuleCondition): boolean {
  return userTables.has(condition.table.toLowerCase());
}

const operationWords: Record<string, string> = {
  equals: 'equals',
  notequal: 'is not equal to',
  lessthan: 'is less than',
  greaterthan: 'is greater than',
  lessorequal: 'is less than or equal to',
  greaterorequal: 'is greater than or equal to',
  contains: 'contains',
  notcontain: 'does not contain',
  startswith: 'starts with',
  includes: 'includes',
  excludes: 'excludes',
  within: 'is within',
};

/** `Country equals "US"`, `the running user's Username is not equal to "x@example.com"`. */
export function conditionText(condition: RuleCondition): string {
  const field = bareField(condition);
  const path = condition.table.toLowerCase() === 'user' ? field : `${condition.table}.${field}`;
  const subject = isOnUser(condition) ? `the running user's ${path}` : field;
  const operation = operationWords[condition.operation.toLowerCase()] ?? condition.operation;
  const object = condition.valueField ?? (condition.value ? `"${condition.value}"` : 'blank');
  return `${subject} ${operation} ${object}`;
}

export function bareField(condition: Pick<RuleCondition, 'table' | 'field'>): string {
  const prefix = `${condition.table}.`.toLowerCase();
  return condition.field.toLowerCase().startsWith(prefix)
    ? condition.field.slice(prefix.length)
    : condition.field;
}

function conditionValue(condition: RuleCondition, lookUp: LookUp, lookUpUser: LookUp): boolean | null {
  if (condition.valueField !== null) return null;
  const field = bareField(condition).toLowerCase();
  const table = condition.table.toLowerCase();
  const written = isOnUser(condition)
    ? lookUpUser(table === 'user' ? field : `${table}.${field}`)
    : lookUp(field);
  return written && compare(condition.operation.toLowerCase(), written.value, condition.value ?? '');
}

const salesforceId = /^(?=.*\d)[a-z0-9]{15}(?:[a-z0-9]{3})?$/i;

/** Compares as Salesforce's filters do: without case, with commas between alternatives. */
function compare(operation: string, written: Literal, wanted: string): boolean | null {
  if (written === null || written === '') return compareBlank(operation, wanted);
  // A lookup holds an id, and a condition on it names the record.
  if (typeof written === 'string' && salesforceId.test(written)) return null;
  const text = String(written).toLowerCase();
  const whole = wanted.trim().toLowerCase();
  const alternatives = whole.split(',').map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
  const isEqual = (part: string) => same(written, text, part);
  const equal = isEqual(whole) || alternatives.some(isEqual);
  switch (operation) {
    case 'equals':
      return equal;
    case 'notequal':
      return !equal;
    case 'contains':
      return alternatives.some((part) => part !== '' && text.includes(part));
    case 'notcontain':
      return !alternatives.some((part) => part !== '' && text.includes(part));
    case 'startswith':
      return alternatives.some((part) => part !== '' && text.startsWith(part));
    case 'lessthan':
      return order(written, whole, (difference) => difference < 0);
    case 'greaterthan':
      return order(written, whole, (difference) => difference > 0);
    case 'lessorequal':
      return order(written, whole, (difference) => difference <= 0);
    case 'greaterorequal':
      return order(written, whole, (difference) => difference >= 0);
    default:
      return null;
  }
}

/** A blank lookup silences a rule whatever the comparison, a blank text field does not: often it stays open. */
function compareBlank(operation: string, wanted: string): boolean | null {
  const wantsBlank = wanted.trim() === '';
  if (operation === 'equals') return wantsBlank;
  if (operation === 'notequal') return wantsBlank ? false : null;
  if (operation === 'contains' || operation === 'startswith') return wantsBlank ? null : false;
  return null;
}

function same(written: Literal, text: string, wanted: string): boolean {
  if (typeof written === 'boolean') return written === (wanted === 'true' || wanted === '1');
  if (typeof written === 'number') return wanted !== '' && Number(wanted) === written;
  return text === wanted;
}

function order(written: Literal, wanted: string, holds: (difference: number) => boolean): boolean | null {
  if (typeof written !== 'number' || wanted === '' || Number.isNaN(Number(wanted))) return null;
  return holds(written - Number(wanted));
}
