/**
 * The matching engine on invented contacts and leads with labels, side by side with DuckDB:
 * npm run build && node bench/run.mjs bench/matching.ts [ROWS] [LEADS]. The data is made once for a size and kept in
 * node_modules/.cache/bench. Each part is a process of its own.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tuneForShortRun } from '../server/src/cli/engine.ts';
import { type ExistingOptions, loadExisting } from '../server/src/data/existingRecords.ts';
import { type BenchData, benchData } from './matching/data.ts';
import {
  duckDbAlone,
  duckDbLookUps,
  duckDbPreflight,
  duckDbSavedPreflight,
  exportForDuckDb,
  writeDatabase,
} from './matching/duckDb.ts';
import { contactRule, lookUps, pairsOf } from './matching/lookUps.ts';
import { type Cost, type Quality, quality, type Spread, stopwatch, timed } from './matching/measure.ts';

const [rowsGiven, leadsGiven, part] = process.argv.slice(2);
const rows = Number(rowsGiven ?? 1_000_000);
const leads = Number(leadsGiven ?? 5_000);
const data = await benchData(rows, leads);
const saved = join(data.folder, 'contacts.index');
const options: ExistingOptions = {
  object: 'Contact',
  rules: [contactRule().rule],
  savedAt: null,
  version: 'bench',
};

/** Parts in processes of their own; each prints its figures as JSON. Pairs are made by V8 as the command line sets it. */
const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  async index() {
    const stop = stopwatch();
    const { table, problems } = await loadExisting(data.contacts, options);
    return { ...stop(), records: table.size, problems: problems.length };
  },
  async save() {
    await loadExisting(data.contacts, { ...options, savedAt: saved });
    return { bytes: statSync(saved).size };
  },
  async reload() {
    const stop = stopwatch();
    const { isReloaded } = await loadExisting(data.contacts, { ...options, savedAt: saved });
    return { ...stop(), isReloaded };
  },
  async lookUps() {
    const existing = await loadExisting(data.contacts, { ...options, savedAt: saved });
    const { found, ...figures } = await lookUps(existing, data);
    return { ...figures, ...quality(data.labels, found) };
  },
  async duckDbExport() {
    await exportForDuckDb(data);
    await writeDatabase(data);
    return {};
  },
  async pairs() {
    tuneForShortRun();
    const stop = stopwatch();
    const existing = await loadExisting(data.contacts, options);
    const found = await pairsOf(existing, data);
    return { ...stop(), ...quality(data.labels, found) };
  },
  async savedPairs() {
    tuneForShortRun();
    const stop = stopwatch();
    const existing = await loadExisting(data.contacts, { ...options, savedAt: saved });
    const found = await pairsOf(existing, data);
    return { ...stop(), ...quality(data.labels, found) };
  },
  async duckDbAlone() {
    const { found, ...costs } = await duckDbAlone(data);
    return { ...costs, ...quality(data.labels, found) };
  },
  async duckDbPreflight() {
    const { found, ...costs } = await duckDbPreflight(data);
    return { ...costs, ...quality(data.labels, found) };
  },
  async duckDbSaved() {
    const { found, ...costs } = await duckDbSavedPreflight(data);
    return { ...costs, ...quality(data.labels, found) };
  },
  async duckDbLookUps() {
    const some = Math.min(leads, 200);
    const { found, ...figures } = await duckDbLookUps(data, some, 1);
    return { ...figures, ...quality(data.labels.slice(0, some), found) };
  },
};

if (part !== undefined) console.log(JSON.stringify(await parts[part]!()));
else await compareAll(data);

