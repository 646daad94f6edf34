const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The character that a reference stands for: `&amp;`, `&#65;`, `&#x41;`. Null for an entity that XML does
 * not predefine (declared ones are never expanded) and for a number that is no character.
 */
export function decodeReference(reference: string): string | null {
  const number = /^&#(?:x([0-9a-f]+)|([0-9]+));$/i.exec(reference);
  if (number === null) return predefined[reference.slice(1, -1)] ?? null;
  const code = number[1] === undefined ? Number.parseInt(number[2]!, 10) : Number.parseInt(number[1], 16);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : null;
}

/** Decodes all references in an attribute's value; those that cannot be decoded stay as they are. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&[^;&\s]{1,12};/g, (reference) => decodeReference(reference) ?? reference);
}

/**
 * The span of a document type declaration with its internal subset, or null. One that is not closed reaches
 * to the first start tag of an element or to the end.
 */
export function findDoctype(text: string): { start: number; end: number } | null {
  const prolog = /^\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*)*/.exec(text)![0];
  const start = prolog.length;
  if (!/^<!doctype/i.test(text.slice(start, start + 9))) return null;
  let quote = '';
  let depth = 0;
  for (let at = start + 9; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '[') depth++;
    else if (character === ']') depth--;
    else if (character === '>' && depth <= 0) return { start, end: at + 1 };
  }
  const element = /<[a-z]/i.exec(text.slice(start + 9));
  return { start, end: element === null ? text.length : start + 9 + element.index };
}

/** The comments of an XML document, marks included. They are lost on the next retrieve of a metadata file. */
export function xmlComments(text: string): { start: number; end: number; text: string }[] {
  return [...text.matchAll(/<!--([\s\S]*?)(?:-->|$)/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[1]!,
  }));
}
