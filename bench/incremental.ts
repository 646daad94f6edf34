import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApexCodebase } from '../server/src/core/saves/apex/codebase/codebase.ts';
import { ApexSaves, type ResolvedSave } from '../server/src/core/saves/apex/resolve/apexSaves.ts';

/**
 * Edits random places of random files and holds the kept analysis against a fresh one:
 * node bench/run.mjs bench/incremental.ts FOLDER [EDITS]
 */
const [folder, edits = '60'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node bench/run.mjs bench/incremental.ts FOLDER [EDITS]');
  process.exit(2);
}
const texts = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(cls|trigger)$/.test(path))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
);

let seed = 7;
function random(below: number): number {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * below);
}

function describe({ bound, operation, keyword, target, via }: ResolvedSave): string {
  const { uri, offset } = bound.body.anchor;
  return `${uri}@${offset + keyword.start} ${operation} ${JSON.stringify(target)} ${via.length}`;
}

function all(analysis: ApexSaves): string[] {
  return [...analysis.codebase.allBodies()].flatMap((owned) => analysis.savesOf(owned).map(describe)).sort();
}

function start(): ApexSaves {
  const codebase = new ApexCodebase();
  for (const [path, text] of texts) codebase.set(path, text);
  return new ApexSaves(codebase);
}

const pieces = [
  'x',
  '}',
  '{',
  '(',
  ';',
  '/*',
  "'",
  ' insert records;',
  ' static void f(SObject s) { insert s; } ',
  ' // ',
];
const paths = [...texts.keys()];
const kept = start();
all(kept);
let differences = 0;
const times: number[] = [];
for (let round = 0; round < Number(edits); round++) {
  const path = paths[random(paths.length)]!;
  const text = texts.get(path)!;
  const at = random(text.length);
  const edited = text.slice(0, at) + pieces[random(pieces.length)]! + text.slice(at + random(3));
  texts.set(path, edited);
  const begin = performance.now();
  kept.codebase.set(path, edited);
  for (const owned of kept.codebase.bodies(path)) kept.savesOf(owned);
  times.push(performance.now() - begin);
  const [now, fresh] = [all(kept), all(start())];
  const missing = fresh.filter((one) => !now.includes(one));
  const surplus = now.filter((one) => !fresh.includes(one));
  if (missing.length + surplus.length > 0) {
    differences++;
    console.log(`after edit ${round} of ${path}:`, {
      missing: missing.slice(0, 3),
      surplus: surplus.slice(0, 3),
    });
  }
  if (round % 2 === 0) {
    // Take every second edit back, so that the code does not fall to pieces.
    texts.set(path, text);
    kept.codebase.set(path, text);
  }
}
times.sort((a, b) => a - b);
const at = (share: number): string =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1);
console.log(
  `${differences} differences after ${edits} edits; edit to saves of the file: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`,
);
