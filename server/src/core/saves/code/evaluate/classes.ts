import { below, type CodeFile } from '../codeFile.ts';
import type { ClassStatement, FieldSyntax, FunctionSyntax } from '../tree.ts';
import type { ClassValue, FunctionValue, InstanceValue, RecordValue, Value } from '../values.ts';
import { staticFieldsOf } from './assignments.ts';
import { fillersOf, methodNamed } from './classMembers.ts';
import { evaluate } from './expressions.ts';
import { declaredValue, type Passed, type Reason, runFunction } from './functions.ts';
import type { Interpreter } from './interpreter.ts';
import { entryOf } from './members.ts';
import { age } from './pastFields.ts';
import { setEntry } from './state/mutate.ts';
import { cellWith, type Scope, valueNamed } from './state/scope.ts';
import { scalar } from './values/build.ts';

/** Objects that hold objects that hold objects. */
const MOST_CONSTRUCTIONS = 6;

interface ClassInfo {
  readonly scope: Scope;
  readonly outer: ClassValue | null;
  readonly inner: Map<string, ClassValue>;
  hasStatics: boolean;
}

const infos = new WeakMap<ClassValue, ClassInfo>();

export function classOf(value: ClassValue): ClassInfo | undefined {
  return infos.get(value);
}

export function classValue(
  definition: ClassStatement,
  scope: Scope,
  outer: ClassValue | null = null,
): ClassValue {
  const inside: { -readonly [K in keyof Scope]: Scope[K] } = { ...scope, names: new Map(), parent: scope };
  const value: ClassValue = { kind: 'class', definition, scope: inside };
  inside.within = value;
  inside.isFunction = false;
  const inner = new Map<string, ClassValue>();
  infos.set(value, { scope: inside, outer, inner, hasStatics: false });
  for (const one of definition.classes) inner.set(one.name, classValue(one, inside, value));
  return value;
}

const lineages = new WeakMap<ClassValue, readonly ClassValue[]>();

/** The classes that a class is made from, itself first. */
export function lineage(value: ClassValue, interpreter: Interpreter): readonly ClassValue[] {
  const known = lineages.get(value);
  if (known) return known;
  const wasSettled = interpreter.modules.isSettled;
  const line = lineOf(value, interpreter);
  if (wasSettled) lineages.set(value, line);
  return line;
}

function lineOf(value: ClassValue, interpreter: Interpreter): readonly ClassValue[] {
  const line: ClassValue[] = [];
  let at: ClassValue | null = value;
  while (at && !line.includes(at) && line.length < 8) {
    const parts: readonly ClassValue[] = [at, ...otherParts(at, interpreter)];
    line.push(...parts);
    at = parts.map((part) => baseOf(part, interpreter)).find((base) => base !== null) ?? null;
  }
  return line;
}

/** C#: the other parts of a partial class. */
function otherParts({ definition, scope }: ClassValue, interpreter: Interpreter): readonly ClassValue[] {
  const { file } = scope as Scope;
  if (!definition.annotations.includes('partial')) return [];
  return partsNamed(definition.name, file, interpreter).filter((part) => part.definition !== definition);
}

function partsNamed(name: string, { language }: CodeFile, interpreter: Interpreter): readonly ClassValue[] {
  const found = interpreter.modules.codebase.classesNamed(language.id, name);
  if (found.length > 4 || !found.every(({ definition }) => definition.annotations.includes('partial')))
    return [];
  return found.flatMap(({ file, definition }) => interpreter.modules.classIn(file, definition) ?? []);
}

function baseOf(value: ClassValue, interpreter: Interpreter): ClassValue | null {
  const { scope } = infos.get(value)!;
  for (const name of value.definition.bases) {
    const last = name.split('.').at(-1)!;
    const found = valueNamed(scope, name) ?? valueNamed(scope, last) ?? globalClass(last, scope, interpreter);
    if (found?.kind === 'class') return found;
  }
  return null;
}

/** A class of the project by its name, in languages that need no import for it. */
export function globalClass(name: string, scope: Scope, interpreter: Interpreter): ClassValue | null {
  const { language } = scope.file;
  if (!language.classesAreGlobal || !/^[A-Z]/.test(name)) return null;
  const found = interpreter.modules.codebase.classesNamed(language.id, name);
  if (found.length !== 1) return partsNamed(name, scope.file, interpreter)[0] ?? null;
  const { file, definition } = found[0]!;
  return interpreter.modules.classIn(file, definition);
}

