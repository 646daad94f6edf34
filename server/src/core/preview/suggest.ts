import type { SampleField, SampleRecord } from '../records/model.ts';
import { apexWriter } from './code/apex.ts';
import type { FieldToWrite, SuggestionWriter } from './code/writer.ts';
import { writerFor } from './code/writers.ts';
import { isSameObject } from './matching.ts';
import type { CodeSuggestion, Preview, PreviewRecord, PreviewRule } from './model.ts';

/**
 * Code that acts on what a preview shows: handling the refusal of this record, and updating the best match
 * instead. In the language that the record came from where that is JavaScript, TypeScript or Python; else in Apex,
 * and the title says so where it came from another one.
 *
 * @param source text of the document that the record came from: shows by which client it calls Salesforce
 */
export function suggestCode(
  preview: Preview,
  languageId: string | null,
  source: string | null = null,
): readonly CodeSuggestion[] {
  const writer = writerFor(languageId, source);
  const isOther = writer === apexWriter && languageId !== null && !/^apex/.test(languageId);
  return writtenBy(writer, preview).map((code) =>
    isOther ? { ...code, title: `${code.title} (Apex)` } : code,
  );
}

function writtenBy(writer: SuggestionWriter, preview: Preview): readonly CodeSuggestion[] {
  const { sample } = preview;
  const matched = preview.rules.filter(({ state }) => state === 'matched');
  if (matched.length === 0) return [];
  if (sample === null) return handleAnyRefusal(writer, preview, matched[0]!);
  if (!isName(sample.object)) return [];
  const existing = sample.id === null ? bestMatch(preview, sample) : null;
  return [
    ...(existing ? [updateInstead(writer, preview, sample, existing)] : []),
    ...(preview.verdict.kind === 'saved' ? [] : [handleRefusal(writer, preview, sample)]),
  ].filter((suggestion) => suggestion !== null);
}

/** The record of the same object that matches best; of equals, the first. */
function bestMatch({ rules }: Preview, sample: SampleRecord): PreviewRecord | null {
  const records = rules
    .filter(({ state }) => state === 'matched')
    .flatMap(({ matches }) => matches)
    .flatMap((match) => match.records)
    .filter(({ id, type }) => isId(id) && isSameObject(type, sample.object));
  const best = records.reduce<PreviewRecord | null>(
    (found, record) => (found && (found.confidence ?? 0) >= (record.confidence ?? 0) ? found : record),
    null,
  );
  return best;
}

/** Blank values of the sample are left out: they would erase what the record holds. */
function updateInstead(
  writer: SuggestionWriter,
  preview: Preview,
  sample: SampleRecord,
  existing: PreviewRecord,
): CodeSuggestion | null {
  const given = sample.fields.filter(({ value }) => value !== null && value !== '');
  const fields = fieldsToWrite(preview, given);
  const code =
    fields &&
    writer.write({
      object: apiName(sample.object),
      operation: 'update',
      id: existing.id,
      fields,
      note: 'the values make it a duplicate of another record',
    });
  if (code === null) return null;
  const title = `Update ${existing.title} instead`;
  return { id: 'update-this-record', title, language: writer.language, code };
}

function handleRefusal(
  writer: SuggestionWriter,
  preview: Preview,
  sample: SampleRecord,
): CodeSuggestion | null {
  const { id } = sample;
  if (id !== null && !isId(id)) return null;
  const fields = fieldsToWrite(preview, sample.fields);
  const operation = id === null ? 'insert' : 'update';
  const object = apiName(sample.object);
  const code = fields && writer.write({ object, operation, id, fields, note: handlingNote });
  return code === null ? null : handling(writer, code);
}

/** Of an error the record is not known: it is left to be filled in. */
function handleAnyRefusal(
  writer: SuggestionWriter,
  { operation }: Preview,
  { fullName }: PreviewRule,
): readonly CodeSuggestion[] {
  const object = apiName(fullName.slice(0, Math.max(fullName.indexOf('.'), 0)));
  if (!isName(object)) return [];
  const save = { object, operation: operation ?? 'insert', id: null, fields: null, note: handlingNote };
  const code = writer.write(save);
  return code === null ? [] : [handling(writer, code)];
}

const handlingNote = 'skip the record, update the existing one, tell the user';

function handling({ language }: SuggestionWriter, code: string): CodeSuggestion {
  return { id: 'handle-refusal', title: 'Handle this refusal', language, code };
}

function apiName(object: string): string {
  return object.toLowerCase() === 'personaccount' ? 'Account' : object;
}

/** Each field once, the last value of it; null where one has no name that can stand in code. */
function fieldsToWrite({ fieldTypes }: Preview, fields: readonly SampleField[]): FieldToWrite[] | null {
  const byName = new Map<string, FieldToWrite>();
  for (const { name, value } of fields) {
    const key = name.toLowerCase();
    if (key === 'id') continue;
    if (!isName(name)) return null;
    const type = Object.entries(fieldTypes ?? {}).find(([field]) => field.toLowerCase() === key)?.[1] ?? null;
    byName.set(key, { name, value, type });
  }
  return [...byName.values()];
}

/** Names go into code as they are: a path or anything odder does not. */
function isName(text: string): boolean {
  return /^[a-z](?:\w{0,78}[a-z0-9])?$/i.test(text);
}

function isId(text: string): boolean {
  return /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);
}
