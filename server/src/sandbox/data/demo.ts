import type { FieldScalar } from '../../core/records/model.ts';
import type { SandboxSchema } from '../schema/model.ts';
import type { RecordStore } from './store.ts';

type Fields = Record<string, FieldScalar>;

/** A few records that a newcomer meets again: in the sample project, in the documentation, in tests. */
const demoRecords: readonly (readonly [object: string, fields: Fields])[] = [
  [
    'Lead',
    {
      FirstName: 'Ada',
      LastName: 'Byron',
      Company: 'Analytical Engines Ltd',
      Title: 'Head of Research',
      Email: 'ada.byron@analytical-engines.example',
      Phone: '+44 20 7946 0018',
      City: 'Leeds',
      Country: 'United Kingdom',
      Status: 'Working - Contacted',
      LeadSource: 'Web',
      Rating: 'Hot',
    },
  ],
  // Entered twice, before the rule was active: two matches for one address.
  [
    'Lead',
    {
      FirstName: 'A.',
      LastName: 'Byron',
      Company: 'Analytical Engines',
      Email: 'Ada.Byron@Analytical-Engines.example',
      Status: 'Open - Not Contacted',
      LeadSource: 'Partner Referral',
    },
  ],
  // The same person under another address: no match by e-mail.
  [
    'Lead',
    {
      FirstName: 'Ada',
      LastName: 'Byron',
      Company: 'Analytical Engines Ltd',
      Email: 'ada@byron.example',
      Status: 'Open - Not Contacted',
    },
  ],
  [
    'Lead',
    {
      FirstName: 'Charles',
      LastName: 'Cabbage',
      Company: 'Difference Works',
      Email: 'charles@difference.example',
    },
  ],
  [
    'Contact',
    {
      FirstName: 'Grace',
      LastName: 'Harper',
      Title: 'Director of Operations',
      Email: 'grace.harper@compilers.example',
      Phone: '+44 20 7946 0042',
      MailingCity: 'Bristol',
    },
  ],
  [
    'Contact',
    {
      FirstName: 'Ada',
      LastName: 'Byron',
      Email: 'ada.byron@analytical-engines.example',
      MailingCity: 'Leeds',
    },
  ],
  [
    'Candidate__c',
    {
      Last_Name__c: 'Turner',
      Email__c: 'alan.turner@bombe.example',
      Phone__c: '+44 20 7946 0077',
      Stage__c: 'Applied',
      Agency_Id__c: 'AG-0001',
    },
  ],
  [
    'Candidate__c',
    {
      Last_Name__c: 'Turner',
      Email__c: 'a.turner@bombe.example',
      Phone__c: '+44 20 7946 0077',
      Stage__c: 'Screening',
    },
  ],
];

/** Adds the demo records whose objects the org has, with the fields that it has. */
export function insertDemoRecords(store: RecordStore, schema: SandboxSchema, userId: string): void {
  for (const [name, fields] of demoRecords) {
    const object = schema.object(name);
    if (!object) continue;
    const known = Object.entries(fields).filter(([field]) => schema.field(name, field) !== null);
    store.insert(object, known, userId);
  }
}
