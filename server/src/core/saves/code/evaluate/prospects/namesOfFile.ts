import type { CodeFile } from '../../codeFile.ts';
import type { SaveTraces } from '../../language.ts';
import type { ClassStatement, FunctionSyntax, ImportStatement, Statement, Syntax } from '../../tree.ts';
import { namesIn } from '../memory/patternNames.ts';
import { tracesOf } from './traces.ts';

export interface ImportedFrom {
  readonly from: string;
  readonly imported: string;
}

/** What the names of a file stand for, as far as that can be told without going through it. */
export interface NamesOfFile {
  readonly units: ReadonlyMap<string, readonly Syntax[]>;
  /** What making an object of a class runs, by the class. */
  readonly making: ReadonlyMap<string, readonly Syntax[]>;
  /** The classes right above a class, and those within it. */
  readonly bases: ReadonlyMap<string, readonly string[]>;
  readonly inner: ReadonlyMap<string, readonly string[]>;
  readonly imports: ReadonlyMap<string, readonly ImportedFrom[]>;
  /** Modules of which everything is handed on: `export * from`, `from x import *`. */
  readonly all: readonly ImportedFrom[];
  /** Statements of the top level that have no name. */
  readonly rest: readonly Syntax[];
  /** The class that a method stands in. */
  readonly classOf: ReadonlyMap<FunctionSyntax, ClassStatement>;
}

const known = new WeakMap<CodeFile, NamesOfFile>();

export function namesOfFile(file: CodeFile, traces: SaveTraces): NamesOfFile {
  let found = known.get(file);
  if (!found) {
    const reader = new Reader(traces);
    for (const statement of file.tree.statements) reader.read(statement);
    known.set(file, reader);
    found = reader;
  }
  return found;
}

class Reader implements NamesOfFile {
  readonly units = new Map<string, Syntax[]>();
  readonly making = new Map<string, Syntax[]>();
  readonly bases = new Map<string, readonly string[]>();
  readonly inner = new Map<string, readonly string[]>();
  readonly imports = new Map<string, ImportedFrom[]>();
  readonly all: ImportedFrom[] = [];
  readonly rest: Syntax[] = [];
  readonly classOf = new Map<FunctionSyntax, ClassStatement>();
  readonly #traces: SaveTraces;

  constructor(traces: SaveTraces) {
    this.#traces = traces;
  }

  read(statement: Statement): void {
    switch (statement.kind) {
      case 'function-statement':
        add(this.units, statement.definition.name, statement.definition);
        return;
      case 'class':
        this.#readClass(statement);
        return;
      case 'import':
        this.#readImport(statement);
        return;
      case 'export':
        if (statement.declaration) this.read(statement.declaration);
        else this.#readRest(statement);
        if (statement.from === null) return;
        for (const { local, exported } of statement.names) {
          const one = { from: statement.from, imported: local };
          if (exported === '*') this.all.push({ ...one, imported: '*' });
          else add(this.imports, exported, one);
        }
        return;
      case 'declare':
        for (const name of namesIn(statement.target)) add(this.units, name, statement);
        return;
      case 'expression':
        if (statement.expression.kind === 'assign' && statement.expression.target.kind === 'name')
          add(this.units, statement.expression.target.name, statement);
        else this.#readRest(statement);
        return;
      default:
        this.#readRest(statement);
    }
  }

  /** `try: import x`. */
  #readRest(statement: Statement): void {
    this.rest.push(statement);
    for (const one of tracesOf(statement, this.#traces).imports) this.#readImport(one);
  }

  #readClass(statement: ClassStatement): void {
    const { name, functions, fields, classes, bases } = statement;
    for (const one of functions) {
      add(this.units, name, one);
      add(this.units, one.name, one);
      if (one.name === 'constructor' || one.isGetter) add(this.making, name, one);
      this.classOf.set(one, statement);
    }
    for (const one of fields) {
      add(this.units, name, one);
      add(this.units, one.name, one);
      add(this.making, name, one);
      if (one.value?.kind === 'function') this.classOf.set(one.value.definition, statement);
    }
    this.bases.set(name, [...(this.bases.get(name) ?? []), ...bases]);
    this.inner.set(
      name,
      classes.map((one) => one.name),
    );
    for (const inner of classes) this.#readClass(inner);
  }

  #readImport({ from, names }: ImportStatement): void {
    for (const { imported, local } of names) {
      if (local === null) this.all.push({ from, imported: '*' });
      else add(this.imports, local, { from, imported });
    }
  }
}

function add<T>(into: Map<string, T[]>, name: string, one: T): void {
  const known = into.get(name);
  if (known) known.push(one);
  else into.set(name, [one]);
}
