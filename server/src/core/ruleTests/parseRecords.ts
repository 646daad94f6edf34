import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Span } from '../text.ts';
import type { NamedRecord, RecordSource, TestField } from './model.ts';
import { type Entry, type Reader, spanOf } from './reader.ts';

/** The records that exist before a test saves anything. */
export interface Records {
  readonly sources: readonly RecordSource[];
  readonly byName: ReadonlyMap<string, NamedRecord>;
}

const noRecords: Records = { sources: [], byName: new Map() };

/**
 * `records: data/leads.csv`; a list of files; or by object: named records, a file, or a list of both.
 *
 * @param around records of the file, which a test adds to
 */
export function recordsOf(entry: Entry | undefined, reader: Reader, around: Records = noRecords): Records {
  if (entry === undefined) return around;
  const collector = new Collector(reader, around);
  const node = reader.resolved(entry.node);
  if (isMap(node)) collector.byObject(entry);
  else {
    for (const item of isSeq(node) ? (node.items as Node[]) : [node]) {
      const one = reader.resolved(item);
      if (isMap(one)) collector.byObject({ ...entry, node: one });
      else collector.file({ ...entry, node: one }, null);
    }
  }
  return { sources: [...around.sources, ...collector.sources], byName: collector.byName };
}

class Collector {
  readonly sources: RecordSource[] = [];
  readonly byName: Map<string, NamedRecord>;
  readonly #reader: Reader;

  constructor(reader: Reader, around: Records) {
    this.#reader = reader;
    this.byName = new Map(around.byName);
  }

  byObject(entry: Entry): void {
    for (const group of this.#reader.entries(entry.node, entry.keySpan, 'records') ?? []) {
      const node = this.#reader.resolved(group.node);
      const items = isSeq(node) ? (node.items as Node[]) : [node];
      for (const item of items) this.#group(group, this.#reader.resolved(item));
    }
  }

  #group(group: Entry, node: Node | null): void {
    if (isScalar(node) && node.value !== null) this.file({ ...group, node }, group.key);
    else if (node !== null && !isScalar(node)) {
      const span = spanOf(node);
      const what = `records of ${group.key}`;
      for (const entry of this.#reader.entries(node, span, what) ?? []) this.#named(group, entry);
    } else {
      this.#reader.error(group.keySpan, `${group.key} needs named records, or a file of records.`);
    }
  }

  #named(group: Entry, entry: Entry): void {
    const { key: name, keySpan: nameSpan } = entry;
    if (this.byName.has(name)) {
      this.#reader.error(nameSpan, `There is another record with the name "${name}" before.`);
      return;
    }
    const fields = fieldsOf(entry, `The record "${name}"`, this.#reader);
    if (fields === null) return;
    const record: NamedRecord = {
      ...entry.span,
      name,
      nameSpan,
      object: { value: group.key, ...group.keySpan },
      fields,
    };
    this.byName.set(name, record);
    this.sources.push({ kind: 'record', record });
  }

  file(entry: Entry, object: string | null): void {
    const path = this.#reader.text(entry, 'A file of records');
    if (path === null) return;
    if (isOutside(path.value)) {
      this.#reader.error(
        path,
        'The path of a file of records is relative to this file, with forward slashes between its parts.',
      );
      return;
    }
    const { value, ...span } = path;
    this.sources.push({ kind: 'file', file: { ...span, path: value, object } });
  }
}

function isOutside(path: string): boolean {
  return /^(?:[/\\]|[a-z]:|[a-z][a-z0-9+.-]+:\/\/)/i.test(path) || path.includes('\\');
}

/** Fields by name; null where there is no map. Nothing at all is a record without fields. */
export function fieldsOf(entry: Entry, what: string, reader: Reader): readonly TestField[] | null {
  const node = reader.resolved(entry.node);
  if (node === null || (isScalar(node) && node.value === null)) return [];
  const entries = reader.entries(node, entry.keySpan, what);
  if (entries === null) return null;
  const seen = new Map<string, Span>();
  return entries.flatMap((field): TestField[] => {
    const key = field.key.toLowerCase();
    if (seen.has(key)) {
      reader.error(field.keySpan, `The field ${field.key} is there before.`);
      return [];
    }
    seen.set(key, field.keySpan);
    const { value, start, end } = reader.value(field, `The value of ${field.key}`);
    return [{ name: field.key, nameSpan: field.keySpan, value, start, end }];
  });
}
