/** The rest of a long result. */
export interface Cursor {
  readonly size: number;
  /** What the answer holds of the rows from one place to before another. */
  page(from: number, to: number): readonly unknown[];
}

/** An org keeps that many open for a user. */
const mostOpen = 50;

/** Results of queries that did not fit into one answer. */
export class QueryCursors {
  readonly #cursors = new Map<string, Cursor>();
  #next = 1;

  /** A locator under which the rest can be asked for; the oldest makes room for it. */
  open(cursor: Cursor): string {
    const locator = `01gLb${String(this.#next++).padStart(10, '0')}`;
    this.#cursors.set(locator, cursor);
    for (const oldest of this.#cursors.keys()) {
      if (this.#cursors.size <= mostOpen) break;
      this.#cursors.delete(oldest);
    }
    return locator;
  }

  find(locator: string): Cursor | null {
    return this.#cursors.get(locator) ?? null;
  }
}
