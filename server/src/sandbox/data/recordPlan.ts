import type { FieldScalar } from '../../core/records/model.ts';
import type { AutoNumber, SandboxField, SandboxObject } from '../schema/model.ts';

/** What of an object's records the org fills in by itself. */
export interface RecordPlan {
  /** What a new record has of which nothing else is said. */
  readonly defaults: readonly (readonly [string, FieldScalar])[];
  /** They are never blank. */
  readonly booleans: readonly string[];
  readonly isOwned: boolean;
  readonly isDeletable: boolean;
  /** Its name is put together from the names of a person, where it has a last name. */
  readonly isNamedAsPerson: boolean;
  /** Records of custom objects that are given no name are named by their id. */
  readonly isNamedById: boolean;
  /** Whether a field says of its records which of them are people. */
  readonly marksPersons: boolean;
  readonly numbered: readonly NumberedField[];
}

export interface NumberedField {
  readonly name: string;
  /** Under which the last number is kept. */
  readonly counter: string;
  readonly autoNumber: AutoNumber;
}

/** By the fields: those of an object are others after a deploy. */
const plans = new WeakMap<readonly SandboxField[], RecordPlan>();

export function planOf(object: SandboxObject): RecordPlan {
  const known = plans.get(object.fields);
  if (known) return known;
  const names = new Set(object.fields.map(({ name }) => name));
  const isNamedAsPerson = names.has('LastName') && names.has('Name');
  const booleans = object.fields.filter(({ type }) => type === 'boolean').map(({ name }) => name);
  const plan: RecordPlan = {
    defaults: object.fields
      .map(
        ({ name, type, defaultValue }) =>
          [name, defaultValue ?? (type === 'boolean' ? false : null)] as const,
      )
      .filter(([, value]) => value !== null),
    booleans,
    isOwned: names.has('OwnerId'),
    isDeletable: names.has('IsDeleted'),
    isNamedAsPerson,
    isNamedById:
      object.custom &&
      !isNamedAsPerson &&
      object.fields.some(({ name, writable }) => name === 'Name' && writable),
    marksPersons: names.has('IsPersonAccount'),
    numbered: object.fields.flatMap((field) => {
      const isName = field.name === 'Name' && !field.writable && !isNamedAsPerson;
      const autoNumber = field.autoNumber ?? (isName ? usualNumber(object.name) : null);
      const counter = field.name === 'Name' ? object.name : `${object.name}.${field.name}`;
      return autoNumber ? [{ name: field.name, counter, autoNumber }] : [];
    }),
  };
  plans.set(object.fields, plan);
  return plan;
}

/** Null without a last name: then it is no person. */
export function nameOfPerson(values: ReadonlyMap<string, FieldScalar>): string | null {
  const [first, last] = ['FirstName', 'LastName'].map((name) => String(values.get(name) ?? '').trim());
  if (last === '') return null;
  return first === '' ? last! : `${first} ${last}`;
}

function usualNumber(object: string): AutoNumber {
  return { format: `${object.charAt(0)}-{00000}`, start: 1 };
}

/** `A-{0000}` with 12: `A-0012`; `{YYYY}`, `{YY}`, `{MM}` and `{DD}` are of the day on which the record is created. */
export function numberText({ format }: AutoNumber, number: number, now: Date): string {
  const day = now.toISOString();
  const parts: Readonly<Record<string, string>> = {
    YYYY: day.slice(0, 4),
    YY: day.slice(2, 4),
    MM: day.slice(5, 7),
    DD: day.slice(8, 10),
  };
  return format.replace(/\{(0+|YYYY|YY|MM|DD)\}/g, (_, part: string) =>
    part.startsWith('0') ? String(number).padStart(part.length, '0') : parts[part]!,
  );
}
