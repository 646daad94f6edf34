import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** By the byte order mark, or by the zeros that ASCII has in UTF-16; null: look at the bytes. */
export function encodingOfStart(bytes: Uint8Array): Encoding | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const pairs = Math.min(bytes.length >> 1, endOfFirstLine(bytes) >> 1, 100);
  if (pairs < 2) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < pairs; at++) {
    if (bytes[2 * at] === 0) even++;
    if (bytes[2 * at + 1] === 0) odd++;
  }
  if (odd > pairs * 0.7 && even === 0) return 'utf-16le';
  return even > pairs * 0.7 && odd === 0 ? 'utf-16be' : null;
}

/** The names of fields, which are ASCII; what follows them may be in any script. */
function endOfFirstLine(bytes: Uint8Array): number {
  const end = bytes.indexOf(10);
  return end < 0 ? bytes.length : end;
}

/** Whether bytes that come in pieces are UTF-8. */
export function utf8Check(): (piece: Uint8Array) => boolean {
  let open: Uint8Array = new Uint8Array(0);
  let isFine = true;
  return (piece) => {
    if (!isFine) return false;
    const bytes = open.length === 0 ? piece : Buffer.concat([open, piece]);
    const end = endOfWholeCharacters(bytes);
    isFine = isUtf8(bytes.subarray(0, end));
    open = bytes.slice(end);
    return isFine;
  };
}

function endOfWholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}
