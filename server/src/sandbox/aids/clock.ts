/** The time of the org: that of the machine, or one that stands still until it is moved. */
export class Clock {
  readonly #machine: () => Date;
  #frozen: Date | null;

  /** @param frozen where it stands from the start; null: it goes with the machine's */
  constructor(machine: () => Date, frozen: Date | null = null) {
    this.#machine = machine;
    this.#frozen = frozen;
  }

  get isFrozen(): boolean {
    return this.#frozen !== null;
  }

  readonly now = (): Date => new Date(this.#frozen ?? this.#machine());

  /** Null: goes with the machine's again. */
  freeze(at: Date | null): void {
    this.#frozen = at;
  }

  /** Of a clock that stands still. */
  advance(milliseconds: number): void {
    if (this.#frozen !== null) this.#frozen = new Date(this.#frozen.getTime() + milliseconds);
  }
}
