import type {
  FieldScalar,
  FormField,
  RecordForm,
  SampleField,
  SampleRecord,
} from '../../server/src/protocol.ts';
import type { FormState } from '../src/preview/messages.ts';

/** One input of the form. */
export interface FieldRow {
  readonly field: FormField;
  /** As it stands in the input; a checkbox field is `true`, `false` or ''. */
  readonly value: string;
  /** Set to blank on purpose: another thing than not set. */
  readonly blank: boolean;
  /** What the code writes in place of a value; '' if nothing. */
  readonly expression: string;
}

/** The fields that the rules use, first; then what else the record sets. */
export function rowsOf({ form, fields, open }: FormState): FieldRow[] {
  const byName = new Map(form.fields.map((field) => [field.name.toLowerCase(), field]));
  const names = [...form.fields, ...fields, ...open].map(({ name }) => name).filter((name) => !isId(name));
  const distinct = [...new Map(names.map((name) => [name.toLowerCase(), name])).entries()];
  return distinct.map(([key, name]) => {
    const given = fields.find((field) => field.name.toLowerCase() === key);
    const expression = open.find((field) => field.name.toLowerCase() === key)?.expression ?? '';
    return {
      field: byName.get(key) ?? plainField(name),
      value: given === undefined ? '' : textOf(given.value),
      blank: given?.value === null,
      expression,
    };
  });
}

/** The same inputs with what they hold, once more is known of their fields. */
export function describedRows(rows: readonly FieldRow[], form: RecordForm): readonly FieldRow[] {
  const named = new Map(form.fields.map((field) => [field.name.toLowerCase(), field]));
  const here = new Set(rows.map(({ field }) => field.name.toLowerCase()));
  const more = form.fields.filter(({ name }) => !here.has(name.toLowerCase()) && !isId(name));
  return [
    ...rows.map((row) => ({ ...row, field: named.get(row.field.name.toLowerCase()) ?? row.field })),
    ...more.map((field): FieldRow => ({ field, value: '', blank: false, expression: '' })),
  ];
}

/** What the code writes in place of the record's id; '' if nothing. */
export function idExpression({ open }: FormState): string {
  return open.find(({ name }) => isId(name))?.expression ?? '';
}

/** The id has an input of its own: it makes the test one of an update. */
function isId(name: string): boolean {
  return name.toLowerCase() === 'id';
}

export function plainField(name: string): FormField {
  return { name, label: name, input: 'text', type: '', options: [], usedBy: [] };
}

export function recordOf(object: string, id: string, rows: readonly FieldRow[]): SampleRecord {
  const fields = rows.flatMap(({ field, value, blank }): SampleField[] => {
    if (blank) return [{ name: field.name, value: null }];
    return value === '' ? [] : [{ name: field.name, value: scalar(field, value) }];
  });
  return { object, id: id.trim() === '' ? null : id.trim(), fields };
}

function scalar({ input }: FormField, value: string): FieldScalar {
  return input === 'checkbox' ? value === 'true' : value;
}

function textOf(value: FieldScalar): string {
  return value === null ? '' : String(value);
}