async function compareAll({ folder, contacts }: BenchData): Promise<void> {
  say(`${number(rows)} contacts (${megabytes(statSync(contacts).size)}), ${number(leads)} leads`);
  for (let run = 0; run < 3; run++) {
    const index = inProcess<Cost & { records: number }>('index');
    say(`index of ${number(index.records)} from CSV: ${cost(index)}`);
  }
  rmSync(saved, { force: true });
  const { bytes } = inProcess<{ bytes: number }>('save');
  say(`saved: ${megabytes(bytes)}`);
  for (let run = 0; run < 3; run++) {
    const reload = inProcess<Cost & { isReloaded: boolean }>('reload');
    say(`reload${reload.isReloaded ? '' : ' FAILED'}: ${cost(reload)}`);
  }
  for (let run = 0; run < 2; run++) {
    const ours = inProcess<
      Quality & {
        wall: Spread;
        cpu: Spread;
        compared: number;
      }
    >('lookUps');
    say(`look-ups, wall: ${times(ours.wall)}; processor time: ${times(ours.cpu)}`);
    say(`  ${(ours.compared / leads).toFixed(1)} candidates each, ${figures(ours)}`);
  }
  preflights(folder);
  byDuckDb();
}

function byDuckDb(): void {
  inProcess('duckDbExport');
  const both = (name: string, part: string) => {
    for (let run = 0; run < 2; run++) {
      const result = inProcess<Cost & Quality>(part);
      say(`${name}: ${cost(result)}; ${figures(result)}`);
    }
  };
  both('pairs of all leads, from CSV, here', 'pairs');
  both('the same by DuckDB alone', 'duckDbAlone');
  both('the same by DuckDB with keys and values ready made, which is not counted', 'duckDbPreflight');
  both('pairs of all leads, saved index, here', 'savedPairs');
  both('the same from a database file of DuckDB', 'duckDbSaved');
  for (let run = 0; run < 2; run++) {
    const found = inProcess<Quality & { candidates: Spread; wall: Spread; cpu: Spread }>('duckDbLookUps');
    say(`DuckDB, look-ups, wall: ${times(found.wall)}; processor time: ${times(found.cpu)}`);
    say(`  candidates by index alone, processor time: ${times(found.candidates)}; ${figures(found)}`);
  }
}

function figures({ precision, recall }: Quality): string {
  return `precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`;
}

/** Through the command line that was built, with the index built in the run, and kept from the one before. */
function preflights(folder: string): void {
  const command = [
    resolve('dist/cli.js'),
    'preflight',
    'leads.csv',
    '--against',
    'Contact=contacts.csv',
    '--format',
    'json',
  ];
  const kept = [...command, '--index', 'kept'];
  rmSync(join(folder, 'kept'), { recursive: true, force: true });
  for (let run = 0; run < 2; run++) preflightOnce('preflight, index built in the run', command, folder);
  preflightOnce('preflight, index built and saved', kept, folder);
  for (let run = 0; run < 3; run++) preflightOnce('preflight, saved index', kept, folder);
}

function preflightOnce(name: string, command: readonly string[], folder: string): void {
  const result = timed(process.execPath, command, folder);
  const report = JSON.parse(result.output) as {
    rows: readonly { row: number; rules: readonly { matches: readonly { id: string | null }[] }[] }[];
  };
  const found = data.labels.map(() => new Set<string>());
  for (const { row, rules } of report.rows) {
    for (const { matches } of rules) for (const { id } of matches) if (id !== null) found[row - 1]!.add(id);
  }
  say(`${name}: ${cost(result)}; ${figures(quality(data.labels, found))}`);
}

function inProcess<T>(name: string): T {
  const { status, stdout } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), String(rows), String(leads), name],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
  return JSON.parse(stdout);
}

function say(text: string): void {
  console.log(`[load ${loadavg()[0]!.toFixed(1)} on ${cpus().length}] ${text}`);
}

function cost({ wall, cpu, peak }: Cost): string {
  return `${wall.toFixed(2)} s, processor time ${cpu.toFixed(2)} s${peak === null ? '' : `, peak ${Math.round(peak)} MB`}`;
}

function times({ p50, p99, most, rate }: Spread): string {
  return `p50 ${p50.toFixed(3)}, p99 ${p99.toFixed(3)}, worst ${most.toFixed(1)} ms, ${number(Math.round(rate))} a second`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
