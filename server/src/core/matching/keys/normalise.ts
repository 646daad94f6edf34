import { idProblem } from '../../records/ids.ts';
import { metaphone } from '../algorithms/metaphone.ts';
import { companyWords } from '../methods/companyName.ts';
import { foldText, LONGEST_COMPARED, withoutZeros, wordsOf } from '../methods/text.ts';
import { legalForms } from '../tables/companyWords.ts';

// Each takes a value that is trimmed and not blank, and leaves something of it: values that are equal are to meet.

/** Any field: in lower case (help.salesforce.com, matching_rules_normalization_for_match_keys). */
export function wholeValue(text: string): string {
  return text.toLowerCase();
}

const mostEvaluated = 99;
const idLength = 18;

/**
 * The same of a field that is compared exactly: what may be equal is to meet, as comparing says how far it is. So
 * diacritics, line breaks, the number of spaces, zeros at the end of decimals, and what is beyond 99 characters or 15
 * of an id do not count.
 */
export function exactValue(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === idLength && idProblem(text) === null) return lower.slice(0, 15);
  const start = lower.length > mostEvaluated ? lower.slice(0, mostEvaluated) : lower;
  if (ascii.test(start)) return start.endsWith('0') ? withoutZeros(start) : withSingleSpaces(start);
  return foldText(start.toUpperCase()).folded || start;
}

/** As folding leaves them: a text that is cut off may end with some. */
function withSingleSpaces(text: string): string {
  return text.includes('  ') || text.endsWith(' ') ? text.replace(/ +/g, ' ').trim() || text : text;
}

const lowerA = 97;
const lowerZ = 122;
const space = 32;
const ampersand = 38;
const apostrophe = 39;
const fullStop = 46;
const ascii = /^[\x20-\x7e]*$/;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Of ASCII. */
function isLetterOrDigit(code: number): boolean {
  const lower = code | 32;
  return (lower >= lowerA && lower <= lowerZ) || isDigit(code);
}

/** The characters of a text that are taken, without a string for each. */
function only(text: string, takes: (code: number) => boolean): string {
  let taken = '';
  let from = -1;
  for (let at = 0; at < text.length; at++) {
    if (takes(text.charCodeAt(at))) {
      if (from < 0) from = at;
    } else if (from >= 0) {
      taken += text.slice(from, at);
      from = -1;
    }
  }
  return from === 0 ? text : from > 0 ? taken + text.slice(from) : taken;
}

/** `(1,1)`: of the first word the first letter. */
export function firstLetter(text: string): string {
  const code = text.charCodeAt(0) | 32;
  if (code >= lowerA && code <= lowerZ) {
    const second = text.charCodeAt(1);
    // What follows an ASCII letter may change it: a combining mark.
    if (Number.isNaN(second) || second < 128) return String.fromCharCode(code);
  }
  const [word = ''] = wordsOf(foldText(text).folded);
  return word === '' ? wholeValue(text) : String.fromCodePoint(word.codePointAt(0)!);
}

const metaphones = new Map<string, string>();
const mostKept = 200_000;
/** A longer text may be a part of a much longer one, which it would keep in memory. */
const longestKept = 12;
const isOneWord = /^[a-z]{1,99}$/i;

/** Every word by double metaphone: Doe is "t", Benioff "pnf". A name that it gives nothing for stays as it is. */
export function soundOf(text: string): string {
  const known = metaphones.get(text);
  if (known !== undefined) return known;
  const sound =
    (isOneWord.test(text) ? metaphone(text.toLowerCase()) : soundOfWords(text)) || wholeValue(text);
  if (text.length > longestKept) return sound;
  if (metaphones.size >= mostKept) metaphones.clear();
  metaphones.set(text, sound);
  return sound;
}

function soundOfWords(text: string): string {
  return wordsOf(foldText(text).folded).map(metaphone).join('');
}

/** `(words, characters)` of a company name without legal forms: "salesforce.com" by (2,5) is "sales". */
export function companyStart(text: string, words: number, characters: number): string {
  return plainCompanyStart(text, words, characters) ?? anyCompanyStart(text, words, characters);
}

