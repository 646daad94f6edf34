import type { CodeLanguage } from '../language.ts';
import type { FunctionSyntax, NameExpression, NamePattern, Statement } from '../tree.ts';
import { eachChild, type Node, nodesIn, type Role } from './children.ts';

interface Link {
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

/** Parents and variables of a function or of a file's top level, with all that stands in it. */
export class CodeIndex {
  readonly roots: readonly Node[];
  readonly #links = new Map<Node, Link>();
  readonly #declared = new Map<Node | null, Map<string, Variable>>();
  readonly #names = new Map<string, NameExpression[]>();
  readonly #functions = new Map<string, FunctionSyntax>();
  readonly #assignedIn = new Map<string, Variable[]>();

  /** `assignmentsDeclare`: variables need no declaration, as in Python. */
  constructor(roots: readonly Node[], assignmentsDeclare: boolean) {
    this.roots = roots;
    for (const node of nodesIn(roots)) this.#enter(node);
    if (!assignmentsDeclare) return;
    for (const names of this.#names.values()) {
      for (const name of names) this.#implicit(name);
    }
  }

  has(node: Node): boolean {
    return this.#links.has(node) || this.roots.includes(node);
  }

  parent(node: Node): Node | null {
    return this.#links.get(node)?.parent ?? null;
  }

  role(node: Node): Role | null {
    return this.#links.get(node)?.role ?? null;
  }

  /** Which argument, handler, case or item the node is. */
  position(node: Node): number {
    return this.#links.get(node)?.index ?? 0;
  }

  *ancestors(node: Node): Generator<Node> {
    for (let at = this.parent(node); at; at = this.parent(at)) yield at;
  }

  /** The innermost function around the node; null for the top level. */
  functionOf(node: Node): FunctionSyntax | null {
    for (const at of this.ancestors(node)) if (at.kind === 'function-syntax') return at;
    return null;
  }

  isIn(node: Node, regions: readonly Node[]): boolean {
    if (regions.includes(node)) return true;
    for (const at of this.ancestors(node)) if (regions.includes(at)) return true;
    return false;
  }

  /** The statement list that the node's statement stands in, and which one it is. */
  statementsAround(node: Node): { statements: readonly Node[]; index: number } | null {
    const parent = this.parent(node);
    const statements = parent === null ? this.roots : parent.kind === 'block' ? parent.statements : null;
    const index = statements ? (statements as readonly Node[]).indexOf(node) : -1;
    return statements && index >= 0 ? { statements, index } : null;
  }

  /** The variable that a name stands for; null where it belongs to other code. */
  variable(name: NameExpression): Variable | null {
    for (const at of this.ancestors(name)) {
      const found = this.#declared.get(at)?.get(name.name);
      if (found) return found;
    }
    const top = this.#declared.get(null)?.get(name.name);
    if (top) return top;
    // `var`, or a variable of a Python function.
    const functions = [...this.ancestors(name)].filter(({ kind }) => kind === 'function-syntax');
    const candidates = this.#assignedIn.get(name.name) ?? [];
    return candidates.find(({ scope }) => scope === null || functions.includes(scope)) ?? null;
  }

  /** The variable that a pattern declares. */
  declaredBy(pattern: NamePattern): Variable | null {
    const scope = this.#scopeOf(pattern);
    return this.#declared.get(scope)?.get(pattern.name) ?? null;
  }

  /** The error of a handler. */
  caughtBy(body: Node, name: string): Variable | null {
    return this.#declared.get(body)?.get(name) ?? null;
  }

