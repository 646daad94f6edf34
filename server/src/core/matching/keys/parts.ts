import type { CompiledItem } from '../model.ts';
import type { KeyPart } from './matchKey.ts';
import {
  cityStart,
  companyStart,
  emailAddress,
  emailDomain,
  firstLetter,
  phoneStart,
  soundOf,
  wholeValue,
  zipStart,
} from './normalise.ts';
import { streetStart } from './street.ts';

type PartOf = (item: number) => KeyPart;

const part = (notation: string, rule: string, of: (text: string) => string): PartOf => {
  return (item) => ({ item, notation, rule, of });
};

export const firstNameInitial = part('First_Name (1,1)', 'first letter', firstLetter);
export const lastNameSound = part('Last_Name', 'double metaphone', soundOf);
export const email = part('Email', 'without separators and sub-domain', emailAddress);
export const emailOfDomain = part('Email', 'domain', emailDomain);
export const phone = part('Phone', 'digits without leading 1 and last four', (text) =>
  phoneStart(text, true),
);
export const wholePhone = part('Phone', 'digits without last four', (text) => phoneStart(text, false));
export const city = part('City (1,6)', 'first six letters and digits', cityStart);
export const zip = part('ZIP (1,3)', 'first three characters', zipStart);
export const street = part('Street', 'number and name of the street', streetStart);

export function company(characters: number): PartOf {
  return part(`Company (2,${characters})`, `two words, ${characters} letters of each`, (text) =>
    companyStart(text, 2, characters),
  );
}

/** What an item adds to a key that is made from the rule's criteria; null: nothing, as of Title. */
export function partOf(item: CompiledItem): KeyPart | null {
  const { number, field } = item;
  switch (item.method.method) {
    case 'Exact':
      return { item: number, notation: field, rule: 'whole value in lower case', of: wholeValue };
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
