import type { FieldScalar } from '../../core/records/model.ts';

/** Which place each field of an object has in its records: in the order in which fields were first filled. */
export class Columns {
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();

  find(name: string): number | undefined {
    return this.#places.get(name);
  }

  place(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.names.push(name) - 1;
    this.#places.set(name, place);
    return place;
  }
}

type Cells = (FieldScalar | undefined)[];

/** The values of one record by field. A map of its own for each of 100,000 records would need three times the memory. */
export class FieldValues implements ReadonlyMap<string, FieldScalar> {
  readonly #columns: Columns;
  #cells: Cells = [];

  constructor(columns: Columns, values: Iterable<readonly [string, FieldScalar]> = []) {
    this.#columns = columns;
    for (const [name, value] of values) this.set(name, value);
  }

  get(name: string): FieldScalar | undefined {
    const place = this.#columns.find(name);
    return place === undefined ? undefined : this.#cells[place];
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  set(name: string, value: FieldScalar): void {
    const place = this.#columns.place(name);
    // Without holes: arrays with some take more memory.
    while (this.#cells.length < place) this.#cells.push(undefined);
    this.#cells[place] = value;
  }

  delete(name: string): void {
    const place = this.#columns.find(name);
    if (place !== undefined && place < this.#cells.length) this.#cells[place] = undefined;
  }

  /** As they are now, whatever is changed later. */
  copy(): FieldValues {
    const copied = new FieldValues(this.#columns);
    copied.#cells = this.#cells.slice();
    return copied;
  }

  /** Takes the values of a copy. */
  restore(copied: FieldValues): void {
    this.#cells = copied.#cells.slice();
  }

  /** Gives back the room that filling it took beyond what it holds. */
  trim(): void {
    this.#cells = this.#cells.slice();
  }

  get size(): number {
    let size = 0;
    for (const cell of this.#cells) if (cell !== undefined) size++;
    return size;
  }

  *entries(): MapIterator<[string, FieldScalar]> {
    for (let place = 0; place < this.#cells.length; place++) {
      const value = this.#cells[place];
      if (value !== undefined) yield [this.#columns.names[place]!, value];
    }
  }

  *keys(): MapIterator<string> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): MapIterator<FieldScalar> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, FieldScalar]> {
    return this.entries();
  }

  forEach(
    visit: (value: FieldScalar, name: string, values: ReadonlyMap<string, FieldScalar>) => void,
    self?: unknown,
  ): void {
    for (const [name, value] of this.entries()) visit.call(self, value, name, this);
  }
}
