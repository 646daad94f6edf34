import { duplicateRuleFile, matchingRulesFile } from '../../test/support/sandboxRules.ts';
import { Client } from './client.ts';
import { type Figures, startOrg } from './orgProcess.ts';
import { type Tally, TrafficClient } from './traffic.ts';

/** Each meets one in so many requests. */
const faults = [
  { kind: 'server-error', every: 60 },
  { kind: 'limit', every: 80 },
  { kind: 'session-expired', every: 90 },
  { kind: 'html', every: 100 },
  { kind: 'garbage', every: 110 },
  { kind: 'truncated', every: 70 },
  { kind: 'broken-off', every: 75 },
  { kind: 'reset', every: 65 },
  { kind: 'drip', every: 50, bytes: 64, everyMs: 1 },
].map((fault) => ({ ...fault, times: 1_000_000, path: '/services/' }));

export interface LoadFigures {
  readonly tally: Tally;
  readonly seconds: number;
  readonly samples: readonly Figures[];
  readonly stop: { readonly code: number | null; readonly seconds: number };
  /** Leads that the clients know of. */
  readonly known: number;
  /** Those of which the org holds something else, and those that no client knows of. */
  readonly differing: readonly string[];
}

/** So many clients at once with mixed calls, faults switched on; then the org is stopped amid calls. */
export async function load(clients: number, seconds: number): Promise<LoadFigures> {
  const key =
    '<?xml version="1.0"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Key__c</fullName><label>Key</label><type>Text</type><length>80</length><externalId>true</externalId></CustomField>';
  const org = await startOrg({
    files: [
      matchingRulesFile('Lead', { By_Email: ['Email'] }),
      duplicateRuleFile({ object: 'Lead', name: 'By_Email', insert: 'Allow Alert Report', update: 'Allow' }),
      ['force-app/objects/Lead/fields/Key__c.field-meta.xml', key],
    ],
    data: { accounts: 0, contacts: 0, leads: 5_000, others: 0 },
  });
  const control = new Client(org.url, org.token);
  const tally: Tally = { calls: 0, faults: 0, byKind: {}, byFault: {}, wrong: [] };
  const samples = [await org.figures()];
  const planned = await control.call('POST', '/embedded-org/faults', faults);
  if (planned.status !== 200) throw new Error(JSON.stringify(planned.body));
  let isOver = false;
  const all = Array.from({ length: clients }, (_, number) =>
    new TrafficClient(org.url, org.token, number, tally).withToken(org.token),
  );
  const runs = all.map((client) => client.run(() => isOver));
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    samples.push(await org.figures());
  }
  isOver = true;
  await Promise.all(runs);
  samples.push(await org.figures());
  await control.call('DELETE', '/embedded-org/faults');
  const known = all.flatMap(({ leads }) => leads);
  const held = await leadsOf(control);
  const differing = [
    ...known.filter((one) => !held.has(one)),
    ...[...held].filter((one) => !known.includes(one)),
  ];
  const uncounted: Tally = { calls: 0, faults: 0, byKind: {}, byFault: {}, wrong: [] };
  const again = all.map((_, number) =>
    new TrafficClient(org.url, org.token, clients + number, uncounted).withToken(org.token),
  );
  let isStopped = false;
  const more = again.map((client) => client.run(() => isStopped));
  await new Promise((resolve) => setTimeout(resolve, 500));
  isStopped = true;
  const stop = await org.stop();
  await Promise.all(more);
  control.close();
  return { tally, seconds, samples, stop, known: known.length, differing };
}

/** What the org holds of all clients. */
async function leadsOf(control: Client): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  const soql = "SELECT Id, Email, Title FROM Lead WHERE Email LIKE '%@client%'";
  let path: string | undefined = `/services/data/v66.0/query?q=${encodeURIComponent(soql)}`;
  while (path !== undefined) {
    const { body } = await control.call('GET', path);
    for (const { Id, Email, Title } of body.records) held.add(`${Id} ${Email} ${Title}`);
    path = body.nextRecordsUrl;
  }
  return held;
}
