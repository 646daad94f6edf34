import { checkRecord } from '../core/records/check.ts';
import type { RecordDraft, SampleRecord } from '../core/records/model.ts';
import { recordFromPairs } from '../core/records/pairs.ts';
import { Problem } from './problem.ts';

/** How the command line gives a record. */
export interface RecordOptions {
  readonly object?: string;
  readonly id?: string;
  /** `Name=value` */
  readonly field: readonly string[];
}

/**
 * The record to test: that of a file, if there is one, with the fields of the command line on top.
 * @throws Problem where something is missing; it never quotes a value
 */
export function sampleRecord(
  options: RecordOptions,
  draft: RecordDraft | null,
  warn: (text: string) => void,
): SampleRecord {
  const given = recordFromPairs(options.object ?? '', options.field);
  if (given.problems.length > 0) throw new Problem(given.problems.join(' '));
  const id = options.id ?? given.record.id;
  const record = draft === null ? { ...given.record, id } : completed(draft, { ...given.record, id }, warn);
  if (record.object === '') throw new Problem(objectMissing(draft));
  const problems = checkRecord(record, null);
  if (problems.length > 0) throw new Problem(problems.join(' '));
  return record;
}

function objectMissing(draft: RecordDraft | null): string {
  return draft === null
    ? 'there is no record to test: give --object with --field Name=VALUE, or --file.'
    : `${draft.origin} does not tell its object: give it as --object NAME.`;
}

function completed(draft: RecordDraft, given: SampleRecord, warn: (text: string) => void): SampleRecord {
  const names = new Set(given.fields.map(({ name }) => name.toLowerCase()));
  const id = given.id ?? draft.id;
  const open = draft.open.filter(({ name }) =>
    /^id$/i.test(name) ? id === null : !names.has(name.toLowerCase()),
  );
  if (open.length > 0) {
    const listed = open.map(({ name, expression }) => (expression ? `${name} (${expression})` : name));
    throw new Problem(
      `${draft.origin} does not tell ${listed.join(', ')}. Give ${open.length === 1 ? 'it' : 'them'}: ${open
        .map(({ name }) => (/^id$/i.test(name) ? '--id ID' : `--field ${name}=VALUE`))
        .join(' ')} (NAME= leaves a field blank).`,
    );
  }
  if (draft.updates === true && id === null) {
    warn(`${draft.origin} is updated by the code; without --id it is tested as a new record.`);
  }
  return {
    object: draft.object || given.object,
    id,
    fields: [...draft.fields.filter(({ name }) => !names.has(name.toLowerCase())), ...given.fields],
  };
}
