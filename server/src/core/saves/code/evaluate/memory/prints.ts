import type { CodeLanguage } from '../../language.ts';
import type { Value } from '../../values.ts';
import type { Cell } from '../state/scope.ts';
import { type Uses, usesOf } from './uses.ts';

const ids = new WeakMap<object, number>();
let next = 0;

function idOf(object: object): number {
  let id = ids.get(object);
  if (id === undefined) {
    id = ++next;
    ids.set(object, id);
  }
  return id;
}

const LONGEST = 4_000;

/**
 * A text that is the same for two values only if everything that is found out from the one holds of the other.
 * Functions, classes and places count by what they are in the tree.
 */
export function printOf(cell: Cell): string {
  // Other files answer for themselves.
  if (cell.value === null) return cell.imported ? 'imported' : 'nothing';
  const parts: string[] = [];
  print(cell.value, parts, 0);
  const text = parts.join(' ');
  return text.length > LONGEST ? `${++next}` : text;
}

function print(value: Value, into: string[], depth: number): void {
  if (depth > 6 || into.length > 400) {
    into.push(String(++next));
    return;
  }
  switch (value.kind) {
    case 'unknown':
      into.push('?', value.why);
      return;
    case 'text':
      into.push('t', String(idOf(value.place)));
      for (const part of value.parts) {
        if (typeof part === 'string') into.push(JSON.stringify(part));
        else print(part, into, depth + 1);
      }
      return;
    case 'scalar':
      into.push('s', String(value.value), String(idOf(value.place)));
      return;
    case 'record':
      into.push(value.open ? '{…' : '{', String(idOf(value.place)), value.type ?? '');
      for (const { key, value: inner, place, when } of value.entries) {
        into.push(key, String(idOf(place)), when ?? '');
        print(inner, into, depth + 1);
      }
      into.push('}');
      return;
    case 'list':
      into.push(value.open ? '[…' : '[', String(idOf(value.place)));
      for (const item of value.items) print(item, into, depth + 1);
      into.push(']');
      return;
    case 'function':
      // What it closes over beside names of the file is not printed: another evaluation makes another one.
      into.push('f', String(idOf(value.definition)));
      return;
    case 'class':
      into.push('c', value.definition.name);
      return;
    case 'instance':
      into.push('i', value.of.definition.name);
      print(value.fields, into, depth + 1);
      return;
    case 'library':
      into.push('l', value.type, value.place ? String(idOf(value.place)) : '');
      for (const [name, inner] of value.state) {
        into.push(name);
        print(inner, into, depth + 1);
      }
      return;
    case 'parameter':
      into.push('p', String(idOf(value.definition)), String(value.index), ...value.path);
      return;
    case 'choice':
      into.push('(');
      for (const { when, value: inner } of value.options) {
        into.push(when ?? '');
        print(inner, into, depth + 1);
      }
      into.push(')');
  }
}

/** Names that code comes upon which gets hold of a value: its classes, and what its functions use. */
export function usesInValue(value: Value, language: CodeLanguage): Iterable<Pick<Uses, 'names' | 'members'>> {
  const classes = new Set<string>();
  const uses: Pick<Uses, 'names' | 'members'>[] = [{ names: classes, members: new Set() }];
  const seen = new Set<Value>();
  const look = (one: Value): void => {
    if (seen.has(one)) return;
    seen.add(one);
    switch (one.kind) {
      case 'record':
        for (const { value: inner } of one.entries) look(inner);
        return;
      case 'list':
        for (const item of one.items) look(item);
        return;
      case 'text':
        for (const part of one.parts) if (typeof part !== 'string') look(part);
        return;
      case 'function':
        uses.push(usesOf(one.definition, language));
        if (one.self) look(one.self);
        return;
      case 'class':
        classes.add(one.definition.name);
        return;
      case 'instance':
        classes.add(one.of.definition.name);
        look(one.fields);
        return;
      case 'library':
        for (const inner of one.state.values()) look(inner);
        return;
      case 'choice':
        for (const { value: inner } of one.options) look(inner);
    }
  };
  look(value);
  return uses;
}
