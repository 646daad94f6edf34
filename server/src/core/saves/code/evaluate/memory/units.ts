import type { CodeFile } from '../../codeFile.ts';
import { nodesIn } from '../../refusal/children.ts';
import type { ClassStatement, FunctionSyntax, Pattern, Statement, Syntax } from '../../tree.ts';
import { assignedNames } from '../assignedNames.ts';
import { changedNames as changedFields } from '../pastFields.ts';
import { Families } from './families.ts';
import { mentionsOf } from './mentions.ts';

/** Names that are noted for all roots of a file together: thousands of functions may each reach all others. */
const MOST_NAMES = 500_000;

/** Something that stands under a name: a member in the family of its class. */
interface Piece {
  readonly unit: Syntax;
  /** Null: under a name of its own. */
  readonly family: string | null;
}

/** What a root may come upon in its file. */
export interface Reached {
  readonly names: ReadonlySet<string>;
  /** Families of classes, see {@link Families}. */
  readonly families: ReadonlySet<string>;
}

/** A name that stands for something else in another version: a member of a family of classes, or anything. */
export interface Change {
  readonly name: string;
  readonly family: string | null;
}

/** The pieces of a file by the names under which code may come upon them. */
export class FileUnits {
  readonly #byName = new Map<string, Piece[]>();
  /** Of a method: its class, under whose name stand the constructor and the fields, and those above it. */
  readonly #besides = new Map<Syntax, readonly string[]>();
  readonly #families: Families;
  readonly #rest: Syntax[] = [];
  readonly #all: Syntax[] = [];
  readonly #users = new Map<string, readonly Syntax[]>();
  #everywhere: ReadonlySet<string> | null = null;
  #left = MOST_NAMES;

  constructor({ tree }: CodeFile) {
    this.#families = new Families(tree.statements);
    for (const statement of tree.statements) this.#addStatement(statement);
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
      this.#add(one.name, one, family);
      this.#besides.set(one, [name, ...bases]);
      // What a method sets counts for those that ask for the field.
      for (const set of assignedNames(one)) {
        if (set.startsWith('this.')) this.#add(set.slice('this.'.length), one, family);
      }
      for (const set of changedFields(one)) this.#add(set, one, family);
    }
    for (const field of fields) {
      this.#add(field.name, field, family);
      if (field.value?.kind === 'function') this.#besides.set(field.value.definition, [name, ...bases]);
    }
    for (const inner of statement.classes) this.#addClass(inner);
  }

  #add(name: string, unit: Syntax, family: string | null = null): void {
    const known = this.#byName.get(name);
    if (known) known.push({ unit, family });
    else this.#byName.set(name, [{ unit, family }]);
    this.#all.push(unit);
  }

  /**
   * What a root, and all that it may come upon in the file, use; null: anything, it is too much to be noted.
   *
   * @param inValue names that code comes upon in what a name of the file stands for
   */
  reachedFrom(root: FunctionSyntax, inValue: (name: string) => Iterable<string>): Reached | null {
    this.#everywhere ??= this.#reach(this.#rest, new Set(), inValue).families;
    const reached = this.#reach([root], this.#everywhere, inValue);
    this.#left = reached.names.size > this.#left ? 0 : this.#left - reached.names.size;
    return this.#left > 0 ? reached : null;
  }

  #reach(
    from: readonly Syntax[],
    families: ReadonlySet<string>,
    inValue: (name: string) => Iterable<string>,
  ): { readonly names: Set<string>; readonly families: Set<string> } {
    const units = new Set<Syntax>(from);
    const reached = { names: new Set<string>([everyName]), families: new Set(families) };
    /** Members whose class may never come up. */
    const held = new Map<string, Syntax[]>();
    const addFamily = (family: string) => {
      if (reached.families.has(family)) return;
      reached.families.add(family);
      for (const unit of held.get(family) ?? []) units.add(unit);
    };
    const addName = (name: string): void => {
      if (reached.names.has(name)) return;
      reached.names.add(name);
      for (const family of this.#families.named(name)) addFamily(family);
      const pieces = this.#byName.get(name) ?? [];
      // Some ways to a member ask for no class where only one has it.
      const isOfOne = pieces.every(({ family }) => family === pieces[0]!.family);
      for (const { unit, family } of pieces) {
        if (family === null || isOfOne || reached.families.has(family)) units.add(unit);
        else if (held.has(family)) held.get(family)!.push(unit);
        else held.set(family, [unit]);
      }
      if (pieces.length > 0) for (const other of inValue(name)) addName(other);
    };
    // What is added while it is gone through is gone through, too.
    for (const unit of units) {
      for (const name of mentionsOf(unit)) addName(name);
      for (const name of this.#besides.get(unit) ?? []) addName(name);
      if (reached.names.size > this.#left) break;
    }
    return reached;
  }

  /** The names that stand for other pieces in another version of the file. */
  changes(after: FileUnits): readonly Change[] {
    const changes: Change[] = [];
    const compare = (name: string) => {
      const [before, now] = [this.#byName.get(name) ?? [], after.#byName.get(name) ?? []];
      const isAlike =
        now.length === before.length && now.every(({ family }, index) => family === before[index]!.family);
      if (!isAlike) changes.push({ name, family: null });
      else {
        for (const [index, { unit, family }] of now.entries()) {
          if (unit !== before[index]!.unit) changes.push({ name, family });
        }
      }
    };
    for (const name of this.#byName.keys()) compare(name);
    for (const name of after.#byName.keys()) if (!this.#byName.has(name)) compare(name);
    for (const name of this.#families.changedClasses(after.#families)) changes.push({ name, family: null });
    return changes;
  }

  /** Whether the same pieces of both versions mention a name. */
  hasSameUsers(name: string, after: FileUnits): boolean {
    const [these, those] = [this.#usersOf(name), after.#usersOf(name)];
    return these.length === those.length && these.every((unit, index) => unit === those[index]);
  }

  #usersOf(name: string): readonly Syntax[] {
    let users = this.#users.get(name);
    if (!users) {
      users = this.#all.filter((unit) => mentionsOf(unit).has(name));
      this.#users.set(name, users);
    }
    return users;
  }
}

/** What a statement stands under that may give any name. */
const everyName = '*';

/** Whether a change bears on what was reached. */
export function bearsOn({ name, family }: Change, { names, families }: Reached): boolean {
  return names.has(name) && (family === null || families.has(family));
}

/** The names that a pattern gives values to. */
export function namesIn(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case 'name-pattern':
      return [pattern.name];
    case 'record-pattern':
      return pattern.entries.flatMap(({ target }) => namesIn(target));
    case 'list-pattern':
      return pattern.items.flatMap((item) => (item ? namesIn(item) : []));
    default:
      return [];
  }
}
