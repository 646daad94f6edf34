/** One request, without token and values. */
export interface JournalEntry {
  /** From 1 since the start. */
  readonly number: number;
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

/** Older ones are forgotten. */
const mostEntries = 20_000;

/** The latest requests, in their order. */
export class Journal {
  readonly #entries: JournalEntry[] = [];
  #last = 0;

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  get writes(): readonly JournalEntry[] {
    return this.#entries.filter(({ isWrite }) => isWrite);
  }

  /** Number of the latest entry, forgotten or not. */
  get last(): number {
    return this.#last;
  }

  add(draft: Omit<JournalEntry, 'number'>): JournalEntry {
    this.#last++;
    const entry = { number: this.#last, ...draft };
    this.#entries.push(entry);
    // A tenth at a time: shifting with each request would cost more than the requests.
    if (this.#entries.length > mostEntries * 1.1) this.#entries.splice(0, this.#entries.length - mostEntries);
    return entry;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
