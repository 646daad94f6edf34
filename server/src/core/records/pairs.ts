import type { SampleField, SampleRecord } from './model.ts';

/**
 * A record of `Name=value` pairs, as a command line gives them. Values are text until the object's description
 * is known; `Name=` is a blank field; `Id=…` makes it the test of an update.
 */
export function recordFromPairs(
  object: string,
  pairs: readonly string[],
): { readonly record: SampleRecord; readonly problems: readonly string[] } {
  const fields: SampleField[] = [];
  const problems: string[] = [];
  let id: string | null = null;
  for (const [index, pair] of pairs.entries()) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals < 0 || name === '') {
      // Not quoted: it may be a value whose name was forgotten.
      problems.push(`Field ${index + 1} has no name: write Name=value.`);
      continue;
    }
    const value = pair.slice(equals + 1);
    if (/^id$/i.test(name)) id = value.trim() === '' ? null : value.trim();
    else fields.push({ name, value: value === '' ? null : value });
  }
  return { record: { object, id, fields }, problems };
}
