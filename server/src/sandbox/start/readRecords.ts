import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { formatOfName } from '../../core/recordSets/read.ts';
import type { FieldScalar } from '../../core/records/model.ts';
import { DataFileProblem, readDataFile } from '../../data/readDataFile.ts';
import { reasonOf } from '../../workspace/problem.ts';
import type { InitialRecord } from './records.ts';

/** A file of records that exist, and the object of those that do not say it themselves; '' if it is not known. */
export interface RecordFile {
  readonly path: string;
  /** For messages. */
  readonly name: string;
  readonly object: string;
}

export interface ReadRecords {
  readonly records: readonly InitialRecord[];
  /** For a reader; no value is quoted. */
  readonly problems: readonly string[];
}

/**
 * Reads files of any format that the product knows: CSV, JSON, JSON lines, trees of `sf data export tree` with their
 * references, and plans that name such trees. A tree that a plan names is read once, also where it is given as well.
 * @throws DataFileProblem
 */
export async function readRecords(files: readonly RecordFile[]): Promise<ReadRecords> {
  const problems: string[] = [];
  const planned = new Set<string>();
  const read: { readonly path: string; readonly records: InitialRecord[] }[] = [];
  for (const file of files) {
    const format = formatOfName(file.path);
    const reading =
      format === 'json' || format === 'tree' ? readJson(file, problems, planned) : readRows(file, problems);
    const records = await reading.catch((error: unknown) => {
      throw error instanceof DataFileProblem ? new DataFileProblem(`${file.name}: ${error.message}`) : error;
    });
    read.push({ path: path.resolve(file.path), records });
  }
  return { records: read.flatMap((one) => (planned.has(one.path) ? [] : one.records)), problems };
}

async function readRows(file: RecordFile, problems: string[]): Promise<InitialRecord[]> {
  const records: InitialRecord[] = [];
  let names: readonly string[] = [];
  await readDataFile(file.path, {
    fields: (given) => {
      names = [...given];
    },
    record: (values, { row }, object) => {
      const fields = names.flatMap((name, column): [string, string][] => {
        const value = values[column];
        return value === undefined ? [] : [[name, value]];
      });
      records.push({
        object: objectOf(file, object),
        fields,
        reference: null,
        parent: null,
        place: `${file.name}, row ${row}`,
      });
    },
    problem: ({ message, position }) => {
      problems.push(`${file.name}${position === null ? '' : `, row ${position.row}`}: ${message}`);
    },
  });
  return records;
}

async function readJson(
  file: RecordFile,
  problems: string[],
  planned: Set<string>,
): Promise<InitialRecord[]> {
  const content = await parsed(file);
  if (isPlan(content)) return readPlan(file, content, problems, planned);
  const records: InitialRecord[] = [];
  for (const [index, one] of listOf(content).entries()) {
    if (!isObject(one)) problems.push(`${file.name}, record ${index + 1}: no record; it is left out.`);
    else collect(one, file, `${file.name}, record ${index + 1}`, null, records);
  }
  if (records.length === 0 && problems.length === 0)
    problems.push(`${file.name}: there are no records in it.`);
  return records;
}

async function parsed({ path: file }: RecordFile): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new DataFileProblem(reasonOf(error));
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new DataFileProblem(`it is no JSON: ${(error as Error).message.replace(/"[^"]*"\.\.\./, '…')}`);
  }
}

/** `[{sobject, files: […]}]`: what `sf data export tree --plan` writes. */
type Plan = readonly { readonly sobject: string; readonly files: readonly string[] }[];

function isPlan(content: unknown): content is Plan {
  return (
    Array.isArray(content) &&
    content.length > 0 &&
    content.every((one) => isObject(one) && typeof one.sobject === 'string' && Array.isArray(one.files))
  );
}

async function readPlan(
  file: RecordFile,
  plan: Plan,
  problems: string[],
  planned: Set<string>,
): Promise<InitialRecord[]> {
  const records: InitialRecord[] = [];
  for (const { sobject, files } of plan) {
    for (const name of files) {
      const part = { path: path.resolve(path.dirname(file.path), name), name, object: sobject };
      if (planned.has(part.path)) continue;
      planned.add(part.path);
      for (const record of await readJson(part, problems, planned)) records.push(record);
    }
  }
  return records;
}

function listOf(content: unknown): readonly unknown[] {
  if (Array.isArray(content)) return content;
  if (isObject(content) && Array.isArray(content.records)) return content.records;
  // `sf data query --json` wraps its answer.
  if (isObject(content) && isObject(content.result)) return listOf(content.result);
  return [content];
}

/** A record and the children in it. */
function collect(
  value: Record<string, unknown>,
  file: RecordFile,
  place: string,
  parent: InitialRecord['parent'],
  into: InitialRecord[],
): void {
  const attributes = isObject(value.attributes) ? value.attributes : {};
  const object = objectOf(file, typeof attributes.type === 'string' ? attributes.type : null);
  const own = typeof attributes.referenceId === 'string' ? attributes.referenceId : null;
  const children = Object.values(value).flatMap((inner) =>
    isObject(inner) && Array.isArray(inner.records) ? inner.records.filter(isObject) : [],
  );
  // A parent that nothing names needs a name for its children.
  const reference = own ?? (children.length > 0 ? `${place} ${into.length}` : null);
  const fields = Object.entries(value).filter(
    (entry): entry is [string, FieldScalar] => entry[0] !== 'attributes' && isScalar(entry[1]),
  );
  into.push({ object, fields, reference, parent, place });
  for (const child of children) collect(child, file, place, { object, reference: reference! }, into);
}

function objectOf(file: RecordFile, own: string | null): string {
  return own ?? file.object;
}

function isScalar(value: unknown): value is FieldScalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
