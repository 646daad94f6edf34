import type { CodeFile } from '../codeFile.ts';
import type {
  ClassStatement,
  ExportStatement,
  Expression,
  FunctionSyntax,
  RecordExpression,
  Statement,
} from '../tree.ts';

/** A function that code elsewhere can call by a name. */
export interface DeclaredFunction {
  readonly name: string;
  /** The class that it is a method of. */
  readonly of: ClassStatement | null;
  /** It stands in an object: `{ create: async () => … }`. */
  readonly isEntry: boolean;
}

export interface ImportedName {
  readonly from: string;
  readonly imported: string;
}

/** What the names of a file's top level stand for, by how it is written. */
export interface DeclaredNames {
  readonly functions: ReadonlyMap<string, FunctionSyntax>;
  readonly classes: ReadonlyMap<string, ClassStatement>;
  readonly values: ReadonlyMap<string, { readonly value: Expression | null; readonly type: string | null }>;
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** What is imported, by its name elsewhere: the names it has here. */
  readonly importedAs: ReadonlyMap<string, readonly string[]>;
  /** Modules all of whose names are there: `from x import *`. */
  readonly all: readonly string[];
  readonly exports: readonly ExportStatement[];
  readonly declared: ReadonlyMap<FunctionSyntax, DeclaredFunction>;
}

const known = new WeakMap<CodeFile, DeclaredNames>();

export function declaredNames(file: CodeFile): DeclaredNames {
  let names = known.get(file);
  if (!names) {
    const reader = new Reader();
    for (const statement of file.tree.statements) reader.read(statement);
    names = reader;
    known.set(file, names);
  }
  return names;
}

class Reader implements DeclaredNames {
  readonly functions = new Map<string, FunctionSyntax>();
  readonly classes = new Map<string, ClassStatement>();
  readonly values = new Map<string, { value: Expression | null; type: string | null }>();
  readonly imports = new Map<string, ImportedName>();
  readonly importedAs = new Map<string, string[]>();
  readonly all: string[] = [];
  readonly exports: ExportStatement[] = [];
  readonly declared = new Map<FunctionSyntax, DeclaredFunction>();

  read(statement: Statement): void {
    switch (statement.kind) {
      case 'function-statement':
        this.#function(statement.definition.name, statement.definition);
        return;
      case 'class':
        this.#class(statement);
        return;
      case 'import':
        for (const { imported, local } of statement.names) {
          if (local === null) this.all.push(statement.from);
          else this.#import(local, statement.from, imported);
        }
        return;
      case 'export':
        this.exports.push(statement);
        if (statement.declaration?.kind === 'expression') {
          this.#exported(statement.declaration.expression, statement);
        } else if (statement.declaration) this.read(statement.declaration);
        return;
      case 'declare':
        if (statement.target.kind === 'name-pattern') {
          this.#value(statement.target.name, statement.value, statement.type);
        }
        return;
      case 'expression': {
        const { expression } = statement;
        if (expression.kind !== 'assign' || expression.operator !== '=') return;
        if (expression.target.kind === 'name') this.#value(expression.target.name, expression.value, null);
        return;
      }
      case 'try':
        // `try: import x`.
        for (const one of statement.body.statements) if (one.kind === 'import') this.read(one);
        return;
      default:
        return;
    }
  }

  #import(local: string, from: string, imported: string): void {
    this.imports.set(local, { from, imported });
    const known = this.importedAs.get(imported);
    if (known) known.push(local);
    else this.importedAs.set(imported, [local]);
  }

  #function(name: string, definition: FunctionSyntax): void {
    this.functions.set(name, definition);
    this.declared.set(definition, { name, of: null, isEntry: false });
  }

  #value(name: string, value: Expression | null, type: string | null): void {
    if (value?.kind === 'function') {
      this.#function(name, value.definition);
      return;
    }
    this.values.set(name, { value, type });
    if (value?.kind === 'record') this.#entries(value);
  }

  #exported(value: Expression, { names }: ExportStatement): void {
    if (value.kind === 'function') {
      const name = names.find(({ exported }) => exported !== 'default')?.exported ?? '';
      this.declared.set(value.definition, { name: value.definition.name || name, of: null, isEntry: false });
    } else if (value.kind === 'record') this.#entries(value);
  }

  #entries(record: RecordExpression): void {
    for (const { key, value } of record.entries) {
      if (value.kind !== 'function') continue;
      const name = nameOfKey(key);
      if (name !== null) this.declared.set(value.definition, { name, of: null, isEntry: true });
    }
  }

  #class(statement: ClassStatement): void {
    if (!this.classes.has(statement.name)) this.classes.set(statement.name, statement);
    for (const one of statement.functions) {
      this.declared.set(one, { name: one.name, of: statement, isEntry: false });
    }
    for (const { name, value } of statement.fields) {
      if (value?.kind === 'function') {
        this.declared.set(value.definition, { name, of: statement, isEntry: false });
      }
    }
    for (const inner of statement.classes) this.#class(inner);
  }
}

export function nameOfKey(key: Expression | null): string | null {
  if (key?.kind === 'name') return key.name;
  if (key?.kind !== 'text' || key.parts.length !== 1) return null;
  const [part] = key.parts;
  return typeof part === 'string' ? part : null;
}
