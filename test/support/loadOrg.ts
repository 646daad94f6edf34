import { afterAll, beforeAll } from 'vitest';
import type { StoredRecord } from '../../server/src/sandbox/data/storedRecord.ts';
import { type Sandbox, startSandbox } from '../../server/src/sandbox/server.ts';
import { duplicateRuleFile, matchingRulesFile } from './sandboxRules.ts';

const field = (object: string, name: string, type: string, more: string): [string, string] => [
  `force-app/objects/${object}/fields/${name}.field-meta.xml`,
  `<?xml version="1.0"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>${name}</label><type>${type}</type>${more}</CustomField>`,
];
const externalId = '<externalId>true</externalId><length>20</length>';

/** The org of the tests of a file, once {@link useLoadOrg} has started it. */
export let org: Sandbox;

/**
 * One embedded org for all tests of a file: leads are compared by address (R: alert on create, block on edit), contacts
 * too (OnlyReports), and both leads and accounts have an external id.
 */
export function useLoadOrg(): void {
  beforeAll(async () => {
    org = await startSandbox({
      files: new Map([
        matchingRulesFile('Lead', { R: ['Email'] }),
        duplicateRuleFile({ object: 'Lead', name: 'R', insert: 'Allow Alert', update: 'Block' }),
        matchingRulesFile('Contact', { OnlyReports: ['Email'] }),
        duplicateRuleFile({ object: 'Contact', name: 'OnlyReports', insert: 'Allow Report' }),
        field('Lead', 'Ext__c', 'Text', externalId),
        field('Lead', 'Score__c', 'Number', '<precision>5</precision><scale>2</scale>'),
        field('Lead', 'Met__c', 'Date', ''),
        field('Account', 'Code__c', 'Text', externalId),
      ]),
      data: null,
    });
  });
  afterAll(() => org.close());
}

/** Puts a record into the org, past all rules. */
export function seed(fields: object, object = 'Lead'): StoredRecord {
  const values = object === 'Lead' ? { LastName: 'S', Company: 'C', ...fields } : fields;
  return org.org.store.insert(org.org.schema.object(object)!, Object.entries(values), '');
}

export function valuesOf(id: string): Record<string, unknown> {
  return Object.fromEntries(org.org.store.record(id)?.values ?? []);
}

export function leadsWithEmail(email: string): readonly StoredRecord[] {
  return org.org.store.withValue('Lead', 'Email', email);
}

/** A request with a body of any type. */
export async function send(method: string, path: string, body: string, type: string, token = org.token) {
  const response = await fetch(org.url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
    ...(method === 'GET' ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
