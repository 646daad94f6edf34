import { Random } from '../../server/src/sandbox/data/random.ts';

/**
 * Invented contacts and leads with labels: which of them are the same person. The same for the same seed. What tells
 * two records of a person apart is what is seen in practice: nicknames, mistyped letters, phone numbers written in
 * another way, another address, blank fields, company suffixes, transposed names.
 */
export interface Person {
  readonly Id: string;
  readonly FirstName: string;
  readonly LastName: string;
  readonly Email: string;
  readonly Phone: string;
  readonly Title: string;
  readonly Street: string;
  readonly City: string;
  readonly PostalCode: string;
  readonly Company: string;
}

export const personFields = [
  'Id',
  'FirstName',
  'LastName',
  'Email',
  'Phone',
  'Title',
  'Street',
  'City',
  'PostalCode',
  'Company',
] as const satisfies readonly (keyof Person)[];

/** Not taken from the product's tables, which would know all of them. */
const firstNames: readonly (readonly [name: string, ...short: string[]])[] = (
  'William:Bill:Will Robert:Bob:Rob James:Jim Margaret:Peggy:Meg Elizabeth:Liz:Beth Katherine:Kate:Kathy Thomas:Tom ' +
  'Michael:Mike Christopher:Chris Jennifer:Jen Patricia:Pat:Trish Richard:Dick:Rick Charles:Chuck:Charlie Joseph:Joe ' +
  'Daniel:Dan Matthew:Matt Anthony:Tony Susan:Sue Deborah:Debbie Steven:Steve Edward:Ed:Ted Andrew:Andy:Drew ' +
  'Joshua:Josh Kenneth:Ken Kevin Brian George Ronald:Ron Timothy:Tim Jason Jeffrey:Jeff Ryan Jacob:Jake Gary ' +
  'Nicholas:Nick Eric Jonathan:Jon Stephen Larry Justin Scott Brandon Benjamin:Ben Samuel:Sam Gregory:Greg ' +
  'Alexander:Alex Patrick Frank Raymond:Ray Jack Dennis Jerry Tyler Aaron Jose Adam Nathan:Nate Henry:Hank ' +
  'Mary Linda Barbara:Barb Jessica:Jess Sarah Karen Lisa Nancy Betty Sandra:Sandy Ashley Kimberly:Kim Emily Donna ' +
  'Michelle Carol Amanda:Mandy Melissa:Mel Stephanie:Steph Rebecca:Becky Sharon Laura Cynthia:Cindy Dorothy:Dot ' +
  'Amy Kathleen Angela:Angie Shirley Brenda Emma Anna Pamela:Pam Nicole:Nikki Samantha:Sam Helen Rachel Christine ' +
  'Priya Arjun Mei Hiroshi Yuki Fatima Omar Ingrid Lars Sofia Mateo Chloe Hugo Amara Kwame Zofia Piotr Elena Dmitri'
)
  .split(' ')
  .map((one) => one.split(':') as [string, ...string[]]);

const starts =
  'Ab Al An Ar Bar Bel Ber Bor Bran Cal Car Cas Cor Dal Dan Del Dor Ed El Er Fal Far Fen Gar Gil Gor Hal Har Hol Il Jan Jor Kal Ker Kol Lam Lan Lor Mal Mar Mer Mor Nor Ol Or Pal Pen Per Ral Ren Ros Sal San Sel Sor Tal Ter Tor Val Van Ver Wal Wen Wil Yor Zan'.split(
    ' ',
  );
const middles =
  'a e i o u an en in on ar er ir or al el il ol and end ind ast est ist and ber der fer ger'.split(' ');
const ends =
  'berg burg by dale den don dorf es ez field ford ham hart ier ini ison ko land ley low man mann more ner nik ov ova rick sen ser shaw ski son stein stone ter ton vic wall well wick wood worth'.split(
    ' ',
  );
const words =
  'Acme Apex Atlas Beacon Bright Cedar Cobalt Crown Delta Eagle Ember Falcon First Global Granite Harbor Horizon Iron Keystone Liberty Lumen Maple Meridian North Nova Oak Orion Pacific Pinnacle Prime Quantum Red River Sierra Silver Solar Summit Terra Titan Union Vector Vertex West Zenith'.split(
    ' ',
  );
const kinds =
  'Analytics Capital Foods Health Holdings Industries Insurance Labs Logistics Manufacturing Media Motors Partners Pharma Retail Software Solutions Systems Technologies Trading'.split(
    ' ',
  );
const suffixes = ['Inc', 'Inc.', 'LLC', 'Corp', 'Corporation', 'Ltd', 'Limited', 'Co', ''];
const titles =
  'CEO|CFO|VP Sales|VP of Sales|Vice President, Sales|Director of IT|IT Director|Sales Manager|Account Executive|Software Engineer|Senior Engineer|Marketing Manager|Office Manager|Buyer|Head of Procurement'.split(
    '|',
  );
const cities =
  'San Francisco|New York|Philadelphia|Chicago|Houston|Phoenix|San Antonio|San Diego|Dallas|Austin|Columbus|Fort Worth|Charlotte|Seattle|Denver|Boston|Nashville|Portland|Las Vegas|Detroit|Memphis|Baltimore|Milwaukee|Atlanta|Omaha|Raleigh|Miami|Tampa|Oakland|Saint Louis'.split(
    '|',
  );
const roads: readonly (readonly [long: string, short: string])[] = [
  ['Street', 'St'],
  ['Avenue', 'Ave'],
  ['Road', 'Rd'],
  ['Boulevard', 'Blvd'],
  ['Drive', 'Dr'],
  ['Lane', 'Ln'],
];

const nicknames = new Map(firstNames.map(([name, ...short]) => [name, short]));

