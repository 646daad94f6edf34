import type { Node } from 'yaml';
import type { Span } from '../text.ts';
import type { At, Expectation, RuleTestSave, SavedRecord } from './model.ts';
import { expectationsOf } from './parseExpectations.ts';
import { fieldsOf, type Records } from './parseRecords.ts';
import { type Settings, settingsOf } from './parseSettings.ts';
import { type Entry, type Reader, spanOf } from './reader.ts';
import { keys, operations } from './words.ts';

interface TestAround {
  readonly settings: Settings;
  readonly records: Records;
  readonly reader: Reader;
  /** Of the test. */
  readonly span: Span;
  /** What the test expects of its only save. */
  readonly expected: readonly Expectation[];
}

type TestPart = Readonly<Partial<Record<'save' | 'saves' | 'expect' | 'name', Entry>>>;

export function savesOf(test: TestPart, around: TestAround): readonly RuleTestSave[] {
  const { reader, span } = around;
  const { save, saves, expect } = test;
  if (save !== undefined && saves !== undefined)
    reader.error(saves.keySpan, 'A test has either save or saves.');
  const names = new Names(around.records, reader);
  if (save !== undefined) {
    const one = saveOf(save.node, save.keySpan, around, names);
    return one === null ? [] : [one];
  }
  if (saves === undefined) {
    const at = test.name?.keySpan ?? { start: span.start, end: span.start + 1 };
    reader.error(at, 'The test saves nothing: it needs save, or saves for several in order.');
    return [];
  }
  if (expect !== undefined)
    reader.error(expect.keySpan, 'With saves, each of them has an expect of its own.');
  const nodes = reader.items(saves.node, saves.keySpan, 'saves') ?? [];
  if (nodes.length === 0) reader.error(saves.keySpan, 'saves is empty.');
  return nodes.flatMap((node) => saveOf(node, spanOf(node), { ...around, expected: [] }, names) ?? []);
}

/** Names of records as far as the test has got: a later save may name what an earlier one saves. */
class Names {
  readonly #objects = new Map<string, At<string>>();
  readonly #reader: Reader;

  constructor({ byName }: Records, reader: Reader) {
    this.#reader = reader;
    for (const [name, { object }] of byName) this.#objects.set(name, object);
  }

  objectOf(name: string): At<string> | null {
    return this.#objects.get(name) ?? null;
  }

  add(name: At<string>, object: At<string>): void {
    if (this.#objects.has(name.value))
      this.#reader.error(name, `There is another record with the name "${name.value}" before.`);
    else this.#objects.set(name.value, object);
  }
}

function saveOf(node: Node | null, at: Span, around: TestAround, names: Names): RuleTestSave | null {
  const { reader } = around;
  const save = reader.part(node, at, 'A save', keys.save);
  if (save === null) return null;
  const resolved = reader.resolved(node);
  const span = resolved === null ? at : spanOf(resolved);
  const settings = settingsOf(save, around.settings, reader);
  const expected = [
    ...around.expected,
    ...(save.expect === undefined ? [] : expectationsOf(save.expect, reader)),
  ];
  const records =
    save.batch === undefined
      ? [recordOf(save, span, { settings, reader, names, expected })]
      : batchOf(save, save.batch, { settings, reader, names, expected });
  const saved = records.filter((record) => record !== null);
  if (saved.length === 0) return null;
  return {
    ...span,
    channel: settings.channel,
    options: { allowSave: settings.allowSave },
    user: settings.user,
    records: saved,
  };
}

type RecordKey = Exclude<(typeof keys.batched)[number], 'expect'>;
type RecordPart = Readonly<Partial<Record<RecordKey, Entry>>>;

interface RecordAround {
  readonly settings: Settings;
  readonly reader: Reader;
  readonly names: Names;
  readonly expected: readonly Expectation[];
}

/** What the save says of operation and external id holds for each of its records. */
function batchOf(save: RecordPart, batch: Entry, around: RecordAround): readonly (SavedRecord | null)[] {
  const { reader } = around;
  for (const key of ['record', 'as', 'fields'] as const) {
    const entry = save[key];
    if (entry) reader.error(entry.keySpan, `With batch, each record has its own ${key}.`);
  }
  const nodes = reader.items(batch.node, batch.keySpan, 'batch') ?? [];
  if (nodes.length === 0) reader.error(batch.keySpan, 'batch is empty.');
  const shared: RecordPart = {
    ...(save.operation && { operation: save.operation }),
    ...(save.externalId && { externalId: save.externalId }),
  };
  return nodes.map((node) => {
    const span = spanOf(reader.resolved(node) ?? node);
    const part = reader.part(node, span, 'A record of a batch', keys.batched);
    if (part === null) return null;
    const own = part.expect === undefined ? [] : expectationsOf(part.expect, reader);
    const settings = settingsOf(part.object ? { object: part.object } : {}, around.settings, reader);
    const expected = [...around.expected, ...own];
    return recordOf({ ...shared, ...part }, span, { ...around, settings, expected });
  });
}

function recordOf(part: RecordPart, span: Span, around: RecordAround): SavedRecord | null {
  const { reader, names, settings } = around;
  const reference = (part.record && reader.text(part.record, 'record')) ?? null;
  const externalId = (part.externalId && reader.text(part.externalId, 'externalId')) ?? null;
  const said = part.operation && reader.word(part.operation, 'operation', operations);
  const operation =
    said?.value ?? (reference !== null ? 'update' : externalId !== null ? 'upsert' : 'insert');
  checkOperation(operation, part, reader, span);
  const fields = part.fields === undefined ? null : fieldsOf(part.fields, 'fields', reader);
  if (part.fields === undefined) reader.error(at(span), 'The save has no fields.');
  const object = (reference && names.objectOf(reference.value)) ?? settings.object;
  if (object === null) {
    reader.error(at(reference ?? span), 'Which object is saved is not said: it needs object.');
    return null;
  }
  const name = part.as && reader.text(part.as, 'as');
  if (name) names.add(name, object);
  return {
    ...span,
    name: name?.value ?? reference?.value ?? null,
    object,
    operation,
    reference,
    externalId,
    fields: fields ?? [],
    expected: around.expected,
  };
}

function checkOperation(
  operation: SavedRecord['operation'],
  { record, externalId, as, operation: said }: RecordPart,
  reader: Reader,
  span: Span,
): void {
  const place = said?.span ?? at(span);
  if (operation === 'insert' && record !== undefined)
    reader.error(record.keySpan, 'An insert makes a new record: it names none under record.');
  if (operation === 'update' && record === undefined)
    reader.error(place, 'An update needs record: the name or Id of the record that it changes.');
  if (operation === 'upsert' && externalId === undefined && record === undefined)
    reader.error(place, 'An upsert needs externalId, the field by which it finds its record, or record.');
  if (operation !== 'upsert' && externalId !== undefined)
    reader.error(externalId.keySpan, 'externalId belongs to an upsert.');
  if (record !== undefined && as !== undefined)
    reader.error(as.keySpan, 'The record has a name already: as is for new ones.');
}

function at({ start, end }: Span): Span {
  return { start, end: Math.min(end, start + 1) };
}
