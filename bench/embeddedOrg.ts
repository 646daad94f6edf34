/**
 * The embedded org: npm run build && node bench/run.mjs bench/embeddedOrg.ts [creates|load|start] [CLIENTS SECONDS].
 * Processor time is that of the org's process alone.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CreateFigures, creates } from './embeddedOrg/creates.ts';
import { createsInProcess } from './embeddedOrg/inProcess.ts';
import { load } from './embeddedOrg/load.ts';
import { type OrgPlan, runOrg } from './embeddedOrg/orgProcess.ts';

const [part, ...rest] = process.argv.slice(2);
if (part === 'org') await runOrg(rest[0]!);
else await measure();

async function measure(): Promise<void> {
  const wanted = (name: string) => part === undefined || part === name;
  say(`${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}, Node ${process.version}`);
  if (wanted('creates')) await measureCreates();
  if (wanted('load')) await measureLoad(Number(rest[0] ?? 200), Number(rest[1] ?? 30));
  if (wanted('start')) await measureStart();
}

async function measureCreates(): Promise<void> {
  const sample = resolve('samples/recruiting');
  const leads = { accounts: 1_000, contacts: 1_000, leads: 100_000, others: 0 };
  const contacts = { ...leads, contacts: 100_000, leads: 1_000 };
  const cases: readonly (readonly [string, OrgPlan, string])[] = [
    ['leads, the sample project’s rules', { project: sample, data: leads }, 'Lead'],
    ['contacts, the sample project’s rules', { project: sample, data: contacts }, 'Contact'],
    ['leads, Salesforce’s standard rules', { files: [], data: leads }, 'Lead'],
    ['contacts, Salesforce’s standard rules', { files: [], data: contacts }, 'Contact'],
  ];
  for (const [name, plan, object] of cases) {
    for (let run = 0; run < 2; run++) sayCreates(name, await creates(plan, object, 5_000));
    const alone = createsInProcess(plan, object, 5_000);
    say(`  without HTTP: ${Math.round(alone).toLocaleString('en')} a second of processor time`);
  }
}

function sayCreates(name: string, figures: CreateFigures): void {
  const { saved, refused, firstSeconds, wallSeconds, cpuSeconds, heap, rss } = figures;
  const count = saved + refused;
  say(
    `creates beside 100,000 ${name}: ${rate(count, wallSeconds)} a second, ${rate(count, cpuSeconds)} a second of processor time; ` +
      `${saved} saved, ${refused} refused; the first, which makes the index, ${firstSeconds.toFixed(2)} s; heap ${heap.toFixed(0)} MB, resident ${rss.toFixed(0)} MB`,
  );
}

async function measureLoad(clients: number, seconds: number): Promise<void> {
  const { tally, samples, stop, known, differing } = await load(clients, seconds);
  const last = samples.at(-1)!;
  say(
    `${clients} clients at once for ${seconds} s: ${tally.calls} calls right, ${tally.faults} faults met, ${tally.wrong.length} wrong; ` +
      `${known} leads known to them, ${differing.length} held otherwise`,
  );
  for (const text of differing.slice(0, 20)) say(`  HELD OTHERWISE ${text}`);
  for (const [kind, count] of Object.entries(tally.byKind)) say(`  ${kind}: ${count}`);
  say(
    `  faults: ${Object.entries(tally.byFault)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ')}`,
  );
  for (const text of new Set(tally.wrong)) say(`  WRONG ${text}`);
  say(`heap after collection: ${samples.map(({ heap }) => heap.toFixed(0)).join(', ')} MB`);
  say(
    `resident: ${samples.map(({ rss }) => rss.toFixed(0)).join(', ')} MB; processor time ${last.cpu.toFixed(1)} s`,
  );
  say(`stopped amid calls: exit code ${stop.code} after ${stop.seconds.toFixed(2)} s`);
  if (tally.wrong.length > 0 || stop.code !== 0 || differing.length > 0) process.exitCode = 1;
}

/** From the start of the process to its address on standard output. */
async function measureStart(): Promise<void> {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'leads.csv');
  const rows = Array.from(
    { length: 5_000 },
    (_, at) => `First${at},Last${at},Company ${at},person.${at}@company${at}.example,+44 113 496 ${at}`,
  );
  writeFileSync(file, ['FirstName,LastName,Company,Email,Phone', ...rows].join('\n'));
  for (let run = 0; run < 5; run++) {
    const { wall, cpu } = await startOnce(file);
    say(`start with the sample project and 5,000 records: ${wall.toFixed(2)} s, processor time ${cpu} s`);
  }
}

function startOnce(file: string): Promise<{ readonly wall: number; readonly cpu: string }> {
  const options = [
    'org',
    '--project',
    resolve('samples/recruiting'),
    '--data',
    `Lead=${file}`,
    '--format',
    'json',
  ];
  return new Promise((done, reject) => {
    const start = performance.now();
    const child = spawn('/usr/bin/time', [
      '-f',
      '%U+%S',
      process.execPath,
      resolve('dist/cli.js'),
      ...options,
    ]);
    let [wall, errors, told] = [0, '', ''];
    child.stderr.on('data', (text: Buffer) => {
      errors += text.toString();
    });
    child.stdout.on('data', (text: Buffer) => {
      told += text.toString();
      if (wall > 0 || !told.includes('\n')) return;
      wall = (performance.now() - start) / 1000;
      void stopped(JSON.parse(told) as { url: string; token: string }, child.pid!);
    });
    child.on('exit', () => {
      const [, cpu] = /(\d+\.\d+\+\d+\.\d+)\s*$/.exec(errors) ?? [];
      if (wall === 0) reject(new Error(errors));
      else done({ wall, cpu: cpu ?? '?' });
    });
  });
}

/** The org is the child of the timer. */
async function stopped({ url, token }: { url: string; token: string }, timer: number): Promise<void> {
  const answer = await fetch(`${url}/services/data/v66.0/sobjects/Lead`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (answer.status !== 200) throw new Error(`${answer.status}`);
  const children = await import('node:fs').then(({ readFileSync }) =>
    readFileSync(`/proc/${timer}/task/${timer}/children`, 'utf8'),
  );
  process.kill(Number(children.trim().split(' ')[0]), 'SIGTERM');
}

function rate(count: number, seconds: number): string {
  return Math.round(count / seconds).toLocaleString('en');
}

function say(text: string): void {
  console.log(text);
}
