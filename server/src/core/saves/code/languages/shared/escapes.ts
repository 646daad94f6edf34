const simple: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
  '0': '\0',
  '\n': '',
};

/** Escapes of Java, and those of C# that Java shares or does not have; a character that needs none stays. */
export function unescaped(written: string): string {
  if (!written.includes('\\')) return written;
  return written.replace(
    /\\(?:u+([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{1,4})|([0-3]?[0-7]{1,2})|\r?(.|\n))/gs,
    (_, unicode?: string, long?: string, hex?: string, octal?: string, other?: string) => {
      const digits = unicode ?? long ?? hex;
      if (digits !== undefined) return character(Number.parseInt(digits, 16));
      if (octal !== undefined) return character(Number.parseInt(octal, 8));
      return simple[other!] ?? other!;
    },
  );
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** `1_000L`, `0x1F`, `2.5f`; null for what is none. */
export function numberOf(written: string): number | null {
  const digits = written.replaceAll('_', '').toLowerCase();
  const plain = /^0[xb]/.test(digits) ? digits.replace(/[ul]+$/, '') : digits.replace(/[ulfdm]+$/, '');
  const value = Number(plain);
  return plain === '' || Number.isNaN(value) ? null : value;
}
