import type { MatchingMethod } from '../../../server/src/core/metadata/model.ts';

/** Where the examples were found. Help pages are help.salesforce.com's, by id. */
export const sources = {
  algorithms: 'help: sales.matching_rules_matching_algorithms',
  methods: 'help: sales.matching_rules_matching_methods, in a copy of 2016',
  ruleExamples: 'help: sales.matching_rule_matching_examples',
  normalisation: 'help: sales.matching_rules_normalization_for_match_keys',
  contactRule: 'help: matching_rules_standard_contact_rule',
  personAccountRule: 'help: sales.matching_rules_standard_person_account_rule',
  names: 'knowledge article 000389625: fuzzy match on First Name',
  postalCodes: 'knowledge article 000247089: Account Name and ZIP',
  trailhead: 'Trailhead: Resolve and Prevent Duplicate Data, unit 2',
  phones: 'Salesforce Stack Exchange 210632: not published by Salesforce, but what a user saw in an org',
} as const;

interface GoldenBase {
  readonly source: keyof typeof sources;
  /** Why this product says otherwise; absent: it says the same. */
  readonly differs?: string;
}

/** Two values by a matching method. */
export interface MethodExample extends GoldenBase {
  readonly kind: 'method';
  readonly method: MatchingMethod;
  readonly values: readonly [string, string];
  readonly score?: number;
  readonly matches?: boolean;
}

/** Two values by one algorithm of a method, as the steps of its trace name it. */
export interface AlgorithmExample extends GoldenBase {
  readonly kind: 'algorithm';
  readonly method: MatchingMethod;
  readonly algorithm: string;
  readonly values: readonly [string, string];
  readonly score: number;
}

/** A rule that makes match keys: one of Salesforce's own, or a custom one with fields and methods. */
export type KeyRule =
  | { readonly standard: 'Contact' | 'Lead' | 'PersonAccount' }
  | {
      readonly object: string;
      readonly items: readonly (readonly [field: string, method: MatchingMethod])[];
      readonly filter: string | null;
    };

/** Fields of a record, and the match key that they make by the rule's key of this notation. */
export interface KeyExample extends GoldenBase {
  readonly kind: 'key';
  readonly rule: KeyRule;
  readonly notation: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly key: string;
}

export type GoldenExample = MethodExample | AlgorithmExample | KeyExample;

type Values = readonly [string, string];
type Source = GoldenBase['source'];

const method = (
  name: MatchingMethod,
  values: Values,
  source: Source,
  expected: Pick<MethodExample, 'score' | 'matches' | 'differs'>,
): MethodExample => ({ kind: 'method', method: name, values, source, ...expected });

const algorithm = (
  name: MatchingMethod,
  step: string,
  values: Values,
  score: number,
  source: Source,
): AlgorithmExample => ({ kind: 'algorithm', method: name, algorithm: step, values, score, source });

const key = (
  rule: KeyRule,
  notation: string,
  fields: KeyExample['fields'],
  made: string,
  source: Source,
  differs?: string,
): KeyExample => ({
  kind: 'key',
  rule,
  notation,
  fields,
  key: made,
  source,
  ...(differs === undefined ? {} : { differs }),
});

const matches = { matches: true };
const differs = { matches: false };
const streets: Values = ['123 Market St, Ste 100', '123 Market Dr, Ste 300'];

const methodExamples: readonly MethodExample[] = [
  method('Exact', ['salesforce.com', 'Salesforce'], 'algorithms', { score: 0, matches: false }),
  method('CompanyName', ['Advanced Micro Devices', 'AMD'], 'algorithms', { score: 100, matches: true }),
  method('FirstName', ['Jonathan', 'J'], 'algorithms', { score: 100, matches: true }),
  method('FirstName', ['Jon', 'Jonathan'], 'names', matches),
  method('FirstName', ['Sam', 'Samuel'], 'names', matches),
  method('FirstName', ['Dan', 'Daniel'], 'names', matches),
  method('FirstName', ['Raj', 'Rajesh'], 'names', differs),
  method('FirstName', ['Jay', 'Jayson'], 'names', differs),
  method('FirstName', ['Sal', 'Salima'], 'names', differs),
  // "IBM is normalized to International Business Machines"; "removes words such as Inc and Corp".
  method('CompanyName', ['IBM', 'International Business Machines'], 'methods', { score: 100, matches: true }),
  method('CompanyName', ['IBM Corp', 'International Business Machines Inc'], 'methods', { score: 100 }),
  method('Phone', ['1-415-555-1234', '1-415-555-5678'], 'methods', { score: 90, matches: true }),
  // "Even if one has the country code and another doesn't, Salesforce flags the contacts".
  method('Phone', ['1-415-555-1234', '415-555-1234'], 'trailhead', matches),
  method('Phone', ['+49 1234 56789', '0123456789'], 'phones', differs),
  method('Phone', ['+49 1234 56789', '049123456789'], 'phones', differs),
  method('Phone', ['+49 1234 56789', '+49123456789'], 'phones', matches),
  method('Street', streets, 'trailhead', { score: 70, matches: false }),
  method('Title', ['VP', 'Vice President'], 'trailhead', matches),
  method('Zip', ['WT15 7TB', 'WT15 7TB'], 'postalCodes', differs),
  method('Zip', ['M30 2WZ', 'M30 2WZ'], 'postalCodes', differs),
  method('CompanyName', ['Acme', 'Acme'], 'postalCodes', matches),
  method('CompanyName', ['AW Computing', 'AW Computing'], 'postalCodes', matches),
];

