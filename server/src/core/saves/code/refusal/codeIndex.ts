import type { Anchor } from '../../../text.ts';
import type { CodeLanguage } from '../language.ts';
import type { ClassStatement, FunctionSyntax, NameExpression, NamePattern, Statement } from '../tree.ts';
import type { Node, Role } from './children.ts';
import { IndexPiece, type Link, type Variable } from './indexPiece.ts';

export type { Variable } from './indexPiece.ts';

/**
 * Parents and variables of a function or of a file's top level, with all that stands in it. That of a file is put
 * together of pieces: functions, fields of a class, statements.
 */
export class CodeIndex {
  readonly roots: readonly Node[];
  readonly #assignmentsDeclare: boolean;
  readonly #pieces: IndexPiece[] = [];
  /** More than one where several fields are declared at once. */
  readonly #byAnchor = new Map<Anchor, IndexPiece[]>();
  /** Of what stands around the pieces: exports, classes. */
  readonly #links = new Map<Node, Link>();
  readonly #functions = new Map<string, FunctionSyntax>();
  /** Found by going outwards: in code that nests deeply, a long way for each name each time. */
  readonly #variables = new WeakMap<NameExpression, Variable | null>();
  readonly #ofFile = new Map<string, Variable>();
  readonly #named = new Map<string, readonly NameExpression[]>();
  readonly #assigned = new Map<string, readonly Variable[]>();

  /** `assignmentsDeclare`: variables need no declaration, as in Python. */
  constructor(roots: readonly Node[], assignmentsDeclare: boolean) {
    this.roots = roots;
    this.#assignmentsDeclare = assignmentsDeclare;
    for (const node of roots) this.#enter(node);
  }

  #enter(node: Node): void {
    switch (node.kind) {
      case 'export':
        if (node.declaration) this.#enterChild(node, node.declaration, 'body', 0);
        else this.#addPiece(node, [node]);
        return;
      case 'function-statement':
        this.#functions.set(node.definition.name, node.definition);
        this.#enterChild(node, node.definition, 'definition', 0);
        return;
      case 'class':
        this.#enterClass(node);
        return;
      default:
        this.#addPiece(node, [node]);
    }
  }

  #enterChild(parent: Node, child: Node, role: Role, index: number): void {
    this.#links.set(child, { parent, role, index });
    this.#enter(child);
  }

  #enterClass(node: ClassStatement): void {
    for (const [index, field] of node.fields.entries())
      this.#links.set(field, { parent: node, role: 'member', index });
    if (node.fields.length > 0) this.#addPiece(node, node.fields);
    for (const [index, one] of node.functions.entries()) {
      this.#functions.set(`this.${one.name}`, one);
      this.#enterChild(node, one, 'member', index);
    }
    for (const [index, inner] of node.classes.entries()) this.#enterChild(node, inner, 'member', index);
  }

  #addPiece(key: Node, roots: readonly Node[]): void {
    const piece = pieceOf(key, roots);
    this.#pieces.push(piece);
    for (const anchor of piece.anchors) {
      const known = this.#byAnchor.get(anchor);
      if (known) known.push(piece);
      else this.#byAnchor.set(anchor, [piece]);
    }
    for (const [name, definition] of piece.functions) this.#functions.set(name, definition);
    for (const [name, variable] of piece.declared.get(null) ?? []) {
      if (!this.#ofFile.has(name)) this.#ofFile.set(name, variable);
    }
  }

  #link(node: Node): Link | undefined {
    const around = this.#links.get(node);
    if (around) return around;
    for (const { links } of this.#piecesAt(node)) {
      const link = links.get(node);
      if (link) return link;
    }
    return undefined;
  }

  #piecesAt(node: Node): readonly IndexPiece[] {
    return this.#byAnchor.get(node.anchor) ?? none;
  }

  #declaredIn(scope: Node, name: string): Variable | null {
    for (const { declared } of this.#piecesAt(scope)) {
      const found = declared.get(scope)?.get(name);
      if (found) return found;
    }
    return null;
  }

  has(node: Node): boolean {
    return this.#link(node) !== undefined || this.roots.includes(node);
  }

  parent(node: Node): Node | null {
    return this.#link(node)?.parent ?? null;
  }

  role(node: Node): Role | null {
    return this.#link(node)?.role ?? null;
  }

  /** Which argument, handler, case or item the node is. */
  position(node: Node): number {
    return this.#link(node)?.index ?? 0;
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
    let found = this.#variables.get(name);
    if (found === undefined) {
      found = this.#findVariable(name);
      this.#variables.set(name, found);
    }
    return found;
  }

  #findVariable(name: NameExpression): Variable | null {
    for (const at of this.ancestors(name)) {
      const found = this.#declaredIn(at, name.name);
      if (found) return found;
    }
    const top = this.#ofFile.get(name.name);
    if (top) return top;
    // `var`, or a variable of a Python function.
    const candidates = this.#assignedIn(name.name);
    if (candidates.length === 0) return null;
    const functions = [...this.ancestors(name)].filter(({ kind }) => kind === 'function-syntax');
    return candidates.find(({ scope }) => scope === null || functions.includes(scope)) ?? null;
  }

  /** The variable that a pattern declares. */
  declaredBy(pattern: NamePattern): Variable | null {
    for (const piece of this.#piecesAt(pattern)) {
      if (!piece.links.has(pattern)) continue;
      const scope = piece.scopeOf(pattern);
      return (scope ? this.#declaredIn(scope, pattern.name) : this.#ofFile.get(pattern.name)) ?? null;
    }
    return null;
  }

  /** The error of a handler. */
  caughtBy(body: Node, name: string): Variable | null {
    return this.#declaredIn(body, name);
  }

  uses({ name, scope }: Variable): NameExpression[] {
    return this.named(name).filter((use) => this.variable(use)?.scope === scope);
  }

  named(name: string): readonly NameExpression[] {
    let names = this.#named.get(name);
    if (!names) {
      names = this.#pieces.flatMap((piece): readonly NameExpression[] => piece.names.get(name) ?? []);
      this.#named.set(name, names);
    }
    return names;
  }

  /** A function that is declared, or is the value of a variable, in this code. */
  localFunction(name: string): FunctionSyntax | null {
    return this.#functions.get(name) ?? null;
  }

  /** A name that is assigned without being declared belongs to the function in which that happens first. */
  #assignedIn(name: string): readonly Variable[] {
    if (!this.#assignmentsDeclare) return none;
    const known = this.#assigned.get(name);
    if (known) return known;
    const scopes = new Set<FunctionSyntax | null>();
    if (!this.#ofFile.has(name)) {
      for (const piece of this.#pieces) {
        for (const use of piece.names.get(name) ?? []) {
          const scope = piece.assignedWithin(use);
          if (scope !== undefined) scopes.add(scope);
        }
      }
    }
    const variables = [...scopes].map((scope) => ({ name, scope, declaration: null, isParameter: false }));
    this.#assigned.set(name, variables);
    return variables;
  }
}

const none: readonly never[] = [];

const pieces = new WeakMap<Node, IndexPiece>();

/** @param key the only root, or the class whose fields the roots are */
function pieceOf(key: Node, roots: readonly Node[]): IndexPiece {
  let piece = pieces.get(key);
  if (!piece) {
    piece = new IndexPiece(roots);
    pieces.set(key, piece);
  }
  return piece;
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
