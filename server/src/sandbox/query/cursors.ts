/** The rest of a long result. */
export interface Cursor {
  readonly size: number;
  /** What the answer holds of the rows from one place to before another. */
  page(from: number, to: number): readonly unknown[];
}

/** So many may be open at once, with so many rows in all: of a row no more is kept than where it is. */
const mostOpen = 2000;
const mostRows = 5_000_000;

/** Results of queries that did not fit into one answer. */
export class QueryCursors {
  readonly #cursors = new Map<string, Cursor>();
  #rows = 0;
  #next = 1;

  /** A locator under which the rest can be asked for; the oldest make room for it. */
  open(cursor: Cursor): string {
    const locator = `01gLb${String(this.#next++).padStart(10, '0')}`;
    this.#cursors.set(locator, cursor);
    this.#rows += cursor.size;
    for (const [oldest, { size }] of this.#cursors) {
      const isTooMuch = this.#cursors.size > mostOpen || this.#rows > mostRows;
      if (!isTooMuch || oldest === locator) break;
      this.#cursors.delete(oldest);
      this.#rows -= size;
    }
    return locator;
  }

  find(locator: string): Cursor | null {
    return this.#cursors.get(locator) ?? null;
  }
}
