import type { CompiledItem } from '../model.ts';
import type { KeyPart } from './matchKey.ts';
import {
  cityStart,
  companyStart,
  emailAddress,
  emailDomain,
  exactValue,
  firstLetter,
  phoneStart,
  soundOf,
  zipStart,
} from './normalise.ts';
import { streetStart } from './street.ts';

type PartOf = (item: number) => KeyPart;

const ascii = /^[\x20-\x7e]*$/;
/** Salesforce compares the first 99 characters (knowledge article 005132441). */
const asciiCompared = /^[\x20-\x7e]{0,99}$/;
const oneWord = /^[a-z]*$/i;
const beginsWithLetter = /^(?:[a-z][\x20-\x7e]*)?$/i;
const address = /^(?:[\w.-]+@(?:[a-z\d-]+\.[a-z]{2,}|(?:[a-z\d-]+\.)+[a-z]{3,}))?$/i;
const northAmerican = /^(?:\+?1?[\s.-]*\(?\d{3}\)?[\s.-]*\d{3}[\s.-]*\d{4})?$/;
const zipCode = /^(?:\d{5}(?:-?\d{4})?)?$/;
const numberAndName = /^(?:\d+ [\x20-\x7e]+)?$/;

const part = (notation: string, rule: string, usual: RegExp, of: (text: string) => string): PartOf => {
  return (item) => ({ item, notation, rule, of, usual });
};

const withoutOne = 'digits without leading 1 and last four';

export const firstNameInitial = part('First_Name (1,1)', 'first letter', beginsWithLetter, firstLetter);
export const lastNameSound = part('Last_Name', 'double metaphone', oneWord, soundOf);
export const email = part('Email', 'without separators and sub-domain', address, emailAddress);
export const emailOfDomain = part('Email', 'domain', address, emailDomain);
export const phone = part('Phone', withoutOne, northAmerican, (text) => phoneStart(text, true));
export const wholePhone = part('Phone', 'digits without last four', northAmerican, (text) =>
  phoneStart(text, false),
);
export const city = part('City (1,6)', 'first six letters and digits', ascii, cityStart);
export const zip = part('ZIP (1,3)', 'first three characters', zipCode, zipStart);
export const street = part('Street', 'number and name of the street', numberAndName, streetStart);

export function company(characters: number): PartOf {
  return part(`Company (2,${characters})`, `two words, ${characters} letters of each`, ascii, (text) =>
    companyStart(text, 2, characters),
  );
}

/** What an item adds to a key that is made from the rule's criteria; null: nothing, as of Title. */
export function partOf(item: CompiledItem): KeyPart | null {
  const { number, field } = item;
  switch (item.method.method) {
    case 'Exact':
      return {
        ...part(field, 'whole value in lower case', asciiCompared, exactValue)(number),
        hidesNothing: true,
      };
    case 'FirstName':
      return { ...firstNameInitial(number), notation: `${field} (1,1)` };
    case 'LastName':
      return { ...lastNameSound(number), notation: field };
    case 'CompanyName':
      return company(6)(number);
    case 'Phone':
      return phone(number);
    case 'City':
      return city(number);
    case 'Street':
      return street(number);
    case 'Zip':
      return zip(number);
    case 'Title':
      return null;
  }
}
