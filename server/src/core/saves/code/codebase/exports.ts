import type { CodeFile } from '../codeFile.ts';
import { valueNamed } from '../evaluate/state/scope.ts';
import type { ExportStatement } from '../tree.ts';
import type { Value } from '../values.ts';
import { candidatesOf } from './candidates.ts';
import type { Modules } from './modules.ts';

/** What a file gives to others under a name; null if there is none. */
export function exportOf(file: CodeFile, name: string, modules: Modules): Value | null {
  return soughtIn(file, name, modules, new Set());
}

/** @param seen files, each with the name, that were looked into: they may hand on each other's names */
function soughtIn(file: CodeFile, name: string, modules: Modules, seen: Set<string>): Value | null {
  for (const one of handedOn(file, modules)) {
    const question = `${name} ${one.uri}`;
    if (seen.has(question)) continue;
    seen.add(question);
    const { isEmpty, named } = exportsOf(one);
    const found = isEmpty
      ? valueNamed(modules.of(one).scope, name)
      : firstValue(named.get(name) ?? [], one, modules, seen);
    if (found) return found;
  }
  return null;
}

function firstValue(
  exported: readonly NamedExport[],
  file: CodeFile,
  modules: Modules,
  seen: Set<string>,
): Value | null {
  for (const { statement, local } of exported) {
    if (statement.from !== null) {
      const from = source(statement, file, modules);
      const found = from && soughtIn(from, local, modules, seen);
      if (found) return found;
      continue;
    }
    const module = modules.of(file);
    const found = local === '' ? module.defaults.get(statement) : valueNamed(module.scope, local);
    if (found) return found;
  }
  return null;
}

/** The names that a file gives to others, without its default. */
export function exportedNames(file: CodeFile, modules: Modules): readonly string[] {
  const names = new Set<string>();
  for (const one of handedOn(file, modules)) {
    const { isEmpty, named } = exportsOf(one);
    for (const name of isEmpty ? modules.of(one).scope.names.keys() : named.keys()) {
      if (isEmpty || name !== 'default') names.add(name);
    }
  }
  return [...names];
}

/** By the code base as it was asked: a file that hands on all of many others is asked for many names. */
const wholes = new WeakMap<Modules, WeakMap<CodeFile, readonly CodeFile[]>>();

/** A file, and all those of which it hands on everything: `export * from`. */
function handedOn(file: CodeFile, modules: Modules): readonly CodeFile[] {
  if (exportsOf(file).all.length === 0) return [file];
  const known = wholes.get(modules) ?? new WeakMap<CodeFile, readonly CodeFile[]>();
  wholes.set(modules, known);
  let files = known.get(file);
  if (!files) {
    const found = new Set<CodeFile>();
    // Those of one before the next, as they are looked through.
    const pending = [file];
    for (let one = pending.pop(); one; one = pending.pop()) {
      if (found.has(one)) continue;
      found.add(one);
      const next: CodeFile[] = [];
      for (const statement of exportsOf(one).all) {
        const from = source(statement, one, modules);
        if (from) next.push(from);
      }
      pending.push(...next.reverse());
    }
    files = [...found];
    known.set(file, files);
  }
  return files;
}

/** The file whose names a statement hands on. */
function source(statement: ExportStatement, file: CodeFile, modules: Modules): CodeFile | null {
  if (statement.from === null) return null;
  return modules.codebase.firstFile(candidatesOf(file, statement.from));
}

interface NamedExport {
  readonly statement: ExportStatement;
  readonly local: string;
}

interface Exports {
  /** It says of nothing that it is for others. */
  readonly isEmpty: boolean;
  readonly named: ReadonlyMap<string, readonly NamedExport[]>;
  readonly all: readonly ExportStatement[];
}

const known = new WeakMap<CodeFile, Exports>();

function exportsOf(file: CodeFile): Exports {
  let exports = known.get(file);
  if (!exports) {
    const named = new Map<string, NamedExport[]>();
    const all: ExportStatement[] = [];
    let isEmpty = true;
    for (const statement of file.tree.statements) {
      if (statement.kind !== 'export') continue;
      isEmpty = false;
      for (const { local, exported } of statement.names) {
        if (exported === '*' && statement.from !== null) all.push(statement);
        else if (named.has(exported)) named.get(exported)!.push({ statement, local });
        else named.set(exported, [{ statement, local }]);
      }
    }
    exports = { isEmpty, named, all };
    known.set(file, exports);
  }
  return exports;
}