/** Of a name that begins with enough plain words; null of any other. */
function plainCompanyStart(text: string, words: number, characters: number): string | null {
  if (text.length > LONGEST_COMPARED) return null;
  let start = '';
  let taken = 0;
  let from = -1;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : space;
    if (isLetterOrDigit(code)) {
      if (from < 0) from = at;
      continue;
    }
    if (code > 127 || code === ampersand || code === apostrophe || code === fullStop) return null;
    if (from < 0) continue;
    const word = text.slice(from, at).toLowerCase();
    from = -1;
    if (legalForms.has(word)) continue;
    start += word.slice(0, characters);
    if (++taken === words) return start;
  }
  return null;
}

function anyCompanyStart(text: string, words: number, characters: number): string {
  const { folded } = foldText(text);
  const named = companyWords(folded);
  const taken = named.length > 0 ? named : wordsOf(folded);
  let start = '';
  for (let at = 0; at < words && at < taken.length; at++) start += taken[at]!.slice(0, characters);
  return start === '' ? wholeValue(text) : start;
}

const extension = /ext|x|#/i;

/** Digits without the last four; "1-415-555-1234" is "415555" where a leading 1 is dropped. */
export function phoneStart(text: string, dropsLeadingOne: boolean): string {
  const extended = text.search(extension);
  const all = only(extended < 0 ? text : text.slice(0, extended), isDigit);
  const digits = dropsLeadingOne && all.startsWith('1') ? all.slice(1) : all;
  return (digits.length > 4 ? digits.slice(0, -4) : digits) || wholeValue(text);
}

const notLetterOrDigit = /[^\p{L}\p{N}]+/gu;
const plain = /^[a-z0-9]+$/;

/** Letters and digits, the first six of them: "Philadelphia" is "philad". */
export function cityStart(text: string): string {
  return lettersAndDigits(text).slice(0, 6) || wholeValue(text);
}

/** The first three letters or digits: "10001" is "100". */
export function zipStart(text: string): string {
  return lettersAndDigits(text).slice(0, 3) || wholeValue(text);
}

function lettersAndDigits(text: string): string {
  const lower = text.toLowerCase();
  return plain.test(lower) ? lower : foldText(text).folded.replace(notLetterOrDigit, '');
}

/** "john_doe@us.ibm.com" is "johndoe@ibm.com": separators and sub-domain dropped. */
export function emailAddress(text: string): string {
  const lower = text.toLowerCase();
  const at = lower.lastIndexOf('@');
  if (at <= 0) return lower;
  const local = lower.slice(0, at);
  const isAscii = ascii.test(local);
  const letters = isAscii ? only(local, isLetterOrDigit) : local.replace(notLetterOrDigit, '');
  return (letters || local) + domainOf(lower, at);
}

/** "john_doe@us.salesforce.com" is "@salesforce.com". Without an @ the whole. */
export function emailDomain(text: string): string {
  const lower = text.toLowerCase();
  const at = lower.lastIndexOf('@');
  return at < 0 ? lower : domainOf(lower, at);
}

/** Several keys ask for the domain of the same address, one after the other. */
let lastAddress = '';
let lastDomain = '@';

function domainOf(lower: string, at: number): string {
  if (lower !== lastAddress) {
    lastDomain = domainBehind(lower.slice(at + 1));
    lastAddress = lower;
  }
  return lastDomain;
}

function domainBehind(domain: string): string {
  const last = domain.lastIndexOf('.');
  const second = last <= 0 ? -1 : domain.lastIndexOf('.', last - 1);
  if (second < 0) return `@${domain}`;
  // Not documented: below a country a short label is taken for a public one, as in example.co.uk.
  const isPublic = domain.length - last === 3 && last - second <= 4;
  const third = isPublic ? domain.lastIndexOf('.', second - 1) : second;
  return `@${second === 0 ? domain : domain.slice(third + 1)}`;
}
