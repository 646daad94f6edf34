import type { Node } from 'yaml';
import type { Span } from '../text.ts';
import type { DataFileReference, RecordSource, RuleTest, RuleTestFile, SavedRecord } from './model.ts';
import { expectationsOf } from './parseExpectations.ts';
import { type Records, recordsOf } from './parseRecords.ts';
import { savesOf } from './parseSaves.ts';
import { type Settings, settingsOf } from './parseSettings.ts';
import { type Entry, Reader, spanOf } from './reader.ts';
import { keys } from './words.ts';

/** Reads a file of rule tests in whatever state it is. Never throws. */
export function parseRuleTests(uri: string, text: string): RuleTestFile {
  const reader = new Reader(text);
  const whole: Span = { start: 0, end: text.length };
  if (reader.root === null) {
    if (reader.problems.length === 0)
      reader.error({ start: 0, end: 0 }, 'The file is empty: it needs tests.');
    return { uri, tests: [], activate: [], dataFiles: [], problems: reader.problems };
  }
  const file = reader.part(reader.root, whole, 'A file of rule tests', keys.file);
  const activate = file?.activate === undefined ? [] : (reader.texts(file.activate, 'activate') ?? []);
  const tests = file === null ? [] : testsOf(file, reader, spanOf(reader.root));
  const problems = [...reader.problems].sort((a, b) => a.start - b.start || a.end - b.end);
  return { uri, tests, activate, dataFiles: dataFilesOf(tests), problems };
}

type FilePart = Readonly<Partial<Record<(typeof keys.file)[number], Entry>>>;

function testsOf(file: FilePart, reader: Reader, span: Span): readonly RuleTest[] {
  if (file.description !== undefined) reader.text(file.description, 'description');
  const settings = settingsOf(file, null, reader);
  const records = recordsOf(file.records, reader);
  if (file.tests === undefined) {
    reader.error(
      { start: span.start, end: span.start },
      'The file has no tests: a list under the key tests.',
    );
    return [];
  }
  const items = reader.items(file.tests.node, file.tests.keySpan, 'tests') ?? [];
  if (items.length === 0 && reader.problems.length === 0)
    reader.warn(file.tests.keySpan, 'There are no tests.');
  // What is wrong in the file's own part bears on all of its tests.
  const isFileBroken = reader.problems.some(({ severity }) => severity === 'error');
  const ids = new Map<string, number>();
  return items.flatMap((node, index) => {
    const before = reader.problems.length;
    const test = testOf(node, index, { settings, records, reader });
    if (test === null) return [];
    const isBroken =
      isFileBroken || reader.problems.slice(before).some(({ severity }) => severity === 'error');
    const count = (ids.get(test.name) ?? 0) + 1;
    ids.set(test.name, count);
    if (count > 1)
      reader.warn(
        test.nameSpan,
        `There is another test of this name before: this one is "${test.name} (${count})".`,
      );
    return [{ ...test, id: count === 1 ? test.name : `${test.name} (${count})`, isBroken }];
  });
}

interface Around {
  readonly settings: Settings;
  readonly records: Records;
  readonly reader: Reader;
}

function testOf(node: Node, index: number, around: Around): Omit<RuleTest, 'id' | 'isBroken'> | null {
  const { reader } = around;
  const resolved = reader.resolved(node);
  const span = spanOf(resolved ?? node);
  const test = reader.part(node, span, 'A test', keys.test);
  if (test === null) return null;
  const name = test.name && reader.text(test.name, 'name');
  if (test.name === undefined) reader.error(firstLine(span), 'The test has no name.');
  if (test.description !== undefined) reader.text(test.description, 'description');
  const settings = settingsOf(test, around.settings, reader);
  const own = recordsOf(test.records, reader, around.records);
  const expected = test.expect === undefined ? [] : expectationsOf(test.expect, reader);
  const saves = savesOf(test, { settings, records: own, reader, span, expected });
  const tested = saves
    .flatMap(({ records }) => records)
    .some((record: SavedRecord) => record.expected.length > 0);
  if (
    saves.length > 0 &&
    !tested &&
    !reader.problems.some(({ start, end }) => start >= span.start && end <= span.end)
  )
    reader.error(
      firstLine(name ?? span),
      'The test expects nothing: say under expect what has to become of the record.',
    );
  return {
    ...span,
    name: name?.value ?? `Test ${index + 1}`,
    nameSpan: name === undefined || name === null ? firstLine(span) : { start: name.start, end: name.end },
    target: settings.target,
    skip: skipOf(test.skip, reader),
    records: own.sources,
    saves,
  };
}

function skipOf(entry: Entry | undefined, reader: Reader): string | null {
  if (entry === undefined) return null;
  const text = reader.text(entry, 'skip');
  if (text === null || text.value === 'false') return null;
  return text.value === 'true' ? 'skipped' : text.value;
}

/** A place to tell about a whole part: its beginning. */
function firstLine({ start, end }: Span): Span {
  return { start, end: Math.min(end, start + 1) };
}

function dataFilesOf(tests: readonly RuleTest[]): readonly DataFileReference[] {
  const files = new Map<string, DataFileReference>();
  const sources: readonly RecordSource[] = tests.flatMap(({ records }) => records);
  for (const source of sources) {
    if (source.kind !== 'file') continue;
    const key = dataFileKey(source.file);
    if (!files.has(key)) files.set(key, source.file);
  }
  return [...files.values()];
}

/** Under which a file's records are kept: one file may be read as records of several objects. */
export function dataFileKey({ path, object }: Pick<DataFileReference, 'path' | 'object'>): string {
  return `${object?.toLowerCase() ?? ''}=${path}`;
}
