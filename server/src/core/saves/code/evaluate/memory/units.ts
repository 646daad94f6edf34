import type { CodeFile } from '../../codeFile.ts';
import type { CodeLanguage } from '../../language.ts';
import type { Node } from '../../refusal/children.ts';
import { nodesIn } from '../../refusal/children.ts';
import type { ClassStatement, FunctionSyntax, Statement } from '../../tree.ts';
import { assignedNames } from '../assignedNames.ts';
import { changedNames as changedFields } from '../pastFields.ts';
import { Families } from './families.ts';
import { namesIn } from './patternNames.ts';
import { type Uses, usesOf } from './uses.ts';

/** Names that are noted for all roots of a file together: thousands of functions may each reach all others. */
const MOST_NAMES = 500_000;

/** A member of a class. */
interface Member {
  readonly unit: Node;
  /** The family of its class, see {@link Families}. */
  readonly family: string;
}

/** What a root may come upon in its file. */
export interface Reached {
  readonly names: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
  /** Families of classes. */
  readonly families: ReadonlySet<string>;
}

/** A name that stands for something else in another version: at the top level, or as a member of classes. */
export interface Change {
  readonly name: string;
  readonly isMember: boolean;
  /** Of a member: the family of its class; null where those that ask for no class see it, too. */
  readonly family: string | null;
}

/** Names that code comes upon in what a name of the file stands for. */
export type InValue = (name: string) => Iterable<Pick<Uses, 'names' | 'members'>>;

/** The pieces of a file by the names under which code may come upon them. */
export class FileUnits {
  readonly #language: CodeLanguage;
  readonly #byName = new Map<string, Node[]>();
  readonly #members = new Map<string, Member[]>();
  /** Of a method: its class, under whose name stand the constructor and the fields, and those above it. */
  readonly #besides = new Map<Node, readonly string[]>();
  readonly #families: Families;
  readonly #rest: Node[] = [];
  readonly #all: Node[] = [];
  readonly #users = new Map<string, readonly Node[]>();
  #everywhere: ReadonlySet<string> | null = null;
  #left = MOST_NAMES;

  constructor({ tree, language }: CodeFile) {
    this.#language = language.id;
    this.#families = new Families(tree.statements);
    for (const statement of tree.statements) this.#addStatement(statement);
    // `let conn;`, and a function that sets it: who asks for the one comes upon the other.
    for (const unit of [...this.#all]) {
      for (const name of usesOf(unit, this.#language).sets) {
        const pieces = this.#byName.get(name);
        if (pieces && !pieces.includes(unit)) pieces.push(unit);
      }
    }
  }

  #addStatement(statement: Statement): void {
    switch (statement.kind) {
      case 'function-statement':
        this.#add(statement.definition.name, statement.definition);
        return;
      case 'class':
        this.#addClass(statement);
        return;
      case 'export':
        if (statement.declaration) this.#addStatement(statement.declaration);
        return;
      case 'import':
        for (const { local } of statement.names) this.#add(local ?? everyName, statement);
        return;
      case 'declare':
        for (const name of namesIn(statement.target)) this.#add(name, statement);
        return;
      case 'expression': {
        const { expression } = statement;
        if (expression.kind === 'assign' && expression.target.kind === 'name') {
          this.#add(expression.target.name, statement);
          return;
        }
        break;
      }
      default:
        // `try: import x`.
        for (const node of nodesIn([statement], ({ kind }) => kind !== 'function-syntax')) {
          if (node.kind !== 'import') continue;
          for (const { local } of node.names) this.#add(local ?? everyName, statement);
        }
    }
    this.#rest.push(statement);
    this.#all.push(statement);
  }

  #addClass(statement: ClassStatement): void {
    const { functions, fields, name, bases } = statement;
    const family = this.#families.of(name);
    const made = [...functions.filter((one) => one.name === 'constructor' || one.isGetter), ...fields];
    for (const one of made) this.#add(name, one);
    for (const one of functions) {
      this.#addMember(one.name, one, family);
      this.#besides.set(one, [name, ...bases]);
      // What a method sets counts for those that ask for the field.
      for (const set of assignedNames(one)) {
        if (set.startsWith('this.')) this.#addMember(set.slice('this.'.length), one, family);
      }
      for (const set of changedFields(one)) this.#addMember(set, one, family);
    }
    for (const field of fields) {
      this.#addMember(field.name, field, family);
      if (field.value?.kind === 'function') this.#besides.set(field.value.definition, [name, ...bases]);
    }
    for (const inner of statement.classes) this.#addClass(inner);
  }

  #add(name: string, unit: Node): void {
    add(this.#byName, name, unit);
    this.#all.push(unit);
  }

  #addMember(name: string, unit: Node, family: string): void {
    add(this.#members, name, { unit, family });
    this.#all.push(unit);
  }

