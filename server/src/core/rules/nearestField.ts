import { distance } from 'fastest-levenshtein';
import standardObjectNames from '../metadata/standardObjectNames.json' with { type: 'json' };

/** Words that differ by a letter, and are words all the same. */
const pairsOfWords = new Set([
  'form',
  'from',
  'trial',
  'trail',
  'patient',
  'patent',
  'brand',
  'band',
  'unit',
]);

const mostEdits = 2;

/**
 * The one known field of which a name is as good as certainly a slip of the finger; null where there is none or
 * several, or where the name may as well be that of another field: another number in it, another word.
 */
export function nearestField(name: string, known: readonly string[]): string | null {
  const near = known.filter((one) => isSlip(name, one, known));
  return near.length === 1 ? near[0]! : null;
}

function isSlip(name: string, meant: string, known: readonly string[]): boolean {
  // Most are told apart by their lengths, without taking them apart.
  if (Math.abs(name.length - meant.length) > mostEdits) return false;
  const [own, other] = [split(name), split(meant)];
  if (own.ending !== other.ending || own.stem.toLowerCase() === other.stem.toLowerCase()) return false;
  if (own.stem.replace(/\D/g, '') !== other.stem.replace(/\D/g, '')) return false;
  const edits = editsBetween(own.stem.toLowerCase(), other.stem.toLowerCase());
  if (edits > mostEdits || edits > own.stem.length / 4) return false;
  return own.ending === '' || isSlipInWord(own.stem, other.stem, known);
}

/**
 * Standard fields are nearly all known; custom ones are named as people like. So only one letter too many, one left
 * out or two exchanged count, within a word that is none elsewhere.
 */
function isSlipInWord(name: string, meant: string, known: readonly string[]): boolean {
  const [own, other] = [wordsOf(name), wordsOf(meant)];
  if (own.length !== other.length) return false;
  const differing = own.flatMap((word, index) => (word === other[index] ? [] : [index]));
  if (differing.length !== 1) return false;
  const [written, right] = [own[differing[0]!]!, other[differing[0]!]!];
  if (right.length < 4) return false;
  if (written[0] !== right[0] || written.at(-1) !== right.at(-1)) return false;
  const isExchanged = written.length === right.length && lettersOf(written) === lettersOf(right);
  if (editsBetween(written, right) !== 1 || (written.length === right.length && !isExchanged)) return false;
  return !pairsOfWords.has(written) && !isWordElsewhere(written, known);
}

function isWordElsewhere(word: string, known: readonly string[]): boolean {
  return [known, standardObjectNames].some((names) => names.some((one) => wordsOf(one).includes(word)));
}

/** Letters added, left out or replaced; two neighbours exchanged count as one. */
function editsBetween(one: string, other: string): number {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const exchanged = one.slice(0, start) + (one[start + 1] ?? '') + (one[start] ?? '') + one.slice(start + 2);
  return exchanged === other ? 1 : distance(one, other);
}

function split(name: string): { readonly stem: string; readonly ending: string } {
  const ending = /__p?c$/i.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - ending.length), ending: ending.toLowerCase() };
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/__p?c$/i, '')
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

function lettersOf(word: string): string {
  return [...word].sort().join('');
}
