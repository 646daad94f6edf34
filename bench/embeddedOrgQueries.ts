/**
 * Queries and saves of the embedded org beside 100,000 records, without HTTP:
 * npm run build && node bench/run.mjs bench/embeddedOrgQueries.ts. Figures are processor time.
 */
import { answerQuery } from '../server/src/sandbox/query/answer.ts';
import { answerData } from '../server/src/sandbox/rest/dispatch.ts';
import { startSandbox } from '../server/src/sandbox/server.ts';

const base = '/services/data/v66.0';
const data = { accounts: 5_000, contacts: 45_000, leads: 50_000, others: 0 };
const { org, token, close } = await startSandbox({ project: 'samples/recruiting', data });
const session = org.sessions.find(token)!;
const leads = [...org.store.records('Lead')];
const email = String(leads[40_000]!.values.get('Email'));
const emails = leads.slice(0, 200).map(({ values }) => `'${values.get('Email')}'`);

const queries: readonly (readonly [soql: string, times: number])[] = [
  [`SELECT Id, Name FROM Lead WHERE Id = '${leads[40_000]!.id}'`, 500],
  [`SELECT Id, Name FROM Lead WHERE Email = '${email}' AND IsConverted = false`, 500],
  [`SELECT Id FROM Lead WHERE Email IN (${emails.join(',')})`, 50],
  ['SELECT Id FROM Lead ORDER BY CreatedDate DESC LIMIT 1', 10],
  ['SELECT Id FROM Lead ORDER BY LastName, FirstName', 5],
  ["SELECT Id FROM Lead WHERE Company LIKE '%ana%' LIMIT 2000", 10],
  ['SELECT Status, COUNT(Id) FROM Lead GROUP BY Status', 10],
  ["SELECT Id FROM Contact WHERE Account.Name = 'x'", 10],
  ['SELECT Id, (SELECT Id FROM Contacts) FROM Account LIMIT 200', 20],
  ['SELECT Id, Name FROM Lead', 10],
];
for (const [soql, times] of queries) {
  const milliseconds = cpu(() => answerQuery(org, session, soql, base, undefined), times);
  console.log(`${milliseconds.toFixed(2).padStart(8)} ms  ${soql.slice(0, 90)}`);
}

let count = 0;
const lead = () => ({ LastName: `L${count}`, Company: 'C', Email: `new${count++}@x.example` });
const rows = <T>(length: number, row: (at: number) => T): T[] => Array.from({ length }, (_, at) => row(at));
const type = 'Lead';
const saves: readonly (readonly [path: string, size: number, times: number, body: () => unknown])[] = [
  ['sobjects/Lead', 1, 3000, lead],
  [
    'composite',
    25,
    200,
    () => ({
      compositeRequest: rows(25, (at) => ({
        method: 'POST',
        url: `${base}/sobjects/Lead`,
        referenceId: `r${at}`,
        body: lead(),
      })),
    }),
  ],
  [
    'composite/sobjects',
    200,
    20,
    () => ({ records: rows(200, () => ({ attributes: { type }, ...lead() })) }),
  ],
  [
    'composite/tree/Lead',
    200,
    20,
    () => ({ records: rows(200, (at) => ({ attributes: { type, referenceId: `r${at}` }, ...lead() })) }),
  ],
];
for (const [path, size, times, body] of saves) {
  const milliseconds = cpu(() => post(path, body()), times);
  console.log(`${Math.round((size / milliseconds) * 1000)} records a second by POST ${path}`);
}
await close();

function post(path: string, body: unknown): void {
  const call = {
    method: 'POST',
    path: `${base}/${path}`,
    query: new URLSearchParams(),
    headers: {},
    body: JSON.stringify(body),
  };
  const { status, body: said } = answerData(org, session, call, 'rest-record');
  if (status >= 400) throw new Error(said);
}

/** Milliseconds of processor time that one call takes. */
function cpu(work: () => unknown, times: number): number {
  work();
  const start = process.cpuUsage();
  for (let done = 0; done < times; done++) work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / times;
}
