import type { Block, Body, CompilationUnit, Expression } from '../syntax.ts';
import { LazyBody, readBlock, readInitializer } from './body.ts';
import { detached } from './characters.ts';
import type { Cursor } from './cursor.ts';

export interface BodyRecord {
  /** The member's types, kind and signature: a body of another member may have the same text. */
  key: string;
  readonly body: LazyBody<Block | Expression>;
  /** Whether it was taken over with its member; then it holds on to no earlier text of the file. */
  isDetached: boolean;
}

const recordsOf = new WeakMap<CompilationUnit, readonly BodyRecord[]>();

/** Makes the bodies of `from` known as those of `unit`, for the parse after this one. */
export function takeOverBodies(unit: CompilationUnit, from: CompilationUnit): void {
  recordsOf.set(unit, recordsOf.get(from) ?? []);
}

/** No other version of the file is expected soon: no body of it has to outlast its text. */
export function attachBodies(unit: CompilationUnit): void {
  for (const record of recordsOf.get(unit) ?? []) {
    record.body.attach(unit.text);
    record.isDetached = false;
  }
}

/**
 * Makes the bodies of a file, and takes over those of an earlier version whose text and whose member's
 * signature are the same. Edits touch few members: what stands before and after them is matched in order.
 */
export class BodyMaker {
  readonly #uri: string;
  readonly #text: string;
  readonly #records: BodyRecord[] = [];
  readonly #earlier: readonly BodyRecord[];
  readonly #taken: Set<BodyRecord> = new Set();
  #byKey: Map<string, BodyRecord[]> | null = null;
  #next = 0;

  constructor(uri: string, text: string, previous: CompilationUnit | undefined) {
    this.#uri = uri;
    this.#text = text;
    this.#earlier = (previous?.uri === uri && recordsOf.get(previous)) || [];
  }

  block(key: string, start: number, end: number, read = readBlock): Body<Block> {
    return this.#make(key, start, end, read) as Body<Block>;
  }

  initializer(key: string, start: number, end: number): Body<Expression> {
    return this.#make(key, start, end, readInitializer) as Body<Expression>;
  }

  get count(): number {
    return this.#records.length;
  }

  /** What was made since there were so many. */
  since(count: number): readonly BodyRecord[] {
    return this.#records.slice(count);
  }

  /** Whether one of them has been taken already: for a new member of the same signature and text. */
  hasTaken(records: readonly BodyRecord[]): boolean {
    return records.some((record) => this.#taken.has(record));
  }

  /** Takes over bodies of the earlier version unseen; they stand `delta` further on. */
  takeOver(records: readonly BodyRecord[], delta: number): void {
    for (const record of records) {
      const { anchor } = record.body;
      anchor.offset += delta;
      if (!record.isDetached) {
        record.key = detached(record.key);
        record.body.detach();
        record.isDetached = true;
      }
      this.#taken.add(record);
      this.#records.push(record);
    }
    const [first] = records;
    if (first === undefined) return;
    const at = this.#earlier[this.#next] === first ? this.#next : this.#earlier.indexOf(first);
    this.#next = at + records.length;
  }

  /** Makes the bodies known as those of `unit`, for the parse after this one. */
  finish(unit: CompilationUnit): void {
    recordsOf.set(unit, this.#records);
  }

  #make(
    key: string,
    start: number,
    end: number,
    read: (cursor: Cursor) => Block | Expression,
  ): LazyBody<Block | Expression> {
    const text = this.#text.slice(start, end);
    const earlier =
      this.#earlier.length === 0 ? null : (this.#inOrder(key, text) ?? this.#anywhere(key, text));
    if (earlier !== null) {
      this.#taken.add(earlier);
      earlier.body.move(start, text);
      // Not the earlier record: its key would keep the earlier text in memory.
      this.#records.push({ key, body: earlier.body, isDetached: false });
      return earlier.body;
    }
    const body = new LazyBody({ uri: this.#uri, offset: start }, text, read);
    this.#records.push({ key, body, isDetached: false });
    return body;
  }

  #inOrder(key: string, text: string): BodyRecord | null {
    const record = this.#earlier[this.#next];
    if (record === undefined || !this.#matches(record, key, text)) return null;
    this.#next++;
    return record;
  }

  /** A member was added, removed, changed or moved before this one: go on in order from where it stood. */
  #anywhere(key: string, text: string): BodyRecord | null {
    this.#byKey ??= groupByKey(this.#earlier);
    const record = this.#byKey.get(key)?.find((candidate) => this.#matches(candidate, key, text));
    if (record === undefined) return null;
    this.#next = this.#earlier.indexOf(record) + 1;
    return record;
  }

  #matches(record: BodyRecord, key: string, text: string): boolean {
    return record.key === key && record.body.text === text && !this.#taken.has(record);
  }
}

function groupByKey(records: readonly BodyRecord[]): Map<string, BodyRecord[]> {
  const groups = new Map<string, BodyRecord[]>();
  for (const record of records) {
    const group = groups.get(record.key);
    if (group === undefined) groups.set(record.key, [record]);
    else group.push(record);
  }
  return groups;
}