/** A method, a getter's value, or what a constructor does not set of an object; null if there is none. */
export function memberOfClass(
  instance: InstanceValue,
  name: string,
  scope: Scope,
  interpreter: Interpreter,
): Value | null {
  for (const one of lineage(instance.of, interpreter)) {
    const method = methodNamed(one.definition, name);
    if (!method) continue;
    const fn = methodValue(method, one, method.isStatic ? one : instance);
    if (!method.isGetter) return fn;
    void scope;
    return runFunction(
      fn,
      { positional: [], keywords: new Map(), isOpen: false },
      { kind: 'root' },
      interpreter,
    );
  }
  return staticMember(instance.of, name, interpreter);
}

function methodValue(definition: FunctionSyntax, of: ClassValue, self: Value): FunctionValue {
  return { kind: 'function', definition, scope: infos.get(of)!.scope, self };
}

export function staticMember(value: ClassValue, name: string, interpreter: Interpreter): Value | null {
  for (const one of lineage(value, interpreter)) {
    const info = infos.get(one)!;
    if (!info.hasStatics) {
      info.hasStatics = true;
      initializeStatics(one, info, interpreter.aside());
    }
    const field = entryOf(staticFieldsOf(one, one.definition), name, one.definition);
    if (field) return field;
    const method = methodNamed(one.definition, name);
    if (method) return methodValue(method, one, one);
    const inner = info.inner.get(name);
    if (inner) return inner;
  }
  return null;
}

function initializeStatics(value: ClassValue, { scope }: ClassInfo, interpreter: Interpreter): void {
  const fields = staticFieldsOf(value, value.definition);
  for (const field of value.definition.fields) {
    if (!field.isStatic) continue;
    setEntry(fields, field.name, fieldValue(field, scope, interpreter), field, interpreter);
  }
}

function fieldValue(field: FieldSyntax, scope: Scope, interpreter: Interpreter): Value {
  if (field.value && field.value.kind !== 'null') return evaluate(field.value, scope, interpreter);
  const declared = field.type === null ? null : declaredValue(field.type, field, scope, interpreter);
  return declared ?? scalar(null, field);
}

/** `new Client(…)`. */
export function construct(
  of: ClassValue,
  passed: Passed,
  reason: Reason,
  interpreter: Interpreter,
): InstanceValue {
  const instance: InstanceValue = { kind: 'instance', of, fields: interpreter.journal.made(noFields(of)) };
  fill(instance, passed, reason, interpreter);
  return instance;
}

function noFields(of: ClassValue): RecordValue {
  return { kind: 'record', entries: [], open: false, place: of.definition, type: of.definition.name };
}

/** Field initializers and the constructor. */
function fill(
  instance: InstanceValue,
  passed: Passed | null,
  reason: Reason,
  interpreter: Interpreter,
): void {
  const { of } = instance;
  if (interpreter.constructing.has(of.definition) || interpreter.constructing.size > MOST_CONSTRUCTIONS)
    return;
  interpreter.constructing.add(of.definition);
  const line = lineage(of, interpreter);
  for (const one of [...line].reverse()) {
    const scope = insideOf(one, instance);
    for (const field of one.definition.fields) {
      if (field.isStatic) continue;
      const value = fieldValue(field, scope, interpreter);
      setEntry(instance.fields, field.name, value, field, interpreter);
    }
  }
  const maker = line.find((one) => constructorOf(one));
  if (maker) {
    runFunction(methodValue(constructorOf(maker)!, maker, instance), passed, reason, interpreter);
  }
  interpreter.constructing.delete(of.definition);
}

const someObjects = new WeakMap<ClassValue, InstanceValue>();

/**
 * Any object of a class: what its constructor is given is not known. It is the same one for all who ask, made when
 * somebody looks into it; what they change of it is taken back.
 */
export function someObject(of: ClassValue, interpreter: Interpreter): InstanceValue {
  const known = someObjects.get(of);
  if (known) return known;
  let fields: RecordValue | null = null;
  const aside = interpreter.aside();
  const instance: InstanceValue = {
    kind: 'instance',
    of,
    get fields() {
      if (!fields) {
        fields = noFields(of);
        fill(instance, null, { kind: 'root' }, aside);
        age(
          fields,
          lineage(of, aside).map(({ definition }) => definition),
          infos.get(of)!.scope.file.language.id,
        );
      }
      return fields;
    },
  };
  someObjects.set(of, instance);
  return instance;
}

/** Whether an object may have lived before it is looked at: its fields may hold more than they began with. */
export function hasPast(instance: InstanceValue): boolean {
  return someObjects.get(instance.of) === instance;
}

/** `super(…)`: the constructor of the class above. */
export function constructAbove(
  within: ClassValue,
  instance: InstanceValue,
  passed: Passed,
  reason: Reason,
  interpreter: Interpreter,
): void {
  const above = lineage(within, interpreter)
    .slice(1)
    .find((one) => constructorOf(one));
  if (!above) return;
  runFunction(methodValue(constructorOf(above)!, above, instance), passed, reason, interpreter);
}

