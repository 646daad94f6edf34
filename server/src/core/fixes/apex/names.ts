import type { BoundBody } from '../../saves/apex/bind/bind.ts';
import type { LocalSymbol } from '../../saves/apex/bind/symbols.ts';
import type { Node } from '../../saves/apex/syntax.ts';
import type { Span } from '../../text.ts';

/** Gives names that mean nothing yet where new code stands. Apex compares names without case. */
export class Names {
  readonly #bound: BoundBody;
  readonly #given = new Set<string>();

  constructor(bound: BoundBody) {
    this.#bound = bound;
  }

  /** The first of the names that is free in the region, else the last one with a number. */
  fresh(region: Span, ...wanted: readonly string[]): string {
    const last = wanted.at(-1)!;
    let name = wanted.find((one) => this.isFree(one, region));
    for (let number = 2; !name; number++) {
      if (this.isFree(`${last}${number}`, region)) name = `${last}${number}`;
    }
    this.#given.add(name.toLowerCase());
    return name;
  }

  isFree(name: string, region: Span): boolean {
    const key = name.toLowerCase();
    if (this.#given.has(key)) return false;
    const { type, names } = this.#bound.owner;
    if (type && names.variable(type, name)) return false;
    const isDeclared = this.#bound.symbols.some(
      (symbol) => symbol.name.toLowerCase() === key && overlap(this.#scopeOf(symbol), region),
    );
    if (isDeclared) return false;
    return !this.#bound
      .nodes('name')
      .some((node) => node.name.toLowerCase() === key && overlap(node, region));
  }

  #scopeOf({ declaration }: LocalSymbol): Span {
    if (!declaration) return this.#bound.root;
    if (declaration.kind !== 'declarator') return declaration;
    for (let at = this.#bound.parentOf(declaration); at; at = this.#bound.parentOf(at)) {
      if (scoping.has(at.kind)) return { start: declaration.start, end: at.end };
    }
    return this.#bound.root;
  }
}

const scoping: ReadonlySet<Node['kind']> = new Set(['block', 'for', 'for-each', 'catch', 'when']);

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The name of a class of the platform, with its namespace where the code uses the name for something else. */
export function platformName(name: string, bound: BoundBody): string {
  const [first = name] = name.split('.');
  const key = first.toLowerCase();
  const { type, names } = bound.owner;
  const isTaken =
    names.type(first, type) !== null ||
    (type !== null && names.variable(type, first) !== null) ||
    bound.symbols.some((symbol) => symbol.name.toLowerCase() === key);
  return isTaken && !/^(system|datacloud)$/.test(key) ? `System.${name}` : name;
}
