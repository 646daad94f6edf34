import type { TextValue, Value } from '../../values.ts';
import type { Called } from '../libraryCalls.ts';
import { choiceOf, textOf } from '../values/build.ts';

/** A path resolved against an address: a path from the root takes the place of the address's own. */
export function resolvedUrl(path: Value, base: Value, at: Called['syntax']): Value {
  if (path.kind === 'choice') {
    return choiceOf(path.options.map(({ when, value }) => ({ when, value: resolvedUrl(value, base, at) })));
  }
  const start = path.kind === 'text' ? path.parts[0] : null;
  if (typeof start === 'string' && /^[a-z]+:\/\//i.test(start)) return path;
  if (base.kind !== 'text') return textOf([base, ...(startsWithSlash(start) ? [] : ['/']), path], at);
  return textOf([startsWithSlash(start) ? originOf(base) : folderOf(base), path], at);
}

function startsWithSlash(start: string | Value | null | undefined): boolean {
  return typeof start === 'string' && start.startsWith('/');
}

function originOf(base: TextValue): Value {
  const [start] = base.parts;
  if (typeof start === 'string') {
    const origin = /^[a-z]+:\/\/[^/]*/i.exec(start)?.[0];
    if (origin !== undefined && (origin.length < start.length || base.parts.length === 1)) {
      return textOf([origin], base.place);
    }
    return base;
  }
  return start ?? base;
}

function folderOf(base: TextValue): Value {
  const last = base.parts.at(-1);
  if (typeof last !== 'string') return textOf([...base.parts, '/'], base.place);
  const slash = last.lastIndexOf('/');
  return slash < 0 || last.endsWith('://')
    ? textOf([...base.parts, '/'], base.place)
    : textOf([...base.parts.slice(0, -1), last.slice(0, slash + 1)], base.place);
}
