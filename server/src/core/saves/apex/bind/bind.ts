import type {
  CallExpression,
  MemberExpression,
  MethodDeclaration,
  NameExpression,
  NewExpression,
  Node,
  TypeReference,
} from '../syntax.ts';
import { type Branch, branchesOf, isBefore, mayReach, optionalBranches } from './flow.ts';
import { type NodeMaps, nodeMaps, nodesByName } from './nodeMaps.ts';
import { bindLocals, type LocalBinding } from './scopes.ts';
import { scriptAround, scriptVariable } from './scriptVariables.ts';
import {
  type BodyOwner,
  type CodeBody,
  type CodeSymbol,
  isLocal,
  type LocalSymbol,
  type MemberSymbol,
} from './symbols.ts';
import { type Use, useAt } from './uses.ts';

/** A body with what its names mean, where they are used, and under which conditions its parts run. */
export class BoundBody {
  readonly body: CodeBody;
  readonly owner: BodyOwner;
  readonly #local: LocalBinding;
  readonly #free = new Map<NameExpression, CodeSymbol | null>();
  #uses: Map<string, Use[]> | null = null;
  #generation: number;

  constructor(body: CodeBody, owner: BodyOwner, local: LocalBinding) {
    this.body = body;
    this.owner = owner;
    this.#local = local;
    this.#generation = owner.names.generation;
  }

  /** The block or expression. */
  get root(): Node {
    return this.#local.root;
  }

