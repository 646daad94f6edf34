import type { SaveTarget } from '../../../site.ts';
import type { Value } from '../../values.ts';
import { entryOf } from '../members.ts';
import { alternatives, plainText } from '../values/build.ts';

/** A field that is to be filled by a class below (`sobject = None`) names no object. */
const objectName = /^(?!(?:null|None|undefined|nil)$)[A-Za-z]\w*$/;

/** On which object a save works, by the object that a library's model tells, or else by its records. */
export function targetOf(object: Value, records: Value | null): SaveTarget {
  const told = byName(object);
  if (told.kind === 'objects') return told;
  const types = records ? typesOf(records) : null;
  if (types && types.length > 0) {
    return { kind: 'objects', names: types, evidence: 'the type that the records name' };
  }
  return told;
}

/** What a conversion creates: nothing, where the code names an account and a contact to merge into. */
export function conversionTarget(created: Value): SaveTarget {
  const isNothing = created.kind === 'choice' && created.options.length === 0;
  if (isNothing) return { kind: 'objects', names: [], evidence: 'it merges into records that are there' };
  return byName(created);
}

function byName(object: Value): SaveTarget {
  const names = new Set<string>();
  let open: SaveTarget | null = null;
  for (const { value } of alternatives(object)) {
    const name = plainText(value);
    if (name !== null && objectName.test(name)) names.add(name);
    else if (value.kind !== 'scalar' || value.value !== null) {
      const parameter = parameterIn(value);
      if (parameter !== null) {
        return { kind: 'generic', why: `${parameter} is handed in` };
      }
      open ??= { kind: 'unknown', why: whyUnknown(value) };
    }
  }
  if (open) return open;
  if (names.size === 0) return { kind: 'unknown', why: 'the code names none' };
  const evidence = names.size === 1 ? 'named in the code' : 'one of those that the code names';
  return { kind: 'objects', names: [...names], evidence };
}

function whyUnknown(value: Value): string {
  if (value.kind === 'unknown') return value.why;
  if (value.kind === 'text') {
    const text = plainText(value);
    if (text !== null) return `“${text}” is no name of an object`;
    const part = value.parts.find((one) => typeof one !== 'string' && one.kind === 'unknown');
    return typeof part === 'object' && part.kind === 'unknown' ? part.why : 'it is put together from parts';
  }
  return 'it is no text';
}

/** The name of a parameter that a value depends on; null if there is none. */
export function parameterIn(value: Value): string | null {
  switch (value.kind) {
    case 'parameter':
      return [value.name, ...value.path.filter((name) => name !== '*')]
        .filter((name) => name !== '')
        .join('.');
    case 'text':
      return firstOf(value.parts.flatMap((part) => (typeof part === 'string' ? [] : [part])));
    case 'choice':
      return firstOf(value.options.map((option) => option.value));
    default:
      return null;
  }
}

function firstOf(values: readonly Value[]): string | null {
  for (const value of values) {
    const found = parameterIn(value);
    if (found !== null) return found;
  }
  return null;
}

/**
 * `attributes: { type: 'Lead' }`; null where one does not say. The class of a record is what a library's model may
 * know to be the object: the body of a request can be of any class.
 */
function typesOf(records: Value): readonly string[] | null {
  switch (records.kind) {
    case 'record': {
      const attributes = entryOf(records, 'attributes', records.place);
      const named =
        attributes?.kind === 'record'
          ? entryOf(attributes, 'type', records.place)
          : entryOf(records, 'type', records.place);
      const text = plainText(named);
      return text !== null && objectName.test(text) ? [text] : null;
    }
    case 'list':
      return records.open ? null : united(records.items.map(typesOf));
    case 'choice':
      return united(records.options.map(({ value }) => typesOf(value)));
    default:
      return null;
  }
}

function united(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  const names = new Set<string>();
  for (const list of lists) {
    if (list === null) return null;
    for (const name of list) names.add(name);
  }
  return [...names];
}
