const simple: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escapes = /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(\r\n|[\s\S]))/g;

/** What a string is whose inside is written so. Escapes that are wrong stay as they are written. */
export function unescaped(written: string): string {
  if (!written.includes('\\')) return written;
  return written.replace(escapes, (whole, braced, four, two, octal, single) => {
    const hex: string | undefined = braced ?? four ?? two;
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    // A line that goes on in the next one.
    if (/^[\r\n\u2028\u2029]/.test(single)) return '';
    return simple[single] ?? single;
  });
}

/** What a string literal holds, with its quotes around it; an unfinished one holds the rest. */
export function stringValue(literal: string): string {
  const quote = literal[0];
  const closed = literal.length > 1 && literal.endsWith(quote ?? '');
  return unescaped(literal.slice(1, closed ? -1 : undefined));
}

/** The value of a number literal; NaN where it is none. A bigint is a number too. */
export function numberValue(literal: string): number {
  const digits = literal.replaceAll('_', '').replace(/n$/, '');
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  return Number(digits);
}
