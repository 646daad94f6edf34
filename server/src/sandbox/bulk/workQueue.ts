/** Work in slices: each `next()` does one, and other requests are answered in between. */
export type Work = Iterator<void, void>;

/** Works off jobs in the background, a slice of each in turn. */
export class WorkQueue {
  readonly #waiting: Work[] = [];
  #timer: NodeJS.Immediate | null = null;

  add(work: Work): void {
    this.#waiting.push(work);
    this.#schedule();
  }

  /** Forgets what is not done. */
  clear(): void {
    this.#waiting.length = 0;
    if (this.#timer) clearImmediate(this.#timer);
    this.#timer = null;
  }

  #schedule(): void {
    if (this.#waiting.length > 0) this.#timer ??= setImmediate(() => this.#step());
  }

  #step(): void {
    this.#timer = null;
    const work = this.#waiting.shift();
    if (work && !work.next().done) this.#waiting.push(work);
    this.#schedule();
  }
}
