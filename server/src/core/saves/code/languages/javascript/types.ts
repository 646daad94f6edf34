import { type Concrete, child } from '../concrete.ts';
import { type Context, textOf, withoutTypeArguments } from './context.ts';

/** Types that say nothing of a value beside another one: `Connection | null`. */
const empty: ReadonlySet<string> = new Set(['null', 'undefined', 'void', 'never']);

/** The name in a type: `Connection` of `: readonly jsforce.Connection<S>[] | null`; null for a type without one. */
export function typeName(written: string): string | null {
  const parts = withoutTypeArguments(written.replace(/^\s*:/, ''))
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const telling = parts.length > 1 ? parts.filter((part) => !empty.has(part)) : parts;
  const only = telling.length === 1 ? telling[0]! : '';
  const name = only.replace(/^readonly\s+/, '').replace(/(\s*\[\s*\])+$/, '');
  return /^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(name) ? name : null;
}

/** The declared type of what has a type annotation in it. */
export function typeOf(context: Context, node: Concrete, field = 'type'): string | null {
  const annotation = child(node, field);
  return annotation?.type === 'type_annotation' ? typeName(textOf(context, annotation)) : null;
}
