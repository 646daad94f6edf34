import type { Anchor, Place } from '../../../../text.ts';
import type { Units } from '../../language.ts';
import { partOf } from '../../textPart.ts';
import type {
  BlockStatement,
  CallExpression,
  Expression,
  NameExpression,
  NamePattern,
  OtherExpression,
  Statement,
  Syntax,
  TextExpression,
} from '../../tree.ts';

/** Levels of expressions and statements in each other that are read. What is deeper is no code that people write. */
const deepest = 300;

/** Where a syntax node or a piece between two of them stands. */
export interface Extent {
  readonly startIndex: number;
  readonly endIndex: number;
}

/** The unit that is being lowered, and makes nodes of it. */
export class Lowering {
  readonly units: Units;
  readonly anchor: Anchor;
  readonly #base: number;
  #depth = 0;

  constructor(units: Units, anchor: Anchor, base: number) {
    this.units = units;
    this.anchor = anchor;
    this.#base = base;
  }

  textOf({ startIndex, endIndex }: Extent): string {
    return partOf(this.units.text, startIndex, endIndex);
  }

  place({ startIndex, endIndex }: Extent): Place {
    return { anchor: this.anchor, start: startIndex - this.#base, end: endIndex - this.#base };
  }

  /** Runs `lower` one level deeper; null, without running it, where that would be too deep. */
  deeper<T>(lower: () => T): T | null {
    if (this.#depth >= deepest) return null;
    this.#depth++;
    const lowered = lower();
    this.#depth--;
    return lowered;
  }

  /** How many levels are left. */
  get left(): number {
    return deepest - this.#depth;
  }

  /** A unit within this one or beside it. */
  unit<T extends Syntax>(node: Extent & { readonly type: string }, lower: (at: Lowering) => T): T {
    return this.units.unit(node, (anchor, base) => lower(new Lowering(this.units, anchor, base)));
  }

  name(node: Extent, name = this.textOf(node)): NameExpression {
    return { kind: 'name', name, ...this.place(node) };
  }

  namePattern(node: Extent, name = this.textOf(node)): NamePattern {
    return { kind: 'name-pattern', name, ...this.place(node) };
  }

  string(node: Extent, value: string): TextExpression {
    return { kind: 'text', parts: value === '' ? [] : [value], ...this.place(node) };
  }

  other(node: Extent, children: readonly Expression[] = []): OtherExpression {
    return { kind: 'other', children, ...this.place(node) };
  }

  block(node: Extent, statements: readonly Statement[]): BlockStatement {
    return { kind: 'block', statements, ...this.place(node) };
  }

  /** What a syntax node was lowered to, as one statement. */
  asOne(node: Extent, statements: readonly Statement[]): Statement {
    return statements.length === 1 ? statements[0]! : this.block(node, statements);
  }

  call(
    node: Extent,
    callee: Expression,
    args: CallExpression['arguments'],
    nameAt: Extent,
    isNew = false,
  ): CallExpression {
    return {
      kind: 'call',
      callee,
      isNew,
      arguments: args,
      nameAt: this.place(nameAt),
      initializer: null,
      ...this.place(node),
    };
  }

  member(node: Extent, object: Expression, nameNode: Extent, name = this.textOf(nameNode)): Expression {
    return { kind: 'member', object, name, nameAt: this.place(nameNode), ...this.place(node) };
  }
}
