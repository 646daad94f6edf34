/** What files begin with that people take for data files, and what to do about it. */
const kinds: readonly (readonly [start: string, what: string])[] = [
  ['1f8b', 'it is compressed by gzip: unpack it first'],
  ['425a68', 'it is compressed by bzip2: unpack it first'],
  ['fd377a585a00', 'it is compressed by xz: unpack it first'],
  ['28b52ffd', 'it is compressed by Zstandard: unpack it first'],
  ['377abcaf271c', 'it is a 7-Zip archive: unpack it first'],
  ['d0cf11e0a1b11ae1', 'it is a workbook or document of an old Office: save it as CSV (UTF-8)'],
  ['25504446', 'it is a PDF document'],
  ['50415231', 'it is a Parquet file: export it as CSV'],
  ['53514c69746520666f726d6174203300', 'it is an SQLite database: export a table as CSV'],
  ['fffe0000', 'it is UTF-32: save it as UTF-8'],
  ['0000feff', 'it is UTF-32: save it as UTF-8'],
];

const zip = /^504b(?:0304|0506|0708)/;

/** More of these in a text than one in twenty, and it is none. */
const mostControls = 0.05;

/** Why the start of a file is not that of text with records; null if it may be. @param isWide it is UTF-16 */
export function noDataFile(start: Uint8Array, isWide: boolean): string | null {
  const bytes = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, 200));
  return isPage(bytes) ? 'it is a web page or XML, and no data file' : noText(start, isWide);
}

function isPage(bytes: Buffer): boolean {
  return /^\s*<(?:!doctype|html|\?xml)/i.test(bytes.toString('latin1'));
}

/** Why the start of a file is not that of text; null if it may be. @param isWide it is UTF-16 */
export function noText(start: Uint8Array, isWide: boolean): string | null {
  const bytes = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, 65_536));
  const hex = bytes.toString('hex', 0, 16);
  const known = kinds.find(([begin]) => hex.startsWith(begin));
  if (known) return known[1];
  if (zip.test(hex)) {
    const isWorkbook = bytes.includes('[Content_Types].xml') || bytes.includes('xl/');
    return isWorkbook
      ? 'it is an Excel workbook: save it as CSV (UTF-8)'
      : 'it is a ZIP archive: unpack it first';
  }
  return !isWide && controlsIn(bytes) > bytes.length * mostControls ? 'it is no text' : null;
}

function controlsIn(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32)) count++;
  return count;
}
