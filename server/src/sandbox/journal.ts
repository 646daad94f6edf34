/** One request, without token and values. */
export interface JournalEntry {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  /** `findDuplicates`, `readMetadata`, …; null for REST. */
  readonly soapOperation: string | null;
  /** Whether the request asks for a change of records, rules or settings, answered or not. */
  readonly isWrite: boolean;
  /** Text of a SOQL query; null for other requests. */
  readonly query: string | null;
  /** Status of the answer; null while there is none. */
  status: number | null;
}

/** All requests since the start, in their order. */
export class Journal {
  readonly #entries: JournalEntry[] = [];

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  get writes(): readonly JournalEntry[] {
    return this.#entries.filter(({ isWrite }) => isWrite);
  }

  add(entry: JournalEntry): JournalEntry {
    this.#entries.push(entry);
    return entry;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
