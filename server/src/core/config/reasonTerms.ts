import { isoDate } from '../records/calendar.ts';

/** What the end of a reason says besides: `merged at night (owner: Ada Byron; until: 2027-01-31)`. */
export interface ReasonTerms {
  /** Who answers for it; null where nobody is named. */
  readonly owner: string | null;
  /** The last day on which it holds; null where none is stated. */
  readonly until: StatedDate | null;
}

export interface StatedDate {
  /** As it is written. */
  readonly written: string;
  /** `2027-01-31`; null where it is no date that can be read without a doubt. */
  readonly date: string | null;
}

export const noTerms: ReasonTerms = { owner: null, until: null };

const TERM = /^(owner|until|expires)\s*(?:[:=](.*)|\s(\d.*))$/i;
/** A comma may belong to a name: it ends a term only where another one begins. */
const BETWEEN = /;|,(?=\s*(?:owner|until|expires)\s*(?:[:=]|\s\d))/i;

/**
 * Takes owner and date off the end of a reason. In any order, one or both, with semicolons or commas between, in any
 * case; `expires` is `until`. A parenthesis that says anything else is part of the reason.
 */
export function readTerms(text: string): { readonly text: string; readonly terms: ReasonTerms } {
  const found = lastParenthesis(text);
  if (found === null) return { text, terms: noTerms };
  const parts = found.inside.split(BETWEEN).map((part) => part.trim());
  const read = parts.filter((part) => part !== '').map((part) => TERM.exec(part));
  if (read.length === 0 || read.some((term) => term === null)) return { text, terms: noTerms };
  let owner: string | null = null;
  let until: StatedDate | null = null;
  for (const term of read) {
    const value = (term![2] ?? term![3] ?? '').trim();
    if (term![1]!.toLowerCase() === 'owner') owner = value || owner;
    else until = { written: value, date: readDate(value) };
  }
  return { text: text.slice(0, found.index).trim(), terms: { owner, until } };
}

/** The parenthesis at the end of a text, full stop aside; a name in it may have one of its own. */
function lastParenthesis(text: string): { readonly inside: string; readonly index: number } | null {
  const trimmed = text.trimEnd();
  const end = (trimmed.endsWith('.') ? trimmed.slice(0, -1).trimEnd() : trimmed).length - 1;
  if (text[end] !== ')') return null;
  let depth = 0;
  for (let index = end; index >= 0; index--) {
    if (text[index] === ')') depth++;
    else if (text[index] === '(' && --depth === 0) return { inside: text.slice(index + 1, end), index };
  }
  return null;
}

/** Year first, so that no day can be taken for a month. */
function readDate(text: string): string | null {
  const parts = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (parts === null) return null;
  return isoDate([Number(parts[1]), Number(parts[3]), Number(parts[4])]) ?? null;
}

/** How a stated date stands to today (`2027-01-31`; null where it is not known). */
export function expiryOf(
  { date }: StatedDate,
  today: string | null,
): 'running' | 'expired' | 'not-judged' | 'unreadable' {
  if (date === null) return 'unreadable';
  if (today === null) return 'not-judged';
  return date < today ? 'expired' : 'running';
}
