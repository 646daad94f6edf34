import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../server/src/core/saves/apex/parser.ts';
import { bodiesOf } from '../test/support/apexSummary.ts';

/** How fast the Apex parser is: node bench/run.mjs bench/parser-speed.ts FOLDER */
const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: node bench/run.mjs bench/parser-speed.ts FOLDER');
  process.exit(2);
}
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(cls|trigger|apex)$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
const size = files.reduce((sum, { text }) => sum + text.length, 0);
console.log(`${files.length} files, ${(size / 1e6).toFixed(1)} M characters`);

for (let round = 1; round <= 4; round++) {
  const begin = performance.now();
  const units = files.map(({ path, text }) => parse(path, text));
  const afterSkeleton = performance.now();
  let bodies = 0;
  let errors = 0;
  for (const unit of units) {
    errors += unit.errors.length;
    for (const body of bodiesOf(unit)) {
      bodies++;
      errors += body.errors.length;
    }
  }
  const end = performance.now();
  console.log(
    `round ${round}: skeletons ${(afterSkeleton - begin).toFixed(0)} ms, ` +
      `${bodies} bodies ${(end - afterSkeleton).toFixed(0)} ms, ${errors} errors, ` +
      `${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`,
  );
}

/** A class of 5,000 lines, as editors must bear it: the methods of real ones, one after the other. */
function longClass(): string {
  const methods: string[] = [];
  for (let lines = 2, at = 0; lines < 5000 && at < files.length; at++) {
    const { path, text } = files[at]!;
    for (const { name, body } of parse(path, text).types.flatMap((type) => type.methods)) {
      const method = `  public void ${name.name}${methods.length}() ${body?.text ?? '{ }'}\n`;
      lines += method.split('\n').length - 1;
      if (lines < 5000) methods.push(method);
    }
  }
  return `public class Long {\n${methods.join('')}}\n`;
}

function percentile(times: number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(2);
}

function measure(what: string, rounds: number, run: (round: number) => void): void {
  for (let round = 0; round < rounds / 4; round++) run(round);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    run(round);
    times.push(performance.now() - begin);
  }
  console.log(`${what}: p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms`);
}

const long = longClass();
console.log(`a class of ${long.split('\n').length - 1} lines, ${long.length} characters`);
measure('  skeleton', 100, () => parse('Long.cls', long));
measure('  skeleton and all bodies', 40, () => {
  for (const body of bodiesOf(parse('Long.cls', long))) void body.tree;
});

let unit = parse('Long.cls', long);
for (const body of bodiesOf(unit)) void body.tree;
const semicolons = [...long.matchAll(/;\n/g)].map(({ index }) => index);
measure('  keystroke: skeleton with the earlier version, and the bodies that changed', 200, (round) => {
  const at = semicolons[(round * 7919) % semicolons.length]!;
  unit = parse('Long.cls', `${long.slice(0, at)}x${long.slice(at)}`, unit);
  for (const body of bodiesOf(unit)) void body.tree;
});
