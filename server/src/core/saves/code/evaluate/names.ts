import { libraryOf } from '../codebase/imports.ts';
import type { MemberExpression, NameExpression } from '../tree.ts';
import type { Value } from '../values.ts';
import { assignedNames } from './assignedNames.ts';
import { classOf, globalClass, memberOfClass, staticMember } from './classes.ts';
import { runFunction } from './functions.ts';
import type { Interpreter } from './interpreter.ts';
import { entryOf, memberOf } from './members.ts';
import { setCell } from './state/mutate.ts';
import { type Cell, cellOf, currentValue, isEmpty, type Scope } from './state/scope.ts';
import { unknown } from './values/build.ts';

const environment = /^(?:process|Deno|ENV|Environment)$/;

/** What a name stands for. */
export function nameOf(expression: NameExpression, scope: Scope, interpreter: Interpreter): Value {
  const { name } = expression;
  const cell = cellOf(scope, name);
  if (cell) {
    const value = currentValue(cell);
    const found = isEmpty(value)
      ? (cellLater(cell, scope, interpreter) ?? declaredValueOf(cell, interpreter))
      : null;
    return found ?? value ?? unknown(`${name} has no value here`);
  }
  if (name === 'super') return cellOf(scope, 'this')?.value ?? unknown('super');
  const own = scope.file.language.classesAreGlobal ? ownMember(expression, scope, interpreter) : null;
  if (own) return own;
  const global =
    globalClass(name, scope, interpreter) ??
    staticallyImported(name, scope, interpreter) ??
    libraryClass(name, scope);
  return (
    global ?? unknown(environment.test(name) ? 'it is read from the environment' : `${name} is not known`)
  );
}

/** Java: `import static a.b.C.*`. */
function staticallyImported(name: string, scope: Scope, interpreter: Interpreter): Value | null {
  const { tree, language } = scope.file;
  if (language.id !== 'java') return null;
  for (const statement of tree.statements) {
    if (statement.kind !== 'import' || statement.names[0]?.local !== null) continue;
    const of = globalClass(statement.from.slice(statement.from.lastIndexOf('.') + 1), scope, interpreter);
    const found = of && staticMember(of, name, interpreter);
    if (found) return found;
  }
  return null;
}

/** Java and C#: a static member of a class that is written with its package or namespace: `Acme.Crm.Names.Lead`. */
export function memberOfQualified(
  { object, name }: MemberExpression,
  scope: Scope,
  interpreter: Interpreter,
): Value | null {
  const { language } = scope.file;
  if ((language.id !== 'csharp' && language.id !== 'java') || object.kind !== 'member') return null;
  let root = object.object;
  while (root.kind === 'member') root = root.object;
  if (root.kind !== 'name' || root.name === 'this' || cellOf(scope, root.name)) return null;
  if (ownMember(root, scope, interpreter) || globalClass(root.name, scope, interpreter)) return null;
  const named = globalClass(object.name, scope, interpreter);
  return named && staticMember(named, name, interpreter);
}

/** Java and C#: a class of a library, which a wildcard import brought in: `HttpMethod`. Ruby: a constant of a gem. */
function libraryClass(name: string, { file }: Scope): Value | null {
  const { classesAreGlobal, id } = file.language;
  return (classesAreGlobal || id === 'ruby') && /^[A-Z]/.test(name) ? libraryOf(name, file) : null;
}

/** A name of the file that gets its value in a function: `let conn; async function connect() { conn = … }`. */
function cellLater(cell: Cell, scope: Scope, interpreter: Interpreter): Value | null {
  let top = scope;
  while (top.parent) top = top.parent;
  if (top.names.get(cell.name) !== cell || !interpreter.isFirstLook(cell, cell.name)) return null;
  for (const one of top.names.values()) {
    const { value } = one;
    if (value?.kind !== 'function' || interpreter.active.includes(value.definition)) continue;
    if (!assignedNames(value.definition).has(cell.name)) continue;
    const found = interpreter.quietly(() => {
      runFunction(value, null, { kind: 'root' }, interpreter);
      return cell.value;
    });
    if (found?.kind === 'unknown' && cell.declared) continue;
    if (!isEmpty(found)) {
      setCell(cell, found!, interpreter);
      return found;
    }
  }
  return null;
}

/** Not in what gives it its value: `if (conn) return conn; conn = …` returns what it gave it before. */
function declaredValueOf(cell: Cell, { active }: Interpreter): Value | null {
  const { name, declared } = cell;
  return declared && !active.some((definition) => assignedNames(definition).has(name)) ? declared : null;
}

/** Java and C#: a member of the object or the class itself, without a prefix. */
function ownMember(expression: NameExpression, scope: Scope, interpreter: Interpreter): Value | null {
  const { name } = expression;
  const self = cellOf(scope, 'this')?.value;
  if (self?.kind === 'instance') {
    if (entryOf(self.fields, name, expression) || memberOfClass(self, name, scope, interpreter)) {
      return memberOf(self, name, expression, scope, interpreter);
    }
  }
  for (let within = scope.within; within; within = classOf(within)?.outer ?? null) {
    const found = staticMember(within, name, interpreter);
    if (found) return found;
  }
  return null;
}
