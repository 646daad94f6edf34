import type { ClassStatement, Statement } from '../../tree.ts';

/**
 * Classes of a file that code may come from one to another: those above and below each other, and those within. A
 * family is called after the first of them in the order of the alphabet.
 */
export class Families {
  readonly #leads = new Map<string, string>();
  /** By the class: its bases and annotations, more than one where several have the name. */
  readonly #heads = new Map<string, string>();

  constructor(statements: readonly Statement[]) {
    for (const statement of statements) {
      const declared = statement.kind === 'export' ? statement.declaration : statement;
      if (declared?.kind === 'class') this.#add(declared);
    }
  }

  #add({ name, bases, annotations, classes }: ClassStatement): void {
    const head = [bases.join(), annotations.join()].join(' ');
    this.#heads.set(name, `${this.#heads.get(name) ?? ''}(${head})`);
    this.#join(name, name);
    for (const base of bases) for (const part of base.split('.')) this.#join(name, part);
    for (const inner of classes) {
      this.#join(name, inner.name);
      this.#add(inner);
    }
  }

  #join(a: string, b: string): void {
    const [first, second] = [this.of(a), this.of(b)].sort() as [string, string];
    this.#leads.set(second, first);
    if (!this.#leads.has(first)) this.#leads.set(first, first);
  }

  of(name: string): string {
    let at = name;
    for (let lead = this.#leads.get(at); lead !== undefined && lead !== at; lead = this.#leads.get(at))
      at = lead;
    if (at !== name) this.#leads.set(name, at);
    return at;
  }

  /** The family of a class of the file; none for another name. */
  *named(name: string): Iterable<string> {
    if (this.#leads.has(name)) yield this.of(name);
  }

  /** The classes that have other heads in another version of the file. */
  *changedClasses(after: Families): Iterable<string> {
    for (const [name, head] of this.#heads) if (after.#heads.get(name) !== head) yield name;
    for (const name of after.#heads.keys()) if (!this.#heads.has(name)) yield name;
  }
}
