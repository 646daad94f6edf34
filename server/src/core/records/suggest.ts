import { closest, distance } from 'fastest-levenshtein';

const plain = (text: string) => text.toLowerCase().replace(/[-_\s]/g, '');

/** The name that was probably meant; null where none is near. */
export function nearest(name: string, names: readonly string[]): string | null {
  if (name === '' || names.length === 0) return null;
  const found = closest(
    plain(name),
    names.map((one) => plain(one)),
  );
  const near = distance(plain(name), found) <= Math.max(name.length > 3 ? 2 : 1, Math.floor(name.length / 3));
  return near ? (names.find((one) => plain(one) === found) ?? null) : null;
}

/** The name of which this is a slip of the finger: one letter, or two letters exchanged. */
export function misspelt(name: string, names: readonly string[]): string | null {
  const letters = (text: string) => [...plain(text)].sort().join('');
  const found = nearest(name, names);
  if (found === null || plain(found) === plain(name)) return found;
  return distance(plain(name), plain(found)) === 1 || letters(found) === letters(name) ? found : null;
}

/** ` Did you mean "outcome"?`, or what is there, if that is little; '' if there is nothing to say. */
export function suggestion(meant: string | null, names: readonly string[]): string {
  if (meant !== null) return ` Did you mean "${meant}"?`;
  return names.length > 0 && names.length <= 12 ? ` There are: ${names.join(', ')}.` : '';
}
