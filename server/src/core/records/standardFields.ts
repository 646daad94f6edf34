/** Label, type as Salesforce's field list shows it. */
type StandardField = readonly [label: string, type: string];

const person: Readonly<Record<string, StandardField>> = {
  Salutation: ['Salutation', 'Picklist'],
  FirstName: ['First Name', 'Text(40)'],
  MiddleName: ['Middle Name', 'Text(40)'],
  LastName: ['Last Name', 'Text(80)'],
  Suffix: ['Suffix', 'Text(40)'],
};

const reachable: Readonly<Record<string, StandardField>> = {
  Email: ['Email', 'Email'],
  Phone: ['Phone', 'Phone'],
  MobilePhone: ['Mobile', 'Phone'],
  Fax: ['Fax', 'Fax'],
  Title: ['Title', 'Text(128)'],
};

const owned: Readonly<Record<string, StandardField>> = {
  OwnerId: ['Owner ID', 'Lookup(User,Group)'],
  RecordTypeId: ['Record Type ID', 'Record Type'],
};

function address(prefix: string, label: string): Readonly<Record<string, StandardField>> {
  const named = (part: string) => (label === '' ? part : `${label} ${part}`);
  return {
    [`${prefix}Street`]: [named('Street'), 'Text Area(255)'],
    [`${prefix}City`]: [named('City'), 'Text(40)'],
    [`${prefix}State`]: [named('State/Province'), 'Text(80)'],
    [`${prefix}PostalCode`]: [named('Zip/Postal Code'), 'Text(20)'],
    [`${prefix}Country`]: [named('Country'), 'Text(80)'],
  };
}

/** After the object reference: the fields of the standard objects that matching rules and conditions use most. */
const fields: Readonly<Record<string, Readonly<Record<string, StandardField>>>> = {
  lead: {
    ...person,
    ...reachable,
    ...owned,
    ...address('', ''),
    Company: ['Company', 'Text(255)'],
    Website: ['Website', 'URL(255)'],
    Industry: ['Industry', 'Picklist'],
    LeadSource: ['Lead Source', 'Picklist'],
    Status: ['Lead Status', 'Picklist'],
    Rating: ['Rating', 'Picklist'],
    AnnualRevenue: ['Annual Revenue', 'Currency(18, 0)'],
    NumberOfEmployees: ['No. of Employees', 'Number(8, 0)'],
    IsConverted: ['Converted', 'Checkbox'],
    CreatedDate: ['Created Date', 'Date/Time'],
  },
  contact: {
    ...person,
    ...reachable,
    ...owned,
    ...address('Mailing', 'Mailing'),
    ...address('Other', 'Other'),
    AccountId: ['Account ID', 'Lookup(Account)'],
    ReportsToId: ['Reports To ID', 'Lookup(Contact)'],
    HomePhone: ['Home Phone', 'Phone'],
    OtherPhone: ['Other Phone', 'Phone'],
    AssistantPhone: ['Asst. Phone', 'Phone'],
    Birthdate: ['Birthdate', 'Date'],
    Department: ['Department', 'Text(80)'],
    LeadSource: ['Lead Source', 'Picklist'],
  },
  account: {
    ...owned,
    ...address('Billing', 'Billing'),
    ...address('Shipping', 'Shipping'),
    ...person,
    Name: ['Account Name', 'Text(255)'],
    AccountNumber: ['Account Number', 'Text(40)'],
    Site: ['Account Site', 'Text(80)'],
    ParentId: ['Parent Account ID', 'Lookup(Account)'],
    Phone: ['Phone', 'Phone'],
    Fax: ['Fax', 'Fax'],
    Website: ['Website', 'URL(255)'],
    Industry: ['Industry', 'Picklist'],
    Type: ['Type', 'Picklist'],
    Rating: ['Rating', 'Picklist'],
    AccountSource: ['Account Source', 'Picklist'],
    TickerSymbol: ['Ticker Symbol', 'Text(20)'],
    Sic: ['SIC Code', 'Text(20)'],
    AnnualRevenue: ['Annual Revenue', 'Currency(18, 0)'],
    NumberOfEmployees: ['Employees', 'Number(8, 0)'],
    IsPersonAccount: ['Is Person Account', 'Checkbox'],
    PersonEmail: ['Email', 'Email'],
    PersonMobilePhone: ['Mobile', 'Phone'],
    PersonHomePhone: ['Home Phone', 'Phone'],
    PersonTitle: ['Title', 'Text(80)'],
    PersonBirthdate: ['Birthdate', 'Date'],
    ...address('PersonMailing', 'Mailing'),
  },
};

const lowerCased = new Map(
  Object.entries(fields).map(([object, ofObject]) => [
    object,
    new Map(
      Object.entries(ofObject).map(([name, [label, type]]) => [name.toLowerCase(), { name, label, type }]),
    ),
  ]),
);

export interface StandardFieldInfo {
  readonly name: string;
  readonly label: string;
  readonly type: string;
}

/** The common fields of Account, Contact or Lead (any case); of others none is known. */
export function standardFields(object: string): readonly StandardFieldInfo[] {
  return [...(lowerCased.get(object.toLowerCase())?.values() ?? [])];
}

/** What is known of a common field of Account, Contact or Lead (any case) without an org; else null. */
export function standardField(object: string, field: string): StandardFieldInfo | null {
  return lowerCased.get(object.toLowerCase())?.get(field.toLowerCase()) ?? null;
}
