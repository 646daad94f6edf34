import type { FieldScalar } from '../../core/records/model.ts';
import type { SandboxObject, SandboxSchema } from '../schema/model.ts';
import {
  companyKinds,
  companySuffixes,
  companyWords,
  firstNames,
  lastNames,
  places,
  streets,
  titles,
} from './names.ts';
import { Random } from './random.ts';
import type { RecordStore } from './store.ts';

/** How many records of each kind. */
export interface DataSize {
  readonly accounts: number;
  readonly contacts: number;
  readonly leads: number;
  /** Of each custom object. */
  readonly others: number;
}

export const defaultSize: DataSize = { accounts: 400, contacts: 1200, leads: 1200, others: 600 };

type Fields = Record<string, FieldScalar>;

/** Fills the org with synthetic records: the same for the same schema, size and seed. */
export function generateRecords(
  store: RecordStore,
  schema: SandboxSchema,
  userId: string,
  size: DataSize,
  seed = 1,
): void {
  const random = new Random(seed);
  const insert = (object: string, fields: Fields): string =>
    store.insert(schema.object(object)!, Object.entries(fields), userId).id;
  const accountIds = Array.from({ length: size.accounts }, () => insert('Account', account(random)));
  for (let count = 0; count < size.contacts; count++) {
    const accountId = accountIds.length > 0 ? random.pick(accountIds) : null;
    insert('Contact', contact(random, accountId));
  }
  for (let count = 0; count < size.leads; count++) insert('Lead', lead(random));
  for (const object of schema.objects.filter(({ custom, createable }) => custom && createable)) {
    for (let count = 0; count < size.others; count++) insert(object.name, other(object, random));
  }
}

interface Person {
  readonly first: string;
  readonly last: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
}

function person(random: Random): Person {
  const [first, last, company] = [random.pick(firstNames), random.pick(lastNames), companyName(random)];
  // Numbered, so that no two of them are duplicates by chance.
  const number = random.below(9_000_000) + 1_000_000;
  const email = `${first}.${last}.${number}@${domainOf(company)}`.toLowerCase();
  return { first, last, company, email, phone: phoneNumber(random) };
}

function account(random: Random): Fields {
  const name = companyName(random);
  const [city, postalCode, country] = random.pick(places);
  return {
    Name: name,
    Type: random.pick(['Prospect', 'Customer', 'Partner', 'Other']),
    Website: `https://www.${domainOf(name)}`,
    Phone: phoneNumber(random),
    Industry: random.pick(['Banking', 'Consulting', 'Education', 'Energy', 'Manufacturing', 'Technology']),
    BillingStreet: street(random),
    BillingCity: city,
    BillingPostalCode: postalCode,
    BillingCountry: country,
    NumberOfEmployees: 5 * (1 + random.below(400)),
  };
}

function contact(random: Random, accountId: string | null): Fields {
  const { first, last, email, phone } = person(random);
  const [city, postalCode, country] = random.pick(places);
  return {
    FirstName: first,
    LastName: last,
    AccountId: accountId,
    Title: random.pick(titles),
    Email: random.chance(0.95) ? email : null,
    Phone: random.chance(0.8) ? phone : null,
    MailingStreet: street(random),
    MailingCity: city,
    MailingPostalCode: postalCode,
    MailingCountry: country,
  };
}

function lead(random: Random): Fields {
  const { first, last, company, email, phone } = person(random);
  const [city, postalCode, country] = random.pick(places);
  return {
    FirstName: random.chance(0.9) ? first : null,
    LastName: last,
    Company: company,
    Title: random.pick(titles),
    Email: random.chance(0.9) ? email : null,
    Phone: random.chance(0.7) ? phone : null,
    Street: street(random),
    City: city,
    PostalCode: postalCode,
    Country: country,
    Status: random.pick(['Open - Not Contacted', 'Working - Contacted']),
    LeadSource: random.pick(['Web', 'Phone Inquiry', 'Partner Referral', 'Other']),
    Rating: random.pick(['Hot', 'Warm', 'Cold']),
  };
}

/** A custom object's fields get values by their types and the words in their names. */
function other(object: SandboxObject, random: Random): Fields {
  const { first, last, company, email, phone } = person(random);
  const [city] = random.pick(places);
  const words: readonly (readonly [RegExp, FieldScalar])[] = [
    [/first_?name/i, first],
    [/last_?name|surname/i, last],
    [/company|employer/i, company],
    [/city/i, city],
    [/title|position/i, random.pick(titles)],
    [/name/i, `${first} ${last}`],
  ];
  const fields: Fields = {};
  for (const { name, type, length, writable, picklistValues, unique } of object.fields) {
    const number = random.below(9_000_000) + 1_000_000;
    if (!writable || (!object.custom && name === 'Name') || name === 'OwnerId') continue;
    if (type === 'email') fields[name] = email;
    else if (type === 'phone') fields[name] = phone;
    else if (type === 'picklist')
      fields[name] = picklistValues.length > 0 ? random.pick(picklistValues) : null;
    else if (type === 'string') {
      const word = words.find(([pattern]) => pattern.test(name))?.[1];
      const text = word ?? (unique ? `X-${number}` : null);
      fields[name] = typeof text === 'string' ? text.slice(0, length) : null;
    }
  }
  return fields;
}

function companyName(random: Random): string {
  const name = `${random.pick(companyWords)} ${random.pick(companyKinds)}`;
  const suffix = random.pick(companySuffixes);
  return suffix === '' ? name : `${name} ${suffix}`;
}

/** Domains under `.example` exist nowhere (RFC 2606). */
function domainOf(company: string): string {
  return `${company.split(' ').slice(0, 2).join('-').toLowerCase()}.example`;
}

/** Numbers that Ofcom keeps free for fiction. */
function phoneNumber(random: Random): string {
  return `+44 113 496 ${String(random.below(1000)).padStart(4, '0')}`;
}

function street(random: Random): string {
  return `${1 + random.below(180)} ${random.pick(streets)}`;
}
