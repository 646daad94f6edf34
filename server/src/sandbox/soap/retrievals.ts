/** A retrieve job, packed when it was asked for. */
export interface Retrieval {
  readonly zip: Uint8Array;
  /** Elements of the result between `done` and `zipFile`. */
  readonly fileProperties: readonly string[];
  readonly messages: readonly string[];
}

/** Older ones are forgotten. */
const mostJobs = 100;

export class Retrievals {
  readonly #jobs = new Map<string, Retrieval>();
  #next = 1;

  start(retrieval: Retrieval): string {
    const id = `09SLb${String(this.#next++).padStart(10, '0')}AAA`;
    this.#jobs.set(id, retrieval);
    for (const old of [...this.#jobs.keys()].slice(0, -mostJobs)) this.#jobs.delete(old);
    return id;
  }

  find(id: string): Retrieval | null {
    return this.#jobs.get(id) ?? null;
  }
}
