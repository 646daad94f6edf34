import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Damage, Original, runMutants } from '../test/support/mutants.ts';

/**
 * Damages Apex files one token, line, quote or bracket at a time, and counts the saves outside of the
 * damaged line that are still found: node bench/run.mjs bench/mutants.ts FOLDER [--count N] [--seed S] [--list]
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
  },
});
const folder = positionals[0];
if (folder === undefined) {
  console.error('usage: node bench/run.mjs bench/mutants.ts FOLDER [--count N] [--seed S] [--list]');
  process.exit(2);
}

const originals = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(cls|trigger|apex)$/.test(path))
  .sort()
  .map((path) => new Original(path, readFileSync(join(folder, path), 'utf8')));

const lostBy = new Map<Damage, number>();
const begin = performance.now();
const totals = runMutants(
  originals,
  Number(values.count),
  Number(values.seed),
  (original, mutant, { lost }) => {
    lostBy.set(mutant.damage, (lostBy.get(mutant.damage) ?? 0) + lost.length);
    if (!values.list) return;
    const span = original.lines.line(mutant.line, original.text);
    const code = original.text.slice(span.start, span.end).trim();
    const inserted = mutant.text.slice(mutant.start, mutant.start + mutant.inserted);
    const column = mutant.start - span.start + 1;
    console.log(
      `${lost.length} of ${original.saves.length} lost: ${original.path}:${mutant.line + 1}:${column} ` +
        `${mutant.damage} ${inserted}: ${code}`,
    );
  },
);
const seconds = (performance.now() - begin) / 1000;
const share = (100 * (totals.expected - totals.lost)) / Math.max(1, totals.expected);
console.log(
  `${originals.length} files, ${totals.mutants} mutants in ${seconds.toFixed(1)} s, slowest ${totals.slowest.toFixed(0)} ms`,
);
console.log(
  `${totals.expected - totals.lost} of ${totals.expected} saves outside the damaged line found: ${share.toFixed(3)} %`,
);
for (const [damage, lost] of lostBy) console.log(`  ${lost} lost by '${damage}'`);
