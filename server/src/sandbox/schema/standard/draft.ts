/** A standard object in short. */
export interface ObjectDraft {
  readonly name: string;
  readonly plural: string;
  /** Its name, by default. */
  readonly label?: string;
  readonly keyPrefix: string;
  /** Who may own its records: users, or queues as well; nobody by default. */
  readonly owner?: 'user' | 'queue';
  /** Callers only read it. */
  readonly readOnly?: boolean;
  readonly partlyKnown?: boolean;
  /** Only visible with the permission View Setup and Configuration. */
  readonly setup?: boolean;
  /** `Name`, by default. */
  readonly nameField?: string;
  readonly compactLayout: readonly string[];
  /** As fieldText.ts reads them. */
  readonly fields: readonly string[];
}

export const salutations = 'Mr.|Ms.|Mrs.|Dr.|Prof.|Mx.';
export const sources = 'Web|Phone Inquiry|Partner Referral|Purchased List|Other';
export const ratings = 'Hot|Warm|Cold';
export const industries =
  'Agriculture|Apparel|Banking|Biotechnology|Chemicals|Communications|Construction|Consulting|Education|Electronics|Energy|Engineering|Entertainment|Environmental|Finance|Food & Beverage|Government|Healthcare|Hospitality|Insurance|Machinery|Manufacturing|Media|Not For Profit|Recreation|Retail|Shipping|Technology|Telecommunications|Transportation|Utilities|Other';

/** The parts of a compound address and the address itself: `Mailing` makes MailingStreet … MailingAddress. */
export function address(prefix: string): readonly string[] {
  return [
    `${prefix}Street textarea 255`,
    `${prefix}City string 40`,
    `${prefix}State string 80`,
    `${prefix}PostalCode string 20`,
    `${prefix}Country string 80`,
    `${prefix}Address= address`,
  ];
}

export const person: readonly string[] = [
  'LastName* string 80',
  'FirstName string 40',
  `Salutation picklist ${salutations}`,
  'Name= string 121',
];
