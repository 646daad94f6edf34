import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { request, startSampleOrg } from '../../support/sandbox.ts';

export const data = '/services/data/v66.0';

/** An org with two accounts and three contacts, to be asked. */
export async function startQueryOrg(): Promise<Sandbox> {
  const org = await startSampleOrg({ data: null });
  const insert = (object: string, fields: Record<string, string | number | boolean>): string =>
    org.org.store.insert(org.org.schema.object(object)!, Object.entries(fields), '').id;
  const account = insert('Account', { Name: 'Acme', NumberOfEmployees: 20 });
  insert('Account', { Name: "O'Neil 50%", NumberOfEmployees: 3 });
  insert('Contact', { LastName: 'Byron', FirstName: 'Ada', AccountId: account, Email: 'ada@x.example' });
  insert('Contact', { LastName: 'alder', Email: 'ALDER@x.example', HasOptedOutOfEmail: true });
  insert('Contact', { LastName: 'Zed', Birthdate: '1990-05-01' });
  return org;
}

export function queryOf(
  org: Sandbox,
  soql: string,
  path = 'query',
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
): Promise<{ status: number; body: any }> {
  return request(org, 'GET', `${data}/${path}?q=${encodeURIComponent(soql)}`);
}
