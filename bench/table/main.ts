/**
 * All figures that were asked for, in one table: node bench/run.mjs --table [--repos FOLDER] [--only ID,ID] [--write].
 * Runs the benches one after another, each as it runs alone, and reads what they print. --help tells the rest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, type as systemType, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benches } from './benches.ts';
import type { Bench, Measured } from './model.ts';
import { table, withTable } from './page.ts';

const page = 'docs/performance.md';
const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: {
    repos: { type: 'string', default: process.env.BENCH_REPOS ?? '' },
    only: { type: 'string', default: '' },
    small: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const wanted = options.only === '' ? benches.map(({ id }) => id) : options.only.split(',');
const unknown = wanted.filter((id) => !benches.some((bench) => bench.id === id));
if (options.help || unknown.length > 0 || (options.small && options.write)) {
  tellUsage();
  process.exit(options.help ? 0 : 2);
}

const loads: number[] = [];
const logs = resolve('out/bench');
mkdirSync(logs, { recursive: true });
run('build', ['esbuild.mjs']);
const all = benches.flatMap(measure);
const circumstances = {
  machine: `${cpus().length} cores (${cpus()[0]!.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB of memory`,
  system: `${systemType()} ${release().replace(/-.*/, '')}, Node ${process.version}`,
  commit: git('rev-parse', '--short=10', 'HEAD'),
  date: new Date().toISOString().slice(0, 10),
  loads,
};
const markdown = table(all, circumstances);
console.log(`\n${markdown}`);
if (options.small) console.log('\nSmall sizes: this shows that it works, and no figure means anything.');
if (options.write) writeFileSync(page, withTable(readFileSync(page, 'utf8'), markdown));

function measure(bench: Bench): readonly Measured[] {
  const missing = reasonNotToRun(bench);
  const output = missing === null ? runBench(bench) : '';
  return bench.figures.map((figure) => ({
    figure,
    values: missing === null ? figure.read(output) : null,
    peer: figure.peer?.read(output) ?? [],
    missing,
  }));
}

function reasonNotToRun({ id, needs }: Bench): string | null {
  if (!wanted.includes(id)) return `left out by --only (${id})`;
  const absent = needs.filter((name) => !existsSync(repository(name)));
  return absent.length === 0 ? null : `pass --repos with a folder that holds ${absent.join(', ')}`;
}

function runBench({ id, command, minutes, environment }: Bench): string {
  loads.push(loadavg()[0]!);
  console.log(`${id}: ${options.small ? 'small' : `about ${minutes} min`}, load ${loads.at(-1)!.toFixed(1)}`);
  return run(id, ['bench/run.mjs', ...command(repository, options.small)], environment);
}

/** What it prints, which is kept in out/bench as well. */
function run(
  id: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...environment },
  });
  writeFileSync(join(logs, `${id}.log`), `${stdout}\n${stderr}`);
  if (status !== 0) console.log(`${id} ended with ${status}: see out/bench/${id}.log`);
  return stdout;
}

function repository(name: string): string {
  return join(resolve(options.repos || 'no-repositories'), name);
}

function git(...args: string[]): string {
  return spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
}

function tellUsage(): void {
  if (unknown.length > 0) console.log(`No such bench: ${unknown.join(', ')}`);
  console.log(`node bench/run.mjs --table [--repos FOLDER] [--only ID,…] [--write] [--small]

  --repos   a folder with clones of public repositories, by their names; or BENCH_REPOS
  --only    some of the benches
  --write   puts the table into ${page}
  --small   few runs and rows, to see that it works; not with --write

Benches, minutes on two quiet cores, clones that they need:`);
  for (const { id, minutes, needs } of benches)
    console.log(`  ${id.padEnd(16)} ${String(minutes).padStart(4)}  ${needs.join(', ')}`);
  console.log(`  together about ${Math.round(benches.reduce((sum, one) => sum + one.minutes, 0))} minutes`);
}
