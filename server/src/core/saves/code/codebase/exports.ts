import type { CodeFile } from '../codeFile.ts';
import { valueNamed } from '../evaluate/state/scope.ts';
import type { ExportStatement } from '../tree.ts';
import type { Value } from '../values.ts';
import type { Modules } from './modules.ts';

/** What a file gives to others under a name; null if there is none. */
export function exportOf(file: CodeFile, name: string, modules: Modules): Value | null {
  return soughtIn(file, name, modules, new Set());
}

/** @param seen files, each with the name, that were looked into: they may hand on each other's names */
function soughtIn(file: CodeFile, name: string, modules: Modules, seen: Set<string>): Value | null {
  const question = `${name} ${file.uri}`;
  if (seen.has(question)) return null;
  seen.add(question);
  const module = modules.of(file);
  const exports = exportsOf(file);
  if (exports.length === 0) return valueNamed(module.scope, name);
  for (const statement of exports) {
    for (const { local, exported } of statement.names) {
      if (statement.from !== null) {
        if (exported !== name && exported !== '*') continue;
        const from = source(statement, file, modules);
        const found = from && soughtIn(from, exported === '*' ? name : local, modules, seen);
        if (found) return found;
      } else if (exported === name) {
        const found = local === '' ? module.defaults.get(statement) : valueNamed(module.scope, local);
        if (found) return found;
      }
    }
  }
  return null;
}

/** The names that a file gives to others, without its default. */
export function exportedNames(file: CodeFile, modules: Modules): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<CodeFile>([file]);
  // Files that are added on the way are gone through too.
  for (const one of seen) {
    const exports = exportsOf(one);
    if (exports.length === 0) for (const name of modules.of(one).scope.names.keys()) names.add(name);
    for (const statement of exports) {
      for (const { exported } of statement.names) {
        if (exported !== '*') {
          if (exported !== 'default') names.add(exported);
          continue;
        }
        const from = source(statement, one, modules);
        if (from) seen.add(from);
      }
    }
  }
  return [...names];
}

/** By statement: a file that gives away all of many others asks for each of them often. */
const candidates = new WeakMap<ExportStatement, readonly string[]>();

/** The file whose names a statement hands on. */
function source(statement: ExportStatement, file: CodeFile, modules: Modules): CodeFile | null {
  if (statement.from === null) return null;
  let uris = candidates.get(statement);
  if (!uris) {
    uris = file.language.importCandidates(file.uri, statement.from);
    candidates.set(statement, uris);
  }
  return modules.codebase.firstFile(uris);
}

const known = new WeakMap<CodeFile, readonly ExportStatement[]>();

function exportsOf(file: CodeFile): readonly ExportStatement[] {
  let exports = known.get(file);
  if (!exports) {
    exports = file.tree.statements.flatMap((statement) => (statement.kind === 'export' ? [statement] : []));
    known.set(file, exports);
  }
  return exports;
}
