/** Shorter ones are copies anyway. */
const shortest = 13;

/**
 * A part of a text that is kept longer than the text: JavaScript's engine makes slices that hold the whole text which
 * they were cut from, and names in a file's tree outlive many versions of it.
 */
export function partOf(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  // What is put together is copied when it is sliced.
  return part.length < shortest ? part : ` ${part}`.slice(1);
}
