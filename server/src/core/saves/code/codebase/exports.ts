import type { CodeFile } from '../codeFile.ts';
import { valueNamed } from '../evaluate/state/scope.ts';
import type { ExportStatement } from '../tree.ts';
import type { Value } from '../values.ts';
import type { Modules } from './modules.ts';

const MOST_HOPS = 8;

/** What a file gives to others under a name; null if there is none. */
export function exportOf(file: CodeFile, name: string, modules: Modules, hops = 0): Value | null {
  const module = modules.of(file);
  const exports = exportsOf(file);
  if (exports.length === 0) return valueNamed(module.scope, name);
  for (const statement of exports) {
    for (const { local, exported } of statement.names) {
      if (statement.from !== null) {
        if ((exported !== name && exported !== '*') || hops > MOST_HOPS) continue;
        const from = modules.codebase.firstFile(file.language.importCandidates(file.uri, statement.from));
        const found = from && exportOf(from, exported === '*' ? name : local, modules, hops + 1);
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
export function exportedNames(file: CodeFile, modules: Modules, hops = 0): readonly string[] {
  const exports = exportsOf(file);
  if (exports.length === 0) return [...modules.of(file).scope.names.keys()];
  const names = exports.flatMap((statement) =>
    statement.names.flatMap(({ exported }) => {
      if (exported !== '*') return exported === 'default' ? [] : [exported];
      if (statement.from === null || hops > MOST_HOPS) return [];
      const from = modules.codebase.firstFile(file.language.importCandidates(file.uri, statement.from));
      return from ? exportedNames(from, modules, hops + 1) : [];
    }),
  );
  return [...new Set(names)];
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