/** A list from which the first ones are taken more often, as names are in life. */
function often<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random.next() ** 2 * list.length)]!;
}

export class People {
  readonly #random: Random;
  #next = 0;
  readonly #prefix: string;

  constructor(seed: number, prefix = '003') {
    this.#random = new Random(seed);
    this.#prefix = prefix;
  }

  /** Somebody who is not there yet, but for chance. */
  somebody(): Person {
    const random = this.#random;
    const [FirstName] = often(random, firstNames);
    const middle = random.chance(0.6) ? often(random, middles) : '';
    const LastName = `${often(random, starts)}${middle}${often(random, ends)}`;
    const company = `${random.pick(words)} ${random.pick(words)} ${random.pick(kinds)}`;
    const domain = `${company.toLowerCase().replace(/[^a-z]/g, '')}.com`;
    const area = 201 + random.below(780);
    const Phone = this.#phone(
      `${area}${200 + random.below(800)}${String(random.below(10_000)).padStart(4, '0')}`,
    );
    const [long] = random.pick(roads);
    return {
      Id: this.#id(),
      FirstName,
      LastName,
      Email: random.chance(0.9)
        ? `${FirstName}.${LastName}${random.chance(0.4) ? random.below(99) : ''}@${domain}`.toLowerCase()
        : '',
      Phone: random.chance(0.8) ? Phone : '',
      Title: random.chance(0.7) ? random.pick(titles) : '',
      Street: `${1 + random.below(9_000)} ${random.pick(words)} ${long}`,
      City: random.pick(cities),
      PostalCode: String(10_000 + random.below(89_999)),
      Company: `${company} ${random.pick(suffixes)}`.trim(),
    };
  }

  /** The same person, entered once more by somebody else. */
  again(person: Person): Person {
    const random = this.#random;
    const copy: { -readonly [K in keyof Person]: string } = { ...person, Id: this.#id() };
    const changes = 1 + random.below(3);
    for (let change = 0; change < changes; change++) this.#change(copy);
    return copy;
  }

  #change(copy: { -readonly [K in keyof Person]: string }): void {
    const random = this.#random;
    switch (random.below(12)) {
      case 0: {
        const short = nicknames.get(copy.FirstName);
        if (short && short.length > 0) copy.FirstName = random.pick(short);
        else copy.FirstName = copy.FirstName.slice(0, 1);
        return;
      }
      case 1:
        copy.LastName = this.#mistyped(copy.LastName);
        return;
      case 2:
        copy.FirstName = this.#mistyped(copy.FirstName);
        return;
      case 3:
      case 4:
        if (copy.Phone !== '') copy.Phone = this.#phone(copy.Phone.replace(/\D/g, '').slice(-10));
        return;
      case 5:
        copy.Email = copy.Email.toUpperCase();
        return;
      case 6:
        copy.Email = '';
        return;
      case 7:
        copy.Email = copy.Email.replace(/@.*/, '@gmail.com');
        return;
      case 8:
        copy.Company =
          `${copy.Company.replace(/ (?:Inc\.?|LLC|Corp|Corporation|Ltd|Limited|Co)$/, '')} ${random.pick(suffixes)}`.trim();
        return;
      case 9: {
        const road = roads.find(([long]) => copy.Street.endsWith(` ${long}`));
        if (road) copy.Street = copy.Street.replace(road[0], road[1]);
        return;
      }
      case 10:
        copy.Street = `${1 + random.below(9_000)} ${random.pick(words)} ${random.pick(roads)[1]}`;
        copy.City = random.pick(cities);
        copy.PostalCode = String(10_000 + random.below(89_999));
        return;
      default:
        if (random.chance(0.3)) [copy.FirstName, copy.LastName] = [copy.LastName, copy.FirstName];
        else copy.Title = random.pick(titles);
    }
  }

  #mistyped(text: string): string {
    if (text.length < 4) return text;
    const at = 1 + this.#random.below(text.length - 2);
    switch (this.#random.below(3)) {
      case 0:
        return text.slice(0, at) + text.slice(at + 1);
      case 1:
        return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
      default:
        return text.slice(0, at) + text[at] + text.slice(at);
    }
  }

  #phone(digits: string): string {
    const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
    switch (this.#random.below(4)) {
      case 0:
        return `(${area}) ${exchange}-${line}`;
      case 1:
        return `+1 ${area} ${exchange} ${line}`;
      case 2:
        return `${area}-${exchange}-${line}`;
      default:
        return digits;
    }
  }

  #id(): string {
    return `${this.#prefix}${String(this.#next++).padStart(12, '0')}`;
  }
}

/** Existing records, some of them duplicates of each other, and newcomers, each with the existing record that it is. */
export interface LabelledData {
  readonly existing: Iterable<Person>;
  readonly incoming: readonly { readonly person: Person; readonly sameAs: string | null }[];
}

/**
 * Two in five of the incoming records are existing persons, spread evenly over them. `incoming` is complete once
 * `existing` was gone through.
 */
export function labelledData(existing: number, incoming: number, seed = 1): LabelledData {
  const people = new People(seed);
  const newcomers = new People(seed + 1, '00Q');
  const found: { person: Person; sameAs: string | null }[] = [];
  const every = Math.max(1, Math.floor(existing / Math.max(1, Math.floor(incoming * 0.4))));
  function* records(): Iterable<Person> {
    for (let at = 0; at < existing; at++) {
      const person = people.somebody();
      if (at % every === 0 && found.length < incoming * 0.4)
        found.push({ person: newcomers.again(person), sameAs: person.Id });
      yield person;
    }
    while (found.length < incoming) found.push({ person: newcomers.somebody(), sameAs: null });
  }
  return { existing: records(), incoming: found };
}
