/** Results of queries that did not fit into one answer. */
export class QueryCursors {
  readonly #results = new Map<string, readonly unknown[]>();
  #next = 1;

  /** A locator under which the records can be asked for. */
  open(records: readonly unknown[]): string {
    const locator = `01gLb${String(this.#next++).padStart(10, '0')}`;
    this.#results.set(locator, records);
    return locator;
  }

  records(locator: string): readonly unknown[] | null {
    return this.#results.get(locator) ?? null;
  }
}
