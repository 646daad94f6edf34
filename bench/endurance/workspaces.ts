/**
 * Random workspaces of rule files and code, analysed, edited and held to a fresh analysis:
 * node bench/run.mjs bench/endurance/workspaces.ts [--count 10000] [--seed 1] [--limit 30]. Each workspace has a seed of
 * its own; `--count 1 --seed N` repeats one. It fails where something throws, where an edited project says something
 * else than a fresh one, or where a workspace takes more than the limit (seconds of processor time). What fails is made
 * smaller and printed.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { exercise } from './exercise.ts';
import { generate } from './generate.ts';
import { readMaterial } from './material.ts';
import { minimise } from './minimise.ts';
import { processorSeconds } from './processorTime.ts';
import { Chance } from './random.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: '30' },
    worker: { type: 'boolean', default: false },
  },
});
const count = Number(values.count);
const first = Number(values.seed);
const limit = Number(values.limit);

if (values.worker) await work();
else await watch();

/** Tells `start SEED`, `end SEED MILLISECONDS` and `failed SEED TEXT` in lines. */
async function work(): Promise<void> {
  const material = readMaterial(['samples', 'test/corpus', 'server/src/core/rules', 'docs']);
  for (let seed = first; seed < first + count; seed++) {
    process.stdout.write(`start ${seed}\n`);
    const before = process.cpuUsage();
    const files = generate(new Chance(seed), material);
    try {
      await exercise(files, seed, material);
    } catch (error) {
      process.stdout.write(`shrink ${seed}\n`);
      const kind = sort(error);
      const smallest = await minimise(files, async (candidate) => {
        try {
          await exercise(candidate, seed, material);
          return false;
        } catch (again) {
          return sort(again) === kind;
        }
      });
      const told = {
        error: String((error as Error).stack ?? error).slice(0, 1_500),
        files: Object.fromEntries(smallest),
      };
      process.stdout.write(`failed ${seed} ${JSON.stringify(told)}\n`);
    }
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(`end ${seed} ${Math.round((user + system) / 1_000)}\n`);
  }
}

/** Where it was thrown; of differences, that there is one. */
function sort(error: unknown): string {
  const { message, stack } = error as Error;
  if (/^edited and fresh differ/.test(message)) return 'differ';
  return `${message.slice(0, 40)} ${/\n\s+at (\S+)/.exec(stack ?? '')?.[1]}`;
}

interface Tally {
  done: number;
  readonly times: number[];
  readonly failures: string[];
  next: number;
}

/** Runs a process that works, and another one in its place where it hangs or dies. */
async function watch(): Promise<void> {
  const tally: Tally = { done: 0, times: [], failures: [], next: first };
  while (tally.next < first + count) await watchOne(tally);
  const times = tally.times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? 0;
  console.log(
    `${tally.done} workspaces from seed ${first}: ${tally.failures.length} failed; processor time p50 ${quantile(0.5)} ms, ` +
      `p95 ${quantile(0.95)} ms, p99.9 ${quantile(0.999)} ms, worst ${quantile(1)} ms`,
  );
  process.exitCode = tally.failures.length > 0 ? 1 : 0;
}

function watchOne(tally: Tally): Promise<void> {
  return new Promise((resolve) => {
    const args = ['--worker', '--seed', String(tally.next), '--count', String(first + count - tally.next)];
    const child = spawn(process.execPath, ['bench/run.mjs', 'bench/endurance/workspaces.ts', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let begun = 0;
    let isShrinking = false;
    const fail = (text: string) => {
      tally.failures.push(text);
      console.log(`FAILED ${text}`);
    };
    const timer = setInterval(() => {
      const used = processorSeconds(child.pid!) - begun;
      if (begun > 0 && !child.killed && used > (isShrinking ? 20 : 1) * limit) {
        fail(`${tally.next} takes more than ${limit} s`);
        child.kill('SIGKILL');
      }
    }, 1_000);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [what, seed = '', ...rest] = line.split(' ');
      if (what === 'start') {
        tally.next = Number(seed);
        begun = processorSeconds(child.pid!);
      } else if (what === 'failed') fail(`${seed} ${rest.join(' ')}`);
      else if (what === 'end') {
        tally.done++;
        tally.times.push(Number(rest[0]));
        tally.next = Number(seed) + 1;
        if (tally.done % 500 === 0) console.log(`${tally.done} done, ${tally.failures.length} failed`);
      }
      isShrinking = what === 'shrink';
    });
    child.on('close', (code) => {
      clearInterval(timer);
      // It died, or was killed: go on behind the seed.
      if (tally.next < first + count) {
        if (code !== null && code !== 0) fail(`${tally.next} ended the process with ${code}`);
        tally.done++;
        tally.next++;
      }
      resolve();
    });
  });
}
