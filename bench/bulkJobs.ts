/**
 * Bulk jobs of the embedded org, in this process: `node bench/run.mjs bench/bulkJobs.ts [ROWS]`. Rows beside 100,000
 * leads, one in ten of them refused, and fifty megabytes of CSV looked at and read.
 */
import { type CsvForm, csvProblem, csvRows } from '../server/src/sandbox/bulk/csv.ts';
import { IngestJob } from '../server/src/sandbox/bulk/ingestJob.ts';
import { startSandbox } from '../server/src/sandbox/server.ts';
import { duplicateRuleFile, matchingRulesFile } from '../test/support/sandboxRules.ts';

const form: CsvForm = { columnDelimiter: 'COMMA', lineEnding: 'LF' };
const present = 100_000;
const rows = Number(process.argv[2] ?? 50_000);

/** Seconds of processor time. */
function timed(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function drain<T>(steps: Iterator<unknown, T>): {
  readonly value: T;
  readonly count: number;
  readonly worst: number;
} {
  let worst = 0;
  for (let count = 0; ; count++) {
    const start = process.cpuUsage();
    const { done, value } = steps.next();
    worst = Math.max(worst, process.cpuUsage(start).user / 1e3);
    if (done) return { value: value as T, count, worst };
  }
}

const names = ['FirstName:FirstName', 'LastName:LastName', 'Company:CompanyName'];
const { org, token, close } = await startSandbox({
  files: new Map([
    matchingRulesFile('Lead', { Exact: ['Email'], Fuzzy: names }),
    duplicateRuleFile({ object: 'Lead', name: 'Exact', insert: 'Block' }),
    duplicateRuleFile({ object: 'Lead', name: 'Fuzzy', insert: 'Allow Report', sortOrder: 2 }),
  ]),
  data: null,
});
const object = org.schema.object('Lead')!;
for (let index = 0; index < present; index++) {
  const values: [string, string][] = [
    ['FirstName', `F${index % 77}`],
    ['LastName', `Last${index % 5000}`],
    ['Company', `Company ${index}`],
    ['Email', `e${index}@x.example`],
  ];
  org.store.insert(object, values, '');
}
const session = org.sessions.find(token)!;
const task = { channel: 'bulk-2', version: 66, operation: 'insert', object, externalId: null } as const;
const job = new IngestJob('750', session, task, form, org.now());
const lines = Array.from({ length: rows }, (_, index) => {
  const email = index % 10 === 0 ? `e${index}` : `n${index}`;
  return `Last${index % 9000},F${index % 55},"Company ${index}, Inc",${email}@x.example\n`;
});
job.upload(`LastName,FirstName,Company,Email\n${lines.join('')}`);
let slices = { count: 0, worst: 0 };
const seconds = timed(() => {
  slices = drain(job.process(org));
});
console.log(
  `${job.processed} rows, ${job.failed} refused, beside ${present} leads: ${seconds.toFixed(2)} s, ${Math.round(rows / seconds)} a second; ${slices.count} slices, the longest ${Math.round(slices.worst)} ms (the first makes the index)`,
);
const row = '"some value, with comma",other value,"third ""q"" value"\n';
const csv = `a,b,c\n${row.repeat(Math.ceil(50_000_000 / row.length))}`;
const looked = timed(() => drain(csvProblem(csv, form)));
let count = 0;
const read = timed(() => {
  for (const _ of csvRows(csv, form)) count++;
});
console.log(`50 MB of CSV, ${count} rows: looked at in ${looked.toFixed(2)} s, read in ${read.toFixed(2)} s`);
await close();
