import type { Expression, Syntax } from '../../saves/code/tree.ts';
import { locate, type Place } from '../../text.ts';

const longestExpression = 80;

/**
 * What the code writes as the value of a field, shortened: where another file sets it, as the literal has it; '' where
 * that has no such field.
 */
export function expressionOf(
  name: string,
  setter: Place,
  literal: Place,
  file: { readonly uri: string; readonly text: string },
): string {
  const isHere = setter.anchor.uri === file.uri;
  const at = isHere ? (valueIn(name, setter) ?? setter) : entryOf(name, literal as Expression);
  return at ? sourceOf(at, file.text, file.uri) : '';
}

function entryOf(name: string, literal: Expression): Expression | null {
  if (literal.kind !== 'record') return null;
  const named = ({ key }: { readonly key: Expression | null }) =>
    key?.kind === 'text' && key.parts.length === 1 && key.parts[0] === name;
  return literal.entries.find(named)?.value ?? null;
}

export function sourceOf(place: Place, text: string, uri: string): string {
  if (place.anchor.uri !== uri) return '';
  const { start, end } = locate(place);
  return shorten(text.slice(start, Math.min(end, start + 1_000)).replace(/\s+/g, ' '));
}

export function shorten(text: string, times = 1): string {
  const longest = longestExpression * times;
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** The value in an entry, an assignment, or a call: `dict(Email=x)`, `lead.put('Email', x)`. */
function valueIn(name: string, setter: Place): Expression | null {
  const syntax = setter as Partial<Syntax> & { readonly value?: Expression };
  if (syntax.kind === undefined || syntax.kind === 'assign') return syntax.value ?? null;
  if (syntax.kind !== 'call') return null;
  const { arguments: given } = setter as Extract<Expression, { kind: 'call' }>;
  const named = given.find((argument) => argument.name === name);
  if (named) return named.value;
  return given.length >= 2 && given.every((argument) => argument.name === null) ? given.at(-1)!.value : null;
}