function constructorOf(value: ClassValue): FunctionSyntax | undefined {
  return methodNamed(value.definition, 'constructor');
}

function insideOf(of: ClassValue, instance: InstanceValue): Scope {
  const { scope } = infos.get(of)!;
  return {
    ...scope,
    names: new Map([['this', cellWith('this', instance)]]),
    parent: scope,
  };
}

/** A method as it is looked at for itself. */
export function methodOf(definition: FunctionSyntax, instance: InstanceValue, of: ClassValue): FunctionValue {
  return methodValue(definition, of, definition.isStatic ? of : instance);
}

/** An object of a class of the project that is known by its declared type alone. */
export function instanceOfDeclared(
  type: string,
  scope: Scope,
  interpreter: Interpreter,
): InstanceValue | null {
  const last = type.split('.').at(-1)!;
  const value = valueNamed(scope, last);
  // Java's imports name classes, which are found by their names alone.
  if (value && value.kind !== 'class' && value.kind !== 'unknown') return null;
  const named =
    value?.kind === 'class' ? value : (ownInner(last, scope) ?? globalClass(last, scope, interpreter));
  const of = implementationOf(named, last, scope.file, interpreter);
  return of && someObject(of, interpreter);
}

/**
 * Of an interface or an abstract class the class of the project that implements it, where there is one: who holds
 * it holds that. An interface of which no file is read is taken for one of the project's own, unless its name or
 * what the class imports says otherwise.
 */
function implementationOf(
  declared: ClassValue | null,
  name: string,
  from: CodeFile,
  interpreter: Interpreter,
  depth = 0,
): ClassValue | null {
  const isOpen = declared ? declared.definition.annotations.includes('abstract') : /^[A-Z]/.test(name);
  if (!from.language.classesAreGlobal || !isOpen || depth > 3) return declared;
  const found = interpreter.modules.codebase.classesNamed(from.language.id, below(name));
  if (found.length !== 1) return declared;
  const { file, definition } = found[0]!;
  if (!declared && isOfLibrary(name, definition, file)) return null;
  const only = interpreter.modules.classIn(file, definition);
  return only ? implementationOf(only, definition.name, file, interpreter, depth + 1) : declared;
}

/** The object that methods of a class are looked at with: of an abstract one that of the only class below it. */
export function objectOf(of: ClassValue, interpreter: Interpreter): InstanceValue {
  const { file } = infos.get(of)!.scope;
  return someObject(implementationOf(of, of.definition.name, file, interpreter) ?? of, interpreter);
}

const ofThePlatform =
  /^(?:I(?:Async)?(?:Disposable|Enumerable|Enumerator)|I(?:HostedService|Comparable|Comparer|Equatable|Cloneable|Formattable|RequestHandler|Middleware)|Runnable|Callable|Comparable|Comparator|AutoCloseable|Closeable|Cloneable|Serializable|Iterable|Iterator|Function|Supplier|Consumer|Predicate|Thread|Exception|RuntimeException|Object)$/;

/** An interface that is imported comes from the project if its package begins as that of the file does. */
function isOfLibrary(name: string, { name: of }: ClassStatement, file: CodeFile): boolean {
  if (ofThePlatform.test(name)) return true;
  if (file.language.id === 'csharp' ? !/^I[A-Z]/.test(name) : !of.includes(name)) return true;
  const own = /^\s*package\s+(\w+(?:\.\w+)?)/m.exec(file.text)?.[1];
  return file.tree.statements.some(
    (one) =>
      one.kind === 'import' &&
      one.from.endsWith(`.${name}`) &&
      !(own !== undefined && one.from.startsWith(`${own}.`)),
  );
}

function ownInner(name: string, scope: Scope): ClassValue | null {
  for (let within = scope.within; within; within = infos.get(within)!.outer) {
    const inner = infos.get(within)!.inner.get(name);
    if (inner) return inner;
  }
  return null;
}

/**
 * A field that no constructor sets, but another method: `async connect() { this.conn = new Connection() }`. That
 * method is taken to have run.
 */
export function fieldLater(instance: InstanceValue, name: string, interpreter: Interpreter): Value | null {
  if (!interpreter.isFirstLook(instance, name)) return null;
  for (const one of lineage(instance.of, interpreter)) {
    for (const method of fillersOf(one.definition, name)) {
      if (interpreter.active.includes(method)) continue;
      const found = interpreter.quietly(() => {
        runFunction(methodValue(method, one, instance), null, { kind: 'root' }, interpreter);
        return entryOf(instance.fields, name, method);
      });
      if (found && !(found.kind === 'scalar' && found.value === null)) {
        setEntry(instance.fields, name, found, method, interpreter);
        return found;
      }
    }
  }
  return null;
}