  get #maps(): NodeMaps {
    this.#local.maps ??= nodeMaps(this.#local.root);
    return this.#local.maps;
  }

  /** All variables of the body, parameters first. */
  get symbols(): readonly LocalSymbol[] {
    return this.#local.symbols;
  }

  parameter(index: number): LocalSymbol | null {
    const symbol = this.#local.symbols[index];
    return symbol?.parameterIndex === index ? symbol : null;
  }

  /** All nodes of a kind, in the order in which the tree is walked. */
  nodes<K extends Node['kind']>(kind: K): readonly Extract<Node, { kind: K }>[] {
    return (this.#maps.byKind.get(kind) ?? []) as unknown as readonly Extract<Node, { kind: K }>[];
  }

  /** The calls of methods, and `new` of classes, of the name in lower case. */
  callsNamed(name: string): readonly (CallExpression | NewExpression)[] {
    return nodesByName(this.#maps).calls.get(name) ?? [];
  }

  /** `x.name` for the name in lower case. */
  membersNamed(name: string): readonly MemberExpression[] {
    return nodesByName(this.#maps).members.get(name) ?? [];
  }

  /** A variable of the body, else a field or property of the class, its superclasses and outer classes, else a class. */
  symbolOf(name: NameExpression): CodeSymbol | null {
    const local = this.#local.locals.get(name);
    if (local) return local;
    this.#forgetStale();
    const known = this.#free.get(name);
    if (known !== undefined) {
      this.owner.names.noteName(name.name);
      return known;
    }
    const symbol = this.#freeSymbol(name.name);
    this.#free.set(name, symbol);
    return symbol;
  }

  #forgetStale(): void {
    const { generation } = this.owner.names;
    if (generation === this.#generation) return;
    const changed = this.owner.names.changedSince(this.#generation);
    this.#generation = generation;
    if (changed && !this.#names(changed)) return;
    this.#free.clear();
    this.#uses = null;
  }

  /** Whether one of the names, in lower case, stands in the body as a variable or a member. */
  #names(names: ReadonlySet<string>): boolean {
    const { variables, members } = nodesByName(this.#maps);
    for (const name of names) if (variables.has(name) || members.has(name)) return true;
    return false;
  }

  #freeSymbol(name: string): CodeSymbol | null {
    const { type, names } = this.owner;
    if (/^(this|super)$/i.test(name)) return null;
    const member = type ? names.variable(type, name) : scriptVariable(this.owner, name);
    if (member) return member;
    const found = names.type(name, type);
    return found ? names.symbolOfType(found) : null;
  }

  /** The field that `name`, `this.name`, `super.name` or `Class.name` means; null for anything else. */
  memberOf(node: Node): MemberSymbol | null {
    if (node.kind === 'name') {
      const symbol = this.symbolOf(node);
      return symbol && (symbol.kind === 'field' || symbol.kind === 'property') ? symbol : null;
    }
    if (node.kind !== 'member') return null;
    const { type, names } = this.owner;
    if (node.target.kind !== 'name') {
      const path = dottedName(node.target);
      const found = path ? names.type(path, type) : null;
      return found ? names.variable(found, node.name.name) : null;
    }
    if (/^(this|super)$/i.test(node.target.name)) return type ? names.variable(type, node.name.name) : null;
    const symbol = this.symbolOf(node.target);
    return symbol?.kind === 'type' ? names.variable(symbol.declaration, node.name.name) : null;
  }

  /** All places where the symbol is named in this body, in the order of the text. */
  usesOf(symbol: CodeSymbol): readonly Use[] {
    if (!isLocal(symbol)) this.owner.names.noteName(symbol.name);
    this.#forgetStale();
    this.#uses ??= this.#collectUses();
    return this.#uses.get(symbol.key) ?? [];
  }

  #collectUses(): Map<string, Use[]> {
    const uses = new Map<string, Use[]>();
    const add = (symbol: CodeSymbol | null, use: Use): void => {
      if (!symbol) return;
      const list = uses.get(symbol.key);
      if (list) list.push(use);
      else uses.set(symbol.key, [use]);
    };
    const parentOf = (node: Node): Node | null => this.parentOf(node);
    for (const symbol of this.symbols) {
      const { declaration } = symbol;
      if (declaration?.kind !== 'declarator' || !declaration.initializer) continue;
      add(symbol, { role: 'write', node: declaration, context: declaration, argumentIndex: null });
    }
    for (const name of this.nodes('name')) add(this.symbolOf(name), useAt(name, parentOf));
    for (const member of this.nodes('member')) add(this.memberOf(member), useAt(member, parentOf));
    for (const list of uses.values()) list.sort((a, b) => a.node.start - b.node.start);
    return uses;
  }

  parentOf(node: Node): Node | null {
    return this.#maps.parents.get(node) ?? null;
  }

  /** The nearest node of the kind around the node, itself not counted. */
  enclosing<K extends Node['kind']>(node: Node, kind: K): Extract<Node, { kind: K }> | null {
    for (let at = this.parentOf(node); at; at = this.parentOf(at)) {
      if (at.kind === kind) return at as Extract<Node, { kind: K }>;
    }
    return null;
  }

  /** The statement in which the node stands; the node itself if it is one. */
  statementOf(node: Node): Node {
    let at = node;
    for (let parent = this.parentOf(at); parent; parent = this.parentOf(at)) {
      if (parent.kind === 'block') return at;
      at = parent;
    }
    return at;
  }

  /** The decisions on the way from the body's start to the node, outermost first. */
  conditionsOf(node: Node): readonly Branch[] {
    return branchesOf(node, (at) => this.parentOf(at));
  }

  /** Whether `a` has run whenever control comes to `b`: structured code, early exits taken into account. */
  dominates(a: Node, b: Node): boolean {
    if (!isBefore(a, b)) return false;
    return optionalBranches(this.conditionsOf(a), this.conditionsOf(b)).length === 0;
  }

  /** Whether there is a way on which `a` runs and `b` after it. */
  reaches(a: Node, b: Node): boolean {
    return mayReach(a, b, this.conditionsOf(a), this.conditionsOf(b));
  }

  /**
   * The condition, as the code writes it (shortened), under which the node runs, given that `relativeTo`
   * runs; null where there is none.
   */
  guard(node: Node, relativeTo: Node): string | null {
    const optional = optionalBranches(this.conditionsOf(node), this.conditionsOf(relativeTo));
    const texts = optional.map((branch) => this.#describe(branch));
    return texts.length > 0 ? shorten(texts.join(' && ')) : null;
  }

  #describe(branch: Branch): string {
    const condition = branch.condition ? this.text(branch.condition) : '';
    switch (branch.kind) {
      case 'loop':
        return condition ? `in the loop over ${condition}` : 'in the loop';
      case 'try':
        return 'no exception was thrown before';
      case 'catch':
        return 'an exception was caught';
      case 'case': {
        const values = branch.branch.kind === 'when' ? branch.branch.values : [];
        const listed = values.map((value) => this.text(value)).join(', ');
        return `${condition} is ${listed || 'none of the listed values'}`;
      }
      default:
        return branch.negated ? `!(${condition})` : condition;
    }
  }

  /** The source text of a node, white space collapsed. */
  text(node: Node): string {
    return this.body.text.slice(node.start, node.end).replace(/\s+/g, ' ');
  }
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** `A.B.C` of nested member expressions; null for anything that is no plain dotted name. */
export function dottedName(node: Node): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'member' || node.safe) return null;
  const target = dottedName(node.target);
  return target ? `${target}.${node.name.name}` : null;
}

interface Entry {
  readonly signature: string;
  readonly local: LocalBinding;
  /** See {@link scriptAround}. */
  script: CodeBody | null;
  bound: BoundBody;
}

const entries = new WeakMap<CodeBody, Entry>();

/**
 * Binds a body; kept with the body, so that unchanged code is bound once. What is known of local variables
 * outlives changes of the class around it, the rest is looked up anew when the owner is another object.
 */
export function bindBody(body: CodeBody, owner: BodyOwner): BoundBody {
  const known = entries.get(body);
  const script = scriptAround(owner);
  if (known && known.script === script && sameOwner(known.bound.owner, owner)) return known.bound;
  const parameters = parametersOf(body, owner);
  const signature = parameters
    .map(({ name, type }) => `${typeText(type)} ${name}`)
    .join(',')
    .toLowerCase();
  if (known && known.signature === signature) {
    known.bound = new BoundBody(body, owner, known.local);
    known.script = script;
    return known.bound;
  }
  const local = bindLocals(body.tree, parameters);
  const bound = new BoundBody(body, owner, local);
  entries.set(body, { signature, local, script, bound });
  return bound;
}

/** Lets go of what is known of a body's nodes, if it is of an earlier number; it is made again when somebody asks. */
export function forgetMaps(body: CodeBody, number: number): void {
  const local = entries.get(body)?.local;
  if (local?.maps && local.maps.number < number) local.maps = null;
}

/** Lets go of a body's tree and of what is known of it: only where nobody holds nodes of it, which the next has not. */
export function releaseBody(body: CodeBody): void {
  entries.delete(body);
  body.release();
}

function sameOwner(a: BodyOwner, b: BodyOwner): boolean {
  return a === b || (a.type === b.type && a.member === b.member && a.names === b.names);
}

function parametersOf(body: CodeBody, { member }: BodyOwner): { name: string; type: TypeReference }[] {
  if ('parameters' in member) {
    return (member as MethodDeclaration).parameters.map(({ name, type }) => ({ name: name.name, type }));
  }
  if ('setter' in member && member.setter === body) return [{ name: 'value', type: member.type }];
  return [];
}

/** A type reference as text, without spaces: `Map<Id,List<Account>>`, `Account[]`. */
export function typeText(type: TypeReference): string {
  const inner = type.arguments.length > 0 ? `<${type.arguments.map(typeText).join(',')}>` : '';
  return type.name + inner + '[]'.repeat(type.dimensions);
}
