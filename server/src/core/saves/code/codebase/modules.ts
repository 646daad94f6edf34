import type { Codebase, CodeFile } from '../codeFile.ts';
import { classOf, classValue } from '../evaluate/classes.ts';
import { type Encounters, Interpreter } from '../evaluate/interpreter.ts';
import { type Prospects, prospectsOf } from '../evaluate/prospects/prospects.ts';
import type { Frame } from '../evaluate/state/frame.ts';
import type { Scope } from '../evaluate/state/scope.ts';
import { runTopLevel } from '../evaluate/statements.ts';
import type { ClassStatement, ExportStatement, ImportStatement } from '../tree.ts';
import type { ClassValue, Value } from '../values.ts';
import { bindImport } from './imports.ts';

/** A file, its top level gone through. */
export interface Module {
  readonly file: CodeFile;
  readonly scope: Scope;
  /** What went through its top level, with the functions made there. */
  readonly interpreter: Interpreter;
  /** The values of exports that have no name of their own: `export default …`, `module.exports = …`. */
  readonly defaults: Map<ExportStatement, Value>;
}

/** The files of a code base as modules, each gone through once, when it is first asked for. */
export class Modules {
  #codebase: Codebase;
  readonly #modules = new Map<string, Module>();
  #open = 0;
  readonly #encounters: (file: CodeFile) => Encounters;
  readonly prospects: Prospects;

  /** @param encounters gets what the top level of a file comes upon */
  constructor(codebase: Codebase, encounters: (file: CodeFile) => Encounters) {
    this.#codebase = codebase;
    this.#encounters = encounters;
    this.prospects = prospectsOf(codebase, () => this.#codebase);
  }

  get codebase(): Codebase {
    return this.#codebase;
  }

  /** A file that was gone through, or one of the code base. */
  fileOf(uri: string): CodeFile | null {
    return this.#modules.get(uri)?.file ?? this.#codebase.file(uri);
  }

  /** Goes on with what the code base is now; a file is forgotten. */
  renew(codebase: Codebase, uri: string): void {
    this.#codebase = codebase;
    this.#modules.delete(uri);
    this.prospects.forget(uri);
  }

  of(file: CodeFile): Module {
    const known = this.#modules.get(file.uri);
    if (known) return known;
    const interpreter = new Interpreter(this, this.#encounters(file));
    const frame = topFrame(file);
    const scope: Scope = { names: new Map(), parent: null, file, frame, isFunction: true, within: null };
    const module: Module = { file, scope, interpreter, defaults: new Map() };
    // Set before it is gone through: files may import each other.
    this.#modules.set(file.uri, module);
    this.#open++;
    try {
      runTopLevel(file.tree.statements, scope, interpreter);
    } finally {
      this.#open--;
    }
    frame.isActive = false;
    return module;
  }

  /** Nothing will change, and no top level is being gone through: what names of classes lead to can be kept. */
  get isSettled(): boolean {
    return this.#open === 0 && this.#codebase.state !== null;
  }

  bindImport(statement: ImportStatement, scope: Scope, interpreter: Interpreter): void {
    bindImport(statement, scope, interpreter, this);
  }

  /** Notes what is exported without a name. */
  noteExport(statement: ExportStatement, value: Value, scope: Scope): void {
    this.#modules.get(scope.file.uri)?.defaults.set(statement, value);
  }

  /** A class of a file, inner ones too. */
  classIn(file: CodeFile, definition: ClassStatement): ClassValue | null {
    const { scope } = this.of(file);
    for (const { value } of scope.names.values()) {
      const found = value?.kind === 'class' ? within(value, definition) : null;
      if (found) return found;
    }
    return file.tree.statements.includes(definition) ? classValue(definition, scope) : null;
  }
}

function within(value: ClassValue, definition: ClassStatement): ClassValue | null {
  if (value.definition === definition) return value;
  for (const inner of classOf(value)?.inner.values() ?? []) {
    const found = within(inner, definition);
    if (found) return found;
  }
  return null;
}

export function topFrame(file: CodeFile): Frame {
  return {
    file,
    definition: null,
    root: null,
    label: baseName(file.uri),
    inTest: false,
    way: [],
    depth: 0,
    journalDepth: 0,
    conditionDepth: 0,
    exits: [],
    isActive: true,
  };
}

/** `sync-leads` of `file:///x/sync-leads.ts`. */
function baseName(uri: string): string {
  let name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // As it is written.
  }
  return name.replace(/\.\w+$/, '') || name;
}
