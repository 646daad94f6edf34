import type { CodeFile } from '../../codeFile.ts';
import type { ClassStatement, FunctionSyntax, Pattern, Statement, Syntax } from '../../tree.ts';
import { mentionsOf } from './mentions.ts';

/** Names that are noted for all roots of a file together: thousands of functions may each reach all others. */
const MOST_NAMES = 500_000;

/** The pieces of a file by the names under which code may come upon them. */
export class FileUnits {
  readonly #byName = new Map<string, Syntax[]>();
  /** Of a method: its class, under whose name stand the constructor and the fields, and those above it. */
  readonly #besides = new Map<Syntax, readonly string[]>();
  #left = MOST_NAMES;

  constructor({ tree }: CodeFile) {
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
      case 'declare':
        for (const name of namesIn(statement.target)) this.#add(name, statement);
        return;
      case 'expression': {
        const { expression } = statement;
        if (expression.kind === 'assign' && expression.target.kind === 'name') {
          this.#add(expression.target.name, statement);
        }
      }
    }
  }

  #addClass(statement: ClassStatement): void {
    const { functions, fields, name, bases } = statement;
    const made = [...functions.filter((one) => one.name === 'constructor' || one.isGetter), ...fields];
    for (const one of made) this.#add(name, one);
    for (const one of functions) {
      this.#add(one.name, one);
      this.#besides.set(one, [name, ...bases]);
    }
    for (const field of fields) this.#add(field.name, field);
    for (const inner of statement.classes) this.#addClass(inner);
  }

  #add(name: string, unit: Syntax): void {
    const known = this.#byName.get(name);
    if (known) known.push(unit);
    else this.#byName.set(name, [unit]);
  }

  /** All names that a root, and what it may come upon in the file, use; null: any, they are too many to be noted. */
  reachedFrom(root: FunctionSyntax): ReadonlySet<string> | null {
    const units = new Set<Syntax>([root]);
    const names = new Set<string>();
    const addName = (name: string): void => {
      if (names.has(name)) return;
      names.add(name);
      for (const unit of this.#byName.get(name) ?? []) units.add(unit);
    };
    // What is added while it is gone through is gone through, too.
    for (const unit of units) {
      for (const name of mentionsOf(unit)) addName(name);
      for (const name of this.#besides.get(unit) ?? []) addName(name);
      if (names.size > this.#left) {
        this.#left = 0;
        return null;
      }
    }
    this.#left -= names.size;
    return names;
  }

  /** The names that stand for other pieces in another version of the file. */
  changedNames(after: FileUnits): readonly string[] {
    const changed: string[] = [];
    for (const [name, units] of this.#byName) {
      const now = after.#byName.get(name);
      if (now?.length !== units.length || !now.every((unit, index) => unit === units[index])) {
        changed.push(name);
      }
    }
    for (const name of after.#byName.keys()) if (!this.#byName.has(name)) changed.push(name);
    return changed;
  }
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
