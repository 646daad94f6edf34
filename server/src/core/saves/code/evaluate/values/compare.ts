import type { ParameterValue, TextValue, Value } from '../../values.ts';

/** Whether two values are certainly the same. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === 'text' && b.kind === 'text') return sameParts(a, b);
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.value === b.value;
  if (a.kind === 'unknown' && b.kind === 'unknown') return a.why === b.why;
  if (a.kind === 'parameter' && b.kind === 'parameter') return sameParameter(a, b);
  if (a.kind === 'function' && b.kind === 'function') {
    return a.definition === b.definition && a.scope === b.scope && a.self === b.self;
  }
  return false;
}

function sameParts({ parts }: TextValue, { parts: others }: TextValue): boolean {
  if (parts.length !== others.length) return false;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!;
    const other = others[index]!;
    if (part === other) continue;
    if (typeof part === 'string' || typeof other === 'string' || !sameValue(part, other)) return false;
  }
  return true;
}

function sameParameter(a: ParameterValue, b: ParameterValue): boolean {
  return (
    a.definition === b.definition &&
    a.index === b.index &&
    a.path.length === b.path.length &&
    a.path.every((name, index) => name === b.path[index])
  );
}

/** Whether two values are equal when the code runs; null where that is not known. */
export function areEqual(a: Value, b: Value): boolean | null {
  if (a.kind === 'choice') return sameForAll(a.options, (one) => areEqual(one, b));
  if (b.kind === 'choice') return sameForAll(b.options, (one) => areEqual(a, one));
  if (a.kind === 'text' && b.kind === 'text') {
    const isKnown = [...a.parts, ...b.parts].every((part) => typeof part === 'string');
    return isKnown ? a.parts.join('') === b.parts.join('') : null;
  }
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.value === b.value;
  if (isKnown(a) && isKnown(b) && a.kind !== b.kind) return false;
  return null;
}

/** Whether a value counts as true; null where that is not known. */
export function truth(value: Value): boolean | null {
  switch (value.kind) {
    case 'text':
      if (value.parts.some((part) => typeof part === 'string')) return true;
      return value.parts.length === 0 ? false : null;
    case 'scalar':
      return Boolean(value.value);
    // An empty one is true in JavaScript and false in Python.
    case 'record':
      return value.entries.some(({ when }) => when === null) ? true : null;
    case 'list':
      return value.items.length > 0 ? true : null;
    case 'function':
    case 'class':
    case 'instance':
    case 'library':
      return true;
    case 'choice':
      return sameForAll(value.options, truth);
    default:
      return null;
  }
}

/** Whether a value is null or undefined; null where that is not known. */
export function isNothing(value: Value): boolean | null {
  if (value.kind === 'scalar') return value.value === null;
  if (value.kind === 'choice') return sameForAll(value.options, isNothing);
  return isKnown(value) ? false : null;
}

function isKnown({ kind }: Value): boolean {
  return kind !== 'unknown' && kind !== 'parameter' && kind !== 'choice';
}

function sameForAll(
  options: readonly { readonly value: Value }[],
  test: (value: Value) => boolean | null,
): boolean | null {
  const [first, ...rest] = options.map(({ value }) => test(value));
  return first !== undefined && rest.every((one) => one === first) ? first : null;
}
