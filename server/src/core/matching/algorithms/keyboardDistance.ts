import { LONGEST_COMPARED } from '../methods/text.ts';

/** Rows of a US keyboard, each with how far it is shifted to the right, in keys. */
const rows: readonly (readonly [string, number])[] = [
  ['1234567890', 0],
  ['qwertyuiop', 0.5],
  ['asdfghjkl', 0.75],
  ['zxcvbnm', 1.25],
];

const codes = 128;
const nextTo = neighbours();

function neighbours(): Uint8Array {
  const keys = rows.flatMap(([row, shift], y) => [...row].map((key, x) => ({ key, x: x + shift, y })));
  const table = new Uint8Array(codes * codes);
  for (const one of keys) {
    for (const other of keys) {
      if (one === other || Math.abs(one.y - other.y) > 1 || Math.abs(one.x - other.x) > 1) continue;
      table[one.key.charCodeAt(0) * codes + other.key.charCodeAt(0)] = 1;
    }
  }
  return table;
}

/** Edits are counted in halves so that whole numbers do: an edit is 2, the key next to the right one 1. */
const edit = 2;
const slip = 1;
const line = new Uint16Array(LONGEST_COMPARED + 1);

/**
 * Keyboard distance as a score, 0 to 100: edit distance in which the key next to the right one counts half. That keys
 * weigh by their place is documented, the weights are not; this is a stand-in.
 *
 * @param one at most {@link LONGEST_COMPARED} characters, as `other`
 */
export function keyboardDistanceScore(one: string, other: string): number {
  const longer = Math.max(one.length, other.length);
  if (longer === 0) return 100;
  let start = 0;
  let oneEnd = one.length;
  let otherEnd = other.length;
  const shorter = Math.min(oneEnd, otherEnd);
  while (start < shorter && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  while (
    oneEnd > start &&
    otherEnd > start &&
    one.charCodeAt(oneEnd - 1) === other.charCodeAt(otherEnd - 1)
  ) {
    oneEnd--;
    otherEnd--;
  }
  const cost = editsBetween(one, other, start, oneEnd, otherEnd);
  return Math.round(100 * (1 - cost / edit / longer));
}

function editsBetween(one: string, other: string, start: number, oneEnd: number, otherEnd: number): number {
  const columns = otherEnd - start;
  for (let column = 0; column <= columns; column++) line[column] = column * edit;
  for (let row = start; row < oneEnd; row++) {
    const letter = one.charCodeAt(row);
    let diagonal = line[0]!;
    let left = diagonal + edit;
    line[0] = left;
    for (let column = 1; column <= columns; column++) {
      const above = line[column]!;
      const best = Math.min(left, above) + edit;
      const replaced = diagonal + replacement(letter, other.charCodeAt(start + column - 1));
      left = replaced < best ? replaced : best;
      line[column] = left;
      diagonal = above;
    }
  }
  return line[columns]!;
}

function replacement(letter: number, by: number): number {
  if (letter === by) return 0;
  return letter < codes && by < codes && nextTo[letter * codes + by] === 1 ? slip : edit;
}
