import type { FieldDescription, ObjectDescription } from '../orgData/model.ts';
import { isoDate, isoDateTime } from './calendar.ts';
import { coerceRecord, fieldsByName, kindOfType } from './coerce.ts';
import { idProblem } from './ids.ts';
import type { FieldScalar, SampleRecord } from './model.ts';

const apiName = /^[a-z]\w*$/i;

/**
 * What an org would not take, told before it is asked; sentences that name fields and never quote values.
 * Without a description of the object only names and ids are looked at.
 */
export function checkRecord(record: SampleRecord, description: ObjectDescription | null): string[] {
  const { object, id, fields } = coerceRecord(record, description);
  const problems: string[] = [];
  if (object === '') problems.push('Choose the object of the record.');
  else if (!apiName.test(object)) problems.push(`${object} is no API name of an object.`);
  if (id !== null) {
    const problem = idProblem(id) ?? prefixProblem(id, description);
    if (problem) problems.push(`Id: ${problem}.`);
  } else if (fields.every(({ value }) => value === null || value === '')) {
    problems.push('No field has a value: give at least one.');
  }
  const seen = new Set<string>();
  const known = description ? fieldsByName(description) : null;
  for (const { name, value } of fields) {
    const key = name.toLowerCase();
    if (seen.has(key)) problems.push(`${name} is given twice.`);
    seen.add(key);
    const problem = fieldProblem(name, value, known, object);
    if (problem) problems.push(`${name}: ${problem}.`);
  }
  return problems;
}

function prefixProblem(id: string, description: ObjectDescription | null): string | null {
  const prefix = description?.keyPrefix;
  return prefix && !id.startsWith(prefix) ? `ids of ${description.name} begin with ${prefix}` : null;
}

function fieldProblem(
  name: string,
  value: FieldScalar,
  known: ReadonlyMap<string, FieldDescription> | null,
  object: string,
): string | null {
  if (!apiName.test(name)) return 'no API name of a field';
  if (/^id$/i.test(name)) return 'the id is no field of the record: give it as the record to update';
  if (!known) return null;
  const field = known.get(name.toLowerCase());
  if (!field) return `${object} has no such field, or you may not see it`;
  return value === null ? null : valueProblem(value, field);
}

/** Why the field does not take the value; null if it does. */
function valueProblem(value: FieldScalar, { type, length }: FieldDescription): string | null {
  switch (kindOfType(type)) {
    case 'number':
      if (typeof value !== 'number') return 'a number is expected, such as 1234.5';
      return /^(?:int|long)$/i.test(type) && !Number.isInteger(value) ? 'a whole number is expected' : null;
    case 'boolean':
      return typeof value === 'boolean' ? null : 'true or false is expected';
    case 'date':
      return isDate(value) ? null : 'a date is expected, such as 2026-01-31';
    case 'datetime':
      return isDateTime(value) ? null : 'a date and time is expected, such as 2026-01-31T10:30:00Z';
    case 'time':
      return typeof value === 'string' && timeText.test(value)
        ? null
        : 'a time is expected, such as 10:30:00Z';
    case 'id':
      return typeof value === 'string' ? idProblem(value) : 'the id of a record is expected';
    case 'compound':
      return 'the parts of this field have names of their own: give those';
    case 'text':
      if (typeof value !== 'string') return 'text is expected';
      return length > 0 && value.length > length
        ? `${value.length.toLocaleString('en')} characters, ${length.toLocaleString('en')} are allowed`
        : null;
  }
}

const timeText = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?Z?$/;
const dateTimeText =
  /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

function isDate(value: FieldScalar): boolean {
  return (
    typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isoDate(partsOf(value)) !== undefined
  );
}

function isDateTime(value: FieldScalar): boolean {
  const [, date, ...time] = (typeof value === 'string' && dateTimeText.exec(value)) || [];
  return date !== undefined && isoDateTime([...partsOf(date), ...time.map(Number)]) !== undefined;
}

function partsOf(date: string): number[] {
  return date.split('-').map(Number);
}
