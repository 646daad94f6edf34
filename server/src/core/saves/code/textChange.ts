/** What of a text was replaced by what: all between the parts at both ends that are the same. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Texts are compared in blocks of so many characters first. */
const block = 4_096;

export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + block <= shorter && before.slice(start, start + block) === after.slice(start, start + block))
    start += block;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  const most = shorter - start;
  const [b, a] = [before.length, after.length];
  let same = 0;
  while (
    same + block <= most &&
    before.slice(b - same - block, b - same) === after.slice(a - same - block, a - same)
  )
    same += block;
  while (same < most && before.charCodeAt(b - 1 - same) === after.charCodeAt(a - 1 - same)) same++;
  return { start, oldEnd: b - same, newEnd: a - same };
}
