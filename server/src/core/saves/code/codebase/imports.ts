import type { CodeFile } from '../codeFile.ts';
import { globalClass, staticMember } from '../evaluate/classes.ts';
import type { Interpreter } from '../evaluate/interpreter.ts';
import { modelsOf } from '../evaluate/libraryCalls.ts';
import { setCell } from '../evaluate/state/mutate.ts';
import { functionScopeOf, importedCell, ownCell, type Scope } from '../evaluate/state/scope.ts';
import { unknown } from '../evaluate/values/build.ts';
import type { ImportStatement, Syntax } from '../tree.ts';
import type { LibraryValue, RecordValue, Value } from '../values.ts';
import { candidatesOf } from './candidates.ts';
import { exportedNames, exportOf } from './exports.ts';
import type { Modules } from './modules.ts';

/** Gives the names of an import what they stand for: of another file, or of a library. */
export function bindImport(
  statement: ImportStatement,
  scope: Scope,
  interpreter: Interpreter,
  modules: Modules,
): void {
  const target = functionScopeOf(scope);
  for (const { imported, local } of statement.names) {
    if (local === null) bindAll(statement, target, interpreter, modules);
    else {
      target.names.set(
        local,
        importedCell(
          local,
          () =>
            imports(statement, imported, scope, modules) ??
            ofGlobalClass(statement.from, imported, scope, interpreter) ??
            unknown(`${local} of ${statement.from}`),
        ),
      );
    }
  }
}

/** `from client import *`. */
function bindAll(
  statement: ImportStatement,
  target: Scope,
  interpreter: Interpreter,
  modules: Modules,
): void {
  const from = importedFile(statement.from, target.file, modules);
  if (!from) return;
  for (const name of exportedNames(from, modules)) {
    const value = exportOf(from, name, modules);
    if (value) setCell(ownCell(target, name, interpreter.journal), value, interpreter);
  }
}

function imports(statement: ImportStatement, name: string, scope: Scope, modules: Modules): Value | null {
  const { file } = scope;
  const from = importedFile(statement.from, file, modules);
  const value = from && importedFrom(from, name, statement, modules);
  if (value) return value;
  const library = from ? null : libraryOf(statement.from, file);
  const member = library && memberOfModule(library, name, statement, file);
  return member ?? moduleInPackage(statement.from, name, statement, scope, modules);
}

/** Java: `import a.b.Client`, `import static a.b.Urls.LEAD` of a class of the project. */
function ofGlobalClass(from: string, imported: string, scope: Scope, interpreter: Interpreter): Value | null {
  const of = globalClass(from.slice(from.lastIndexOf('.') + 1), scope, interpreter);
  return of && imported !== '*' ? staticMember(of, imported, interpreter) : of;
}

function importedFile(specifier: string, file: CodeFile, modules: Modules): CodeFile | null {
  const candidates = candidatesOf(file, specifier);
  return candidates.length === 0 ? null : modules.codebase.firstFile(candidates);
}

function importedFrom(from: CodeFile, name: string, at: Syntax, modules: Modules): Value | null {
  if (name !== '*') return exportOf(from, name, modules);
  return namespaceOf(from, at, modules);
}

/** All that a file gives to others, as an object. */
function namespaceOf(from: CodeFile, at: Syntax, modules: Modules): Value {
  const whole = exportOf(from, 'default', modules);
  // `const client = require('./client')` where the module is one function or class.
  if (whole && (whole.kind === 'function' || whole.kind === 'class' || whole.kind === 'instance')) {
    if (exportedNames(from, modules).length === 0) return whole;
  }
  const record: RecordValue = { kind: 'record', entries: [], open: false, place: at, type: null };
  if (whole?.kind === 'record') record.entries.push(...whole.entries);
  for (const name of exportedNames(from, modules)) {
    const value = exportOf(from, name, modules);
    if (value && !record.entries.some(({ key }) => key === name)) {
      record.entries.push({ key: name, value, place: at, when: null });
    }
  }
  if (whole && record.entries.length === 0) return whole;
  if (whole) record.entries.push({ key: 'default', value: whole, place: at, when: null });
  return record;
}

/** Python's `from package import module`. */
function moduleInPackage(
  from: string,
  imported: string,
  at: Syntax,
  scope: Scope,
  modules: Modules,
): Value | null {
  const { file } = scope;
  if (imported === '*' || file.language.id !== 'python') {
    return libraryOf(`${from}.${imported}`, file);
  }
  const specifier = from.endsWith('.') ? `${from}${imported}` : `${from}.${imported}`;
  const inner = importedFile(specifier, file, modules);
  return inner ? namespaceOf(inner, at, modules) : libraryOf(specifier, file);
}

export function libraryOf(specifier: string, file: CodeFile): LibraryValue | null {
  for (const model of modelsOf(file)) {
    const module = model.module?.(specifier);
    if (module) return module;
  }
  return null;
}

function memberOfModule(library: LibraryValue, name: string, at: Syntax, file: CodeFile): Value | null {
  if (name === '*' || name === 'default') return library;
  for (const model of modelsOf(file)) {
    const member = model.member?.(library, name, at);
    if (member !== undefined) return member;
  }
  return library.state.get(name) ?? null;
}
