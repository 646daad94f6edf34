import type { Anchor } from '../../../text.ts';
import type { FunctionSyntax, NameExpression, NamePattern } from '../tree.ts';
import { eachChild, type Node, nodesIn, type Role } from './children.ts';

export interface Link {
  readonly parent: Node;
  readonly role: Role;
  readonly index: number;
}

/** A variable of the code that is looked at. */
export interface Variable {
  readonly name: string;
  /** The block, function or loop that it belongs to; null for the file. */
  readonly scope: Node | null;
  /** Where it is declared; null for one that is made by an assignment, or for a caught error. */
  readonly declaration: NamePattern | null;
  readonly isParameter: boolean;
}

/** Parents and variables of a piece of a file: it stays as long as the piece, whatever becomes of the others. */
export class IndexPiece {
  readonly links = new Map<Node, Link>();
  /** Those of the units that the piece is made of. */
  readonly anchors = new Set<Anchor>();
  /** By their scope; those of the file under null. */
  readonly declared = new Map<Node | null, Map<string, Variable>>();
  readonly names = new Map<string, NameExpression[]>();
  readonly functions = new Map<string, FunctionSyntax>();

  constructor(roots: readonly Node[]) {
    for (const node of nodesIn(roots)) this.#enter(node);
  }

  *ancestors(node: Node): Generator<Node> {
    for (let at = this.links.get(node)?.parent; at; at = this.links.get(at)?.parent) yield at;
  }

  /**
   * The function in which a name is assigned that is not declared in the piece, null for none; undefined where that is
   * not so.
   */
  assignedWithin(name: NameExpression): FunctionSyntax | null | undefined {
    if (!this.#isAssigned(name)) return undefined;
    let scope: FunctionSyntax | null = null;
    for (const at of this.ancestors(name)) {
      if (this.declared.get(at)?.has(name.name)) return undefined;
      if (scope === null && at.kind === 'function-syntax') scope = at;
    }
    return scope?.outerNames?.includes(name.name) ? undefined : scope;
  }

  #enter(node: Node): void {
    this.anchors.add(node.anchor);
    eachChild(node, (child, role, index) => this.links.set(child, { parent: node, role, index }));
    if (node.kind === 'name') {
      const names = this.names.get(node.name);
      if (names) names.push(node);
      else this.names.set(node.name, [node]);
    } else if (node.kind === 'name-pattern') {
      const isParameter = this.links.get(node)?.parent.kind === 'parameter';
      this.#declare(this.scopeOf(node), { name: node.name, declaration: node, isParameter });
    } else if (node.kind === 'try') {
      for (const { variable, body } of node.handlers) {
        if (variable) this.#declare(body, { name: variable, declaration: null, isParameter: false });
      }
    } else if (node.kind === 'function-statement') {
      this.functions.set(node.definition.name, node.definition);
    } else if (node.kind === 'function') {
      const name = this.#nameGiven(node);
      if (name) this.functions.set(name, node.definition);
    } else if (node.kind === 'function-syntax' && this.links.get(node)?.role === 'member') {
      this.functions.set(`this.${node.name}`, node);
    }
  }

  #nameGiven(node: Node): string | null {
    const parent = this.links.get(node)?.parent;
    if (parent?.kind === 'declare' && parent.target.kind === 'name-pattern') return parent.target.name;
    if (parent?.kind === 'assign' && parent.target.kind === 'name') return parent.target.name;
    return null;
  }

  #declare(scope: Node | null, variable: Omit<Variable, 'scope'>): void {
    const names = this.declared.get(scope) ?? new Map<string, Variable>();
    this.declared.set(scope, names);
    if (!names.has(variable.name)) names.set(variable.name, { ...variable, scope });
  }

  scopeOf(pattern: NamePattern): Node | null {
    let child: Node = pattern;
    for (const at of this.ancestors(pattern)) {
      if (at.kind === 'function-syntax' || at.kind === 'loop' || at.kind === 'block') return at;
      if (at.kind === 'list' || at.kind === 'record' || at.kind === 'switch') return at;
      if (at.kind === 'with' && this.links.get(child)?.role === 'target') return at.body;
      child = at;
    }
    return null;
  }

  #isAssigned(name: NameExpression): boolean {
    let child: Node = name;
    for (const at of this.ancestors(name)) {
      if (at.kind === 'assign') return this.links.get(child)?.role === 'target';
      if (at.kind === 'expression-pattern') return true;
      if (at.kind !== 'list' && at.kind !== 'spread') return false;
      child = at;
    }
    return false;
  }
}