const algorithmExamples: readonly AlgorithmExample[] = [
  algorithm('CompanyName', 'Acronym', ['Advanced Micro Devices', 'AMD'], 100, 'algorithms'),
  algorithm('City', 'Edit Distance', ['VP Sales', 'VP of Sales'], 73, 'algorithms'),
  algorithm('FirstName', 'Initials', ['Jonathan', 'J'], 100, 'algorithms'),
  algorithm('FirstName', 'Jaro-Winkler', ['Jon', 'Jonathan'], 85, 'names'),
  algorithm('FirstName', 'Jaro-Winkler', ['Sam', 'Samuel'], 88, 'names'),
  algorithm('FirstName', 'Jaro-Winkler', ['Dan', 'Daniel'], 88, 'names'),
  algorithm('FirstName', 'Jaro-Winkler', ['Raj', 'Rajesh'], 88, 'names'),
  algorithm('FirstName', 'Jaro-Winkler', ['Jay', 'Jayson'], 88, 'names'),
  algorithm('FirstName', 'Jaro-Winkler', ['Sal', 'Salima'], 88, 'names'),
  algorithm('Street', 'Street name', streets, 100, 'trailhead'),
  algorithm('Street', 'Street number', streets, 100, 'trailhead'),
  algorithm('Street', 'Street suffix', streets, 0, 'trailhead'),
  algorithm('Street', 'Suite number', streets, 0, 'trailhead'),
];

/** Custom rule of the page of examples: (Company OR Email) AND Phone. */
const leads: KeyRule = {
  object: 'Lead',
  items: [
    ['Company', 'CompanyName'],
    ['Email', 'Exact'],
    ['Phone', 'Phone'],
  ],
  filter: '(1 OR 2) AND 3',
};
const companyPhone = 'Company (2,6) Phone';
const emailPhone = 'Email Phone';

const john = { FirstName: 'John', LastName: 'Doe' };
const marc = { FirstName: 'Marc', LastName: 'Benioff' };

/** The examples for contacts, which the page repeats for leads. */
function contactKeys(standard: 'Contact' | 'Lead', companyField: string): readonly KeyExample[] {
  const rule = { standard };
  return [
    key(rule, 'Email', { Email: 'john_doe@us.ibm.com' }, 'johndoe@ibm.com', 'contactRule'),
    key(
      rule,
      'First_Name (1,1) Last_Name Email',
      { ...john, Email: 'john_doe@us.salesforce.com' },
      'jt@salesforce.com',
      'contactRule',
    ),
    key(
      rule,
      'First_Name (1,1) Last_Name Company (2,5)',
      { ...marc, [companyField]: 'salesforce.com' },
      'mpnfsales',
      'contactRule',
    ),
    key(
      rule,
      'First_Name (1,1) Last_Name Phone',
      { ...marc, Phone: '1-415-555-1234' },
      'mpnf415555',
      'contactRule',
    ),
  ];
}

const personAccount: KeyRule = { standard: 'PersonAccount' };

const keyExamples: readonly KeyExample[] = [
  ...contactKeys('Contact', 'Account.Name'),
  ...contactKeys('Lead', 'Company'),
  key(personAccount, 'Email', { PersonEmail: 'john_doe@us.ibm.com' }, 'johndoe@ibm.com', 'personAccountRule'),
  key(
    personAccount,
    'First_Name (1,1) Last_Name City (1,6)',
    { FirstName: 'J', LastName: 'Doe', BillingCity: 'Philadelphia' },
    'jtphilad',
    'personAccountRule',
  ),
  key(
    personAccount,
    'First_Name (1,1) Last_Name ZIP (1,3)',
    { FirstName: 'J', LastName: 'Doe', BillingPostalCode: '10001' },
    'jt100',
    'personAccountRule',
  ),
  key(personAccount, 'Street', { BillingStreet: '123 Maple Avenue' }, '123maple', 'personAccountRule'),
  key(personAccount, 'Phone', { Phone: '415-555-1234' }, '415555', 'personAccountRule'),
  key(personAccount, 'Phone', { Phone: '555-1234-5678' }, '5551234', 'personAccountRule'),
  key(
    leads,
    companyPhone,
    { Company: 'Elite Sport', Phone: '415-555-1234' },
    'elitesport415555',
    'ruleExamples',
  ),
  key(
    leads,
    companyPhone,
    { Company: 'Elite Sport', Phone: '1-415-555-1234' },
    'elitesport415555',
    'ruleExamples',
  ),
  key(
    leads,
    companyPhone,
    { Company: 'Elite Sports', Phone: '1-415-555-1234' },
    'elitesports415555',
    'ruleExamples',
  ),
  key(
    leads,
    companyPhone,
    { Company: 'Elite Sports', Phone: '1-415-555-1234' },
    'elitesport415555',
    'ruleExamples',
    'The page gives the same company two keys: this one for the new record, elitesports415555 for the first existing one.',
  ),
  key(
    leads,
    emailPhone,
    { Email: 'john.doe@elitesport.com', Phone: '415-555-1234' },
    'john.doe@elitesport.com415555',
    'ruleExamples',
  ),
  key(
    leads,
    emailPhone,
    { Email: 'john.doe@elitesports.com', Phone: '1-415-555-1234' },
    'john.doe@elitesports.com415555',
    'ruleExamples',
  ),
];

/** Every example that Salesforce publishes and that was found, and some seen in orgs, in the order of methods, algorithms, keys. */
export const golden: readonly GoldenExample[] = [...methodExamples, ...algorithmExamples, ...keyExamples];