  uses({ name, scope }: Variable): NameExpression[] {
    return (this.#names.get(name) ?? []).filter((use) => this.variable(use)?.scope === scope);
  }

  named(name: string): readonly NameExpression[] {
    return this.#names.get(name) ?? [];
  }

  /** A function that is declared, or is the value of a variable, in this code. */
  localFunction(name: string): FunctionSyntax | null {
    return this.#functions.get(name) ?? null;
  }

  #enter(node: Node): void {
    eachChild(node, (child, role, index) => this.#links.set(child, { parent: node, role, index }));
    if (node.kind === 'name') {
      const names = this.#names.get(node.name);
      if (names) names.push(node);
      else this.#names.set(node.name, [node]);
    } else if (node.kind === 'name-pattern') {
      const isParameter = this.parent(node)?.kind === 'parameter';
      this.#declare(this.#scopeOf(node), { name: node.name, declaration: node, isParameter });
    } else if (node.kind === 'try') {
      for (const { variable, body } of node.handlers) {
        if (variable) this.#declare(body, { name: variable, declaration: null, isParameter: false });
      }
    } else if (node.kind === 'function-statement') {
      this.#functions.set(node.definition.name, node.definition);
    } else if (node.kind === 'function') {
      const name = this.#nameGiven(node);
      if (name) this.#functions.set(name, node.definition);
    } else if (node.kind === 'function-syntax' && this.role(node) === 'member') {
      this.#functions.set(`this.${node.name}`, node);
    }
  }

  #nameGiven(node: Node): string | null {
    const parent = this.parent(node);
    if (parent?.kind === 'declare' && parent.target.kind === 'name-pattern') return parent.target.name;
    if (parent?.kind === 'assign' && parent.target.kind === 'name') return parent.target.name;
    return null;
  }

  #declare(scope: Node | null, variable: Omit<Variable, 'scope'>): void {
    const names = this.#declared.get(scope) ?? new Map<string, Variable>();
    this.#declared.set(scope, names);
    if (!names.has(variable.name)) names.set(variable.name, { ...variable, scope });
  }

  #scopeOf(pattern: NamePattern): Node | null {
    let child: Node = pattern;
    for (const at of this.ancestors(pattern)) {
      if (at.kind === 'function-syntax' || at.kind === 'loop' || at.kind === 'block') return at;
      if (at.kind === 'list' || at.kind === 'record' || at.kind === 'switch') return at;
      if (at.kind === 'with' && this.role(child) === 'target') return at.body;
      child = at;
    }
    return null;
  }

  /** A name that is assigned without being declared belongs to the function in which that happens first. */
  #implicit(name: NameExpression): void {
    if (!this.#isAssigned(name) || this.#isDeclaredAround(name)) return;
    const scope = this.functionOf(name);
    if (scope?.outerNames?.includes(name.name)) return;
    const known = this.#assignedIn.get(name.name) ?? [];
    if (known.some((variable) => variable.scope === scope)) return;
    known.push({ name: name.name, scope, declaration: null, isParameter: false });
    this.#assignedIn.set(name.name, known);
  }

  #isDeclaredAround(name: NameExpression): boolean {
    if (this.#declared.get(null)?.has(name.name)) return true;
    for (const at of this.ancestors(name)) if (this.#declared.get(at)?.has(name.name)) return true;
    return false;
  }

  #isAssigned(name: NameExpression): boolean {
    let child: Node = name;
    for (const at of this.ancestors(name)) {
      if (at.kind === 'assign') return this.role(child) === 'target';
      if (at.kind === 'expression-pattern') return true;
      if (at.kind !== 'list' && at.kind !== 'spread') return false;
      child = at;
    }
    return false;
  }
}

const indexes = new WeakMap<object, CodeIndex>();

/** The index of a function or of the statements of a file, made once. */
export function indexOf(
  around: FunctionSyntax | { readonly statements: readonly Statement[] },
  language: CodeLanguage,
): CodeIndex {
  const key = 'statements' in around ? around.statements : around;
  const known = indexes.get(key);
  if (known) return known;
  const index = new CodeIndex(
    'statements' in around ? around.statements : [around],
    language === 'python' || language === 'ruby' || language === 'php',
  );
  indexes.set(key, index);
  return index;
}
