/** A retrieve job, packed when it was asked for. */
export interface Retrieval {
  readonly zip: Uint8Array;
  /** Elements of the result between `done` and `zipFile`. */
  readonly fileProperties: readonly string[];
  readonly messages: readonly string[];
}

export class Retrievals {
  readonly #jobs = new Map<string, Retrieval>();
  #next = 1;

  start(retrieval: Retrieval): string {
    const id = `09SLb${String(this.#next++).padStart(10, '0')}AAA`;
    this.#jobs.set(id, retrieval);
    return id;
  }

  find(id: string): Retrieval | null {
    return this.#jobs.get(id) ?? null;
  }
}
