import type { CodeLanguage } from '../../language.ts';
import { eachChild, type Node } from '../../refusal/children.ts';
import type { FunctionSyntax, LoopStatement, Pattern, TryStatement, WithStatement } from '../../tree.ts';
import { mentionsOf } from './mentions.ts';
import { namesIn } from './patternNames.ts';

/** The names by which a piece of code may come upon others. */
export interface Uses {
  /** Variables, functions, classes and types that are none of its own. */
  readonly names: ReadonlySet<string>;
  /** Members, keys and texts: all that may name a member. */
  readonly members: ReadonlySet<string>;
  /** Those of the names that it gives values to. */
  readonly sets: ReadonlySet<string>;
}

const known = new WeakMap<Node, Uses>();
const none: ReadonlySet<string> = new Set();

/** Kept with the piece: its language is always the same. */
export function usesOf(piece: Node, language: CodeLanguage): Uses {
  let uses = known.get(piece);
  if (!uses) {
    uses = language === 'javascript' || language === 'typescript' ? usesIn(piece) : anyUse(piece);
    known.set(piece, uses);
  }
  return uses;
}

/** Names are not told apart: one may be a member of the object itself, or a variable that an assignment has made. */
function anyUse(piece: Node): Uses {
  const names = mentionsOf(piece);
  return { names, members: names, sets: none };
}

function usesIn(piece: Node): Uses {
  const reader = new Reader();
  reader.read(piece, null);
  const { names, members, sets } = reader;
  return { names, members, sets };
}

/** The names that a block has declared so far. */
interface Scope {
  readonly names: Set<string>;
  readonly outer: Scope | null;
}

/** Deeper code is not told apart. */
const deepest = 300;

/**
 * Reads code in the order in which it runs. A name is one of its own from its declaration on: before that it may stand
 * for what is outside.
 */
class Reader {
  readonly names = new Set<string>();
  readonly members = new Set<string>();
  readonly sets = new Set<string>();
  #depth = 0;

  /** @param scope null at the top level of the file, whose names are for all */
  read(node: Node | null | undefined, scope: Scope | null): void {
    if (!node) return;
    if (this.#depth >= deepest) {
      for (const name of mentionsOf(node))
        for (const all of [this.names, this.members, this.sets]) all.add(name);
      return;
    }
    this.#depth++;
    this.#read(node, scope);
    this.#depth--;
  }

  #read(node: Node, scope: Scope | null): void {
    switch (node.kind) {
      case 'name':
        this.#use(node.name, scope);
        return;
      case 'name-pattern':
        this.#set(node.name, scope);
        return;
      case 'record-pattern':
      case 'list-pattern':
        this.#readPattern(node, scope);
        return;
      case 'member':
        this.members.add(node.name);
        break;
      case 'text': {
        const [only] = node.parts;
        if (node.parts.length === 1 && typeof only === 'string' && only.length < 40) this.members.add(only);
        break;
      }
      case 'call':
        for (const { name } of node.arguments) if (name !== null) this.members.add(name);
        break;
      case 'assign':
        this.#assign(node.target, scope);
        break;
      case 'field':
        this.#useType(node.type, scope);
        break;
      case 'class':
        scope?.names.add(node.name);
        for (const base of node.bases) this.#useType(base, scope);
        break;
      case 'function-statement':
        scope?.names.add(node.definition.name);
        break;
      case 'import':
        for (const { local } of node.names) if (local !== null) scope?.names.add(local);
        return;
      case 'declare':
        this.#useType(node.type, scope);
        this.read(node.value, scope);
        this.#declare(node.target, scope);
        return;
      case 'block':
        this.#readChildren(node, inside(scope));
        return;
      case 'function-syntax':
        this.#readFunction(node, inside(scope));
        return;
      case 'loop':
        this.#readLoop(node, inside(scope));
        return;
      case 'try':
        this.#readTry(node, scope);
        return;
      case 'with':
        this.#readWith(node, inside(scope));
        return;
      default:
    }
    this.#readChildren(node, scope);
  }

  #readChildren(node: Node, scope: Scope | null): void {
    eachChild(node, (child) => this.read(child, scope));
  }

  #readFunction({ parameters, body }: FunctionSyntax, scope: Scope): void {
    for (const { type, typeArguments, target, otherwise } of parameters) {
      this.#useType(type, scope);
      for (const one of typeArguments ?? []) this.#useType(one, scope);
      this.read(otherwise, scope);
      this.#declare(target, scope);
    }
    this.read(body, scope);
  }

  #readLoop({ before, over, item, body }: LoopStatement, scope: Scope): void {
    for (const statement of before) this.read(statement, scope);
    this.read(over, scope);
    if (item) this.#declare(item, scope);
    this.read(body, scope);
  }

  #readTry({ body, handlers, otherwise, finally: last }: TryStatement, scope: Scope | null): void {
    this.read(body, scope);
    for (const handler of handlers) {
      const within = inside(scope);
      for (const type of handler.types) this.#useType(type, scope);
      if (handler.variable !== null) within.names.add(handler.variable);
      this.read(handler.filter, within);
      this.read(handler.body, within);
    }
    this.read(otherwise, scope);
    this.read(last, scope);
  }

  #readWith({ resources, body }: WithStatement, scope: Scope): void {
    for (const { target, value } of resources) {
      this.read(value, scope);
      if (target) this.#declare(target, scope);
    }
    this.read(body, scope);
  }

  /** What a pattern takes apart, and the names that it makes. */
  #declare(pattern: Pattern, scope: Scope | null): void {
    this.#readPattern(pattern, scope);
    for (const name of namesIn(pattern)) scope?.names.add(name);
  }

  #readPattern(pattern: Pattern, scope: Scope | null): void {
    switch (pattern.kind) {
      case 'name-pattern':
        if (scope === null) this.#set(pattern.name, scope);
        return;
      case 'record-pattern':
        for (const { key, target, otherwise } of pattern.entries) {
          if (key !== null) this.members.add(key);
          this.read(otherwise, scope);
          this.#readPattern(target, scope);
        }
        return;
      case 'list-pattern':
        for (const item of pattern.items) if (item) this.#readPattern(item, scope);
        return;
      case 'expression-pattern':
        this.read(pattern.expression, scope);
    }
  }

  #assign(target: Node, scope: Scope | null): void {
    if (target.kind === 'name') this.#set(target.name, scope);
    if (target.kind === 'list')
      for (const item of target.items) if (item.kind === 'name') this.#set(item.name, scope);
  }

  #set(name: string, scope: Scope | null): void {
    if (isOwn(name, scope)) return;
    this.names.add(name);
    this.sets.add(name);
  }

  #use(name: string, scope: Scope | null): void {
    if (name !== '' && !isOwn(name, scope)) this.names.add(name);
  }

  /** `jsforce.Connection` uses both names. */
  #useType(type: string | null, scope: Scope | null): void {
    for (const name of type?.split('.') ?? []) this.#use(name, scope);
  }
}

function inside(outer: Scope | null): Scope {
  return { names: new Set(), outer };
}

function isOwn(name: string, scope: Scope | null): boolean {
  for (let at = scope; at; at = at.outer) if (at.names.has(name)) return true;
  return false;
}
