import { metaphone } from '../algorithms/metaphone.ts';
import { companyWords } from '../methods/companyName.ts';
import { foldText, wordsOf } from '../methods/text.ts';

// Each takes a value that is trimmed and not blank, and leaves something of it: values that are equal are to meet.

/** Any field: in lower case (help.salesforce.com, matching_rules_normalization_for_match_keys). */
export function wholeValue(text: string): string {
  return text.toLowerCase();
}

const lowerA = 97;
const lowerZ = 122;

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
const mostKept = 50_000;

/** Every word by double metaphone: Doe is "t", Benioff "pnf". A name that it gives nothing for stays as it is. */
export function soundOf(text: string): string {
  let sound = metaphones.get(text);
  if (sound === undefined) {
    sound = wordsOf(foldText(text).folded).map(metaphone).join('') || wholeValue(text);
    if (metaphones.size >= mostKept) metaphones.clear();
    metaphones.set(text, sound);
  }
  return sound;
}

/** `(words, characters)` of a company name without legal forms: "salesforce.com" by (2,5) is "sales". */
export function companyStart(text: string, words: number, characters: number): string {
  const { folded } = foldText(text);
  const named = companyWords(folded);
  const taken = named.length > 0 ? named : wordsOf(folded);
  let start = '';
  for (let at = 0; at < words && at < taken.length; at++) start += taken[at]!.slice(0, characters);
  return start === '' ? wholeValue(text) : start;
}

const extension = /(?:ext|x|#).*$/i;
const mayHaveExtension = /[x#]/i;

/** Digits without the last four; "1-415-555-1234" is "415555" where a leading 1 is dropped. */
export function phoneStart(text: string, dropsLeadingOne: boolean): string {
  const number = mayHaveExtension.test(text) ? text.replace(extension, '') : text;
  let all = '';
  for (let at = 0; at < number.length; at++) {
    const code = number.charCodeAt(at);
    if (code >= 48 && code <= 57) all += number[at];
  }
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
  return (plain.test(local) ? local : local.replace(notLetterOrDigit, '') || local) + emailDomain(lower);
}

/** "john_doe@us.salesforce.com" is "@salesforce.com". Without an @ the whole. */
export function emailDomain(text: string): string {
  const lower = text.toLowerCase();
  const at = lower.lastIndexOf('@');
  if (at < 0) return lower;
  const domain = lower.slice(at + 1);
  const last = domain.lastIndexOf('.');
  const second = last <= 0 ? -1 : domain.lastIndexOf('.', last - 1);
  if (second < 0) return `@${domain}`;
  // Not documented: below a country a short label is taken for a public one, as in example.co.uk.
  const isPublic = domain.length - last === 3 && last - second <= 4;
  const third = isPublic ? domain.lastIndexOf('.', second - 1) : second;
  return `@${second === 0 ? domain : domain.slice(third + 1)}`;
}
