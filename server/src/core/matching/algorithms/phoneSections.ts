/** A phone number in the sections that are compared, each of digits; '' where there is none. */
export interface PhoneSections {
  readonly country: string;
  readonly area: string;
  readonly next: string;
  readonly last: string;
  /** Ten digits as in North America, with or without its 1 before them. */
  readonly northAmerican: boolean;
  /** An extension was left out. */
  readonly extended: boolean;
}

/** Country calling codes of one and two digits (ITU-T E.164); the others have three. */
const shortCodes = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 ' +
    '86 90 91 92 93 94 95 98'
  ).split(' '),
);

const extension = /(?:\b(?:ext|extension|x)\.?|[;,#])[\s:]*\d+\s*$/i;
const international = /^\s*(?:\+|00)/;
const trunkZero = /\(0\)/;
const notDigit = /\D+/g;
const letter = /[a-z]/i;
/** North American area codes begin with 2 or more: what begins with 0 or 1 is a number of another country. */
const areaAndNumber = /^[2-9]\d{9}$/;

/** Null where the value is no phone number: without digits, or with letters in it. An extension is left out. */
export function phoneSectionsOf(value: string): PhoneSections | null {
  const number = value.replace(extension, '');
  if (letter.test(number)) return null;
  const digits = number.replace(trunkZero, '').replace(notDigit, '');
  if (digits === '') return null;
  const extended = number.length < value.length;
  if (!international.test(number)) {
    if (digits.length === 11 && digits.startsWith('1'))
      return sections('1', digits.slice(1), areaAndNumber.test(digits.slice(1)), extended);
    return sections('', digits, areaAndNumber.test(digits), extended);
  }
  const dialled = digits.startsWith('00') ? digits.slice(2) : digits;
  const country = countryCodeOf(dialled);
  const national = dialled.slice(country.length);
  return sections(country, national, country === '1' && areaAndNumber.test(national), extended);
}

function countryCodeOf(digits: string): string {
  const code = [1, 2].map((length) => digits.slice(0, length)).find((start) => shortCodes.has(start));
  return code ?? digits.slice(0, 3);
}

function sections(
  country: string,
  national: string,
  northAmerican: boolean,
  extended: boolean,
): PhoneSections {
  const end = national.length;
  return {
    country,
    area: national.slice(0, Math.max(0, end - 7)),
    next: national.slice(Math.max(0, end - 7), Math.max(0, end - 4)),
    last: national.slice(Math.max(0, end - 4)),
    northAmerican,
    extended,
  };
}
