import type { Place } from '../../../text.ts';
import type { Syntax } from '../tree.ts';
import type {
  FunctionValue,
  InstanceValue,
  LibraryValue,
  ParameterValue,
  RecordValue,
  Value,
} from '../values.ts';
import { fieldLater, hasPast, memberOfClass, staticMember } from './classes.ts';
import type { Interpreter } from './interpreter.ts';
import { modelsOf } from './libraryCalls.ts';
import type { Scope } from './state/scope.ts';
import { choiceOf, scalar, unknown } from './values/build.ts';

/** Records that stand for a value that is changed though only in part known: what they do not hold, it may. */
export const standsFor = new WeakMap<RecordValue, Value>();

/** `object.name`. */
export function memberOf(
  object: Value,
  name: string,
  at: Syntax,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  switch (object.kind) {
    case 'choice':
      return choiceOf(
        object.options
          // `options?.headers`: nothing comes of nothing.
          .filter(
            ({ value }) => !(value.kind === 'scalar' && value.value === null) || object.options.length === 1,
          )
          .map(({ when, value }) => ({ when, value: memberOf(value, name, at, scope, interpreter) })),
      );
    case 'parameter':
      if (object.path.length > 6) return unknown(`a part of the parameter ${object.name}`);
      return partOf(object, name);
    case 'record': {
      const found = entryOf(object, name, at);
      if (found) return found.kind === 'function' ? withSelf(found, object) : found;
      const base = standsFor.get(object);
      if (base) return memberOf(base, name, at, scope, interpreter);
      if (object.open) return unknown(`${name} of an object that is not known in full`);
      return scalar(null, at);
    }
    case 'instance':
      return memberOfInstance(object, name, at, scope, interpreter);
    case 'class':
      return staticMember(object, name, interpreter) ?? unknown(`${object.definition.name}.${name}`);
    case 'library':
      return memberOfLibrary(object, name, at, scope) ?? unknown(`${name} of ${object.type}`);
    case 'text':
      // An address: `url.href`, and Ruby's `uri.request_uri` and `uri.path`, which end as it does.
      if (name === 'href' || name === 'request_uri' || (name === 'path' && scope.file.language.id === 'ruby'))
        return object;
      return unknown(
        name === 'length' || name === 'pathname' ? `the ${name} of a text` : `${name} of a text`,
      );
    case 'function': {
      return unknown(`${name} of a function`);
    }
    case 'list':
      return unknown(`the ${name} of a list`);
    case 'scalar':
      return unknown(`${name} of a plain value`);
    default:
      return unknown(object.why);
  }
}

function memberOfInstance(
  object: InstanceValue,
  name: string,
  at: Syntax,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  const field = entryOf(object.fields, name, at);
  if (field && !isBlank(field)) return field;
  const member = memberOfClass(object, name, scope, interpreter);
  if (member) return member;
  const later = fieldLater(object, name, interpreter);
  if (later) return later;
  return field && !hasPast(object) ? field : unknown(`${name}, which is set elsewhere`);
}

/** What a field begins with that is filled later. */
function isBlank(value: Value): boolean {
  if (value.kind === 'text') return value.parts.length === 0;
  return value.kind === 'scalar' && value.value === null;
}

export function memberOfLibrary(
  object: LibraryValue,
  name: string,
  at: Syntax,
  scope: Scope,
): Value | undefined {
  for (const model of modelsOf(scope.file)) {
    const found = model.member?.(object, name, at);
    if (found !== undefined) return found;
  }
  return object.state.get(name);
}

/** The value under a key, with those that are set on some ways only; null where there is none. */
export function entryOf(record: RecordValue, key: string, at: Place): Value | null {
  let found: Value | null = null;
  for (const entry of record.entries) {
    if (entry.key !== key) continue;
    if (entry.when === null) found = entry.value;
    else {
      found = choiceOf([
        { when: entry.when, value: entry.value },
        { when: null, value: found ?? (record.open ? unknown('set on some ways only') : scalar(null, at)) },
      ]);
    }
  }
  return found;
}

/** Written out, as below: copies of objects are slow, and look different from what is written as a whole. */
function withSelf(value: FunctionValue, self: Value): FunctionValue {
  const { kind, definition, scope } = value;
  return value.self ? value : { kind, definition, scope, self };
}

function partOf(parameter: ParameterValue, part: string): ParameterValue {
  const { kind, definition, index, name, path, typeArguments } = parameter;
  const common = { kind, definition, index, name, path: [...path, part], type: null };
  return typeArguments ? { ...common, typeArguments } : common;
}

/** `object[index]`. */
export function itemOf(
  object: Value,
  index: Value,
  at: Syntax,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  if (index.kind === 'choice' && object.kind === 'record') {
    return choiceOf(
      index.options.map(({ when, value }) => ({
        when,
        value: itemOf(object, value, at, scope, interpreter),
      })),
    );
  }
  const key = keyOf(index);
  if (object.kind === 'choice') {
    return choiceOf(
      object.options.map(({ when, value }) => ({
        when,
        value: itemOf(value, index, at, scope, interpreter),
      })),
    );
  }
  if (object.kind === 'list') {
    if (index.kind === 'scalar' && typeof index.value === 'number' && !object.open) {
      const count = object.items.length;
      const item = object.items[index.value < 0 ? count + index.value : index.value];
      if (item) return item;
    }
    return anyItem(object, at);
  }
  if (key !== null) return memberOf(object, key, at, scope, interpreter);
  if (object.kind === 'record' && !object.open && object.entries.length > 0 && object.entries.length <= 8) {
    return choiceOf(object.entries.map(({ value }) => ({ when: null, value })));
  }
  if (object.kind === 'parameter') return partOf(object, '*');
  return unknown('picked by a key that is not known');
}

/** An item of what is iterated, whichever it is. */
export function anyItem(iterated: Value, at: Place): Value {
  switch (iterated.kind) {
    case 'list': {
      const options = iterated.items.map((value) => ({ when: null, value }));
      if (iterated.open || options.length === 0) {
        options.push({ when: null, value: unknown('an item of a list that is not known') });
      }
      return choiceOf(options);
    }
    case 'choice':
      return choiceOf(iterated.options.map(({ when, value }) => ({ when, value: anyItem(value, at) })));
    case 'parameter':
      return partOf(iterated, '*');
    case 'record':
      return iterated.open || iterated.entries.length === 0
        ? unknown('a key of an object')
        : choiceOf(
            iterated.entries.map(({ key, place }) => ({
              when: null,
              value: { kind: 'text', parts: key === '' ? [] : [key], place } as const,
            })),
          );
    default:
      return unknown(iterated.kind === 'unknown' ? iterated.why : 'an item of a list that is not known');
  }
}

/** The key that an index is; null where it is not known. */
export function keyOf(index: Value): string | null {
  if (index.kind === 'text') {
    if (index.parts.length === 0) return '';
    const [only] = index.parts;
    return index.parts.length === 1 && typeof only === 'string' ? only : null;
  }
  return index.kind === 'scalar' ? String(index.value) : null;
}