  /**
   * What a root, and all that it may come upon in the file, use; null: anything, it is too much to be noted.
   *
   * @param inValue names that code comes upon in what a name of the file stands for
   */
  reachedFrom(root: FunctionSyntax, inValue: InValue): Reached | null {
    this.#everywhere ??= this.#reach(this.#rest, new Set(), inValue).families;
    const reached = this.#reach([root], this.#everywhere, inValue);
    const count = reached.names.size + reached.members.size;
    this.#left = count > this.#left ? 0 : this.#left - count;
    return this.#left > 0 ? reached : null;
  }

  #reach(from: readonly Node[], families: ReadonlySet<string>, inValue: InValue): Reached {
    const units = new Set<Node>(from);
    const reached = { names: new Set([everyName]), members: new Set<string>(), families: new Set(families) };
    /** Members whose class may never come up. */
    const held = new Map<string, Node[]>();
    const addFamily = (family: string) => {
      if (reached.families.has(family)) return;
      reached.families.add(family);
      for (const unit of held.get(family) ?? []) units.add(unit);
    };
    const addName = (name: string): void => {
      if (reached.names.has(name)) return;
      reached.names.add(name);
      for (const family of this.#families.named(name)) addFamily(family);
      const pieces = this.#byName.get(name);
      if (!pieces) return;
      for (const unit of pieces) units.add(unit);
      for (const uses of inValue(name)) addUses(uses);
    };
    const addMember = (name: string): void => {
      if (reached.members.has(name)) return;
      reached.members.add(name);
      const members = this.#members.get(name) ?? [];
      const isOfOne = areOfOne(members);
      for (const { unit, family } of members) {
        if (isOfOne || reached.families.has(family)) units.add(unit);
        else add(held, family, unit);
      }
    };
    const addUses = ({ names, members }: Pick<Uses, 'names' | 'members'>): void => {
      for (const name of names) addName(name);
      for (const name of members) addMember(name);
    };
    // What is added while it is gone through is gone through, too.
    for (const unit of units) {
      addUses(usesOf(unit, this.#language));
      for (const name of this.#besides.get(unit) ?? []) for (const part of name.split('.')) addName(part);
      if (reached.names.size + reached.members.size > this.#left) break;
    }
    return reached;
  }

  /** The names that stand for other pieces in another version of the file. */
  changes(after: FileUnits): readonly Change[] {
    const changes: Change[] = [];
    for (const name of keysOf(this.#byName, after.#byName)) {
      if (!isSame(this.#byName.get(name) ?? [], after.#byName.get(name) ?? [])) changes.push(ofName(name));
    }
    for (const name of keysOf(this.#members, after.#members)) {
      const [before, now] = [this.#members.get(name) ?? [], after.#members.get(name) ?? []];
      const families = changedFamilies(before, now);
      const isForAll = families.length > 0 && (areOfOne(before) || areOfOne(now));
      for (const family of isForAll ? [null] : families) changes.push({ name, isMember: true, family });
    }
    for (const name of this.#families.changedClasses(after.#families)) changes.push(ofName(name));
    return changes;
  }

  /** Whether the same pieces of both versions mention a name. */
  hasSameUsers(name: string, after: FileUnits): boolean {
    const [these, those] = [this.#usersOf(name), after.#usersOf(name)];
    return these.length === those.length && these.every((unit, index) => unit === those[index]);
  }

  #usersOf(name: string): readonly Node[] {
    let users = this.#users.get(name);
    if (!users) {
      users = this.#all.filter((unit) => usesOf(unit, this.#language).names.has(name));
      this.#users.set(name, users);
    }
    return users;
  }
}

/** What a statement stands under that may give any name. */
const everyName = '*';

/** Whether a change bears on what was reached. */
export function bearsOn({ name, isMember, family }: Change, reached: Reached): boolean {
  if (!isMember) return reached.names.has(name);
  return reached.members.has(name) && (family === null || reached.families.has(family));
}

export function ofName(name: string): Change {
  return { name, isMember: false, family: null };
}

/** Some ways to a member ask for no class where only one has it. */
function areOfOne(members: readonly Member[]): boolean {
  return members.every(({ family }) => family === members[0]!.family);
}

function changedFamilies(before: readonly Member[], now: readonly Member[]): readonly string[] {
  if (
    before.length === now.length &&
    now.every(({ unit, family }, index) => unit === before[index]!.unit && family === before[index]!.family)
  )
    return [];
  const of = (members: readonly Member[], family: string) =>
    members.flatMap((one) => (one.family === family ? [one.unit] : []));
  return [...new Set([...before, ...now].map(({ family }) => family))].filter(
    (family) => !isSame(of(before, family), of(now, family)),
  );
}

function isSame(these: readonly Node[], those: readonly Node[]): boolean {
  return these.length === those.length && these.every((unit, index) => unit === those[index]);
}

function* keysOf(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): Generator<string> {
  yield* before.keys();
  for (const key of after.keys()) if (!before.has(key)) yield key;
}

function add<T>(into: Map<string, T[]>, name: string, one: T): void {
  const known = into.get(name);
  if (known) known.push(one);
  else into.set(name, [one]);
}
