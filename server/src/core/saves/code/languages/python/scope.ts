import type { Anchor } from '../../../../text.ts';
import type { Units } from '../../language.ts';
import type { BlockStatement, Expression, FunctionSyntax, Statement } from '../../tree.ts';
import { Lowering } from '../shared/lowering.ts';
import type { PythonNode } from './syntax.ts';

/** How the parts of the grammar reach each other: each of them stands in a file of its own. */
export interface Grammar {
  expression(node: PythonNode, scope: Scope): Expression;
  statements(node: PythonNode, scope: Scope): readonly Statement[];
  function(node: PythonNode, scope: Scope): FunctionSyntax;
}

/** The unit that is lowered, and the name that the object of a method has at this point. */
export class Scope extends Lowering {
  readonly #grammar: Grammar;
  /** `self`, `cls`, or whatever the first parameter of the method around is called. */
  self: string | null = null;

  constructor(units: Units, anchor: Anchor, base: number, grammar: Grammar) {
    super(units, anchor, base);
    this.#grammar = grammar;
  }

  /** Null stands for what is missing in half-typed code, and lies at the end of `around`. */
  expression(node: PythonNode | null | undefined, around: PythonNode): Expression {
    if (!node) return this.missing(around);
    return this.deeper(() => this.#grammar.expression(node, this)) ?? this.other(node);
  }

  expressions(nodes: readonly PythonNode[]): Expression[] {
    return nodes.map((node) => this.expression(node, node));
  }

  statements(nodes: readonly PythonNode[]): Statement[] {
    const statements: Statement[] = [];
    for (const node of nodes) {
      statements.push(...(this.deeper(() => this.#grammar.statements(node, this)) ?? []));
    }
    return statements;
  }

  function(node: PythonNode): FunctionSyntax {
    return this.#grammar.function(node, this);
  }

  missing(around: PythonNode): Expression {
    return this.other({ startIndex: around.endIndex, endIndex: around.endIndex });
  }

  /** A block, or an empty one where it is missing. */
  suite(node: PythonNode | null | undefined, around: PythonNode): BlockStatement {
    if (!node) return this.block({ startIndex: around.endIndex, endIndex: around.endIndex }, []);
    return this.block(node, this.statements(node.type === 'block' ? node.children : [node]));
  }
}
