/** Types around another one that say nothing of what can be done with the value. */
const wrappers = new Set([
  'Optional',
  'Type',
  'type',
  'Final',
  'ClassVar',
  'Annotated',
  'Required',
  'NotRequired',
]);

/** `str | None` and `Union[str, None]` are `str`. */
function joined(names: readonly string[]): string | null {
  const left = new Set(names.map(typeName).filter((name) => name !== 'None'));
  const [only] = left;
  return left.size === 1 ? only! : null;
}

/** Splits at a separator that stands in no brackets. */
function split(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === '[' || letter === '(') depth++;
    else if (letter === ']' || letter === ')') depth--;
    else if (letter === separator && depth === 0) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** The name of a type hint without arguments: `Optional['Salesforce']` is `Salesforce`; null for several. */
export function typeName(hint: string): string | null {
  let text = hint.trim();
  for (;;) {
    const quoted = /^(?:[a-zA-Z]?)(['"])([\s\S]*)\1$/.exec(text);
    if (quoted) text = quoted[2]!.trim();
    const union = split(text, '|');
    if (union.length > 1) return joined(union);
    const [, name, inner] = /^([\w.\s]+)\[([\s\S]*)\]$/.exec(text) ?? [];
    if (name === undefined) return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text) ? text : null;
    const last = name.trim().replace(/^.*\./, '');
    if (last === 'Union') return joined(split(inner!, ','));
    if (!wrappers.has(last)) return name.trim();
    text = split(inner!, ',')[0]!.trim();
  }
}

export function isFinal(hint: string): boolean {
  return /^\s*(?:[\w.]+\.)?Final\b/.test(hint);
}
