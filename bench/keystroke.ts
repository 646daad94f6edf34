/**
 * Processor time from a keystroke to findings in integration code, without the protocol: in one process, all its
 * threads, garbage collection too. For a machine on which others work: node bench/run.mjs bench/keystroke.ts [FILE].
 * FILE is typed in instead of 2,000 lines of TypeScript; it says which keys took the longest and where.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createProject } from '../server/src/core/project.ts';
import { grammarsIn } from '../server/src/grammars/load.ts';
import { typescriptFile } from './typescriptFile.ts';

const keystrokes = Number(process.env.KEYS ?? 200);
const given = process.argv[2];
const text = given === undefined ? typescriptFile(2_000) : readFileSync(resolve(given), 'utf8');
const uri = given === undefined ? 'file:///p/sync.ts' : `file:///p/${given.replace(/^.*\//, '')}`;
const project = createProject({ root: 'file:///p' });
project.setFile(uri, text);
const load = grammarsIn('dist/grammars');
for (const name of project.neededGrammars) project.setParser(await load(name));
console.log(`${uri}: ${text.split('\n').length} lines, ${measured(text).findings} findings`);

const keys = ['x', '{', '}', '(', "'", '"', '`', '/*', '@', ';', '\n', '<'];
for (let key = 0; key < 100; key++) type('x', key);
for (const key of keys) {
  const times: { readonly ms: number; readonly at: number; readonly isOut: boolean }[] = [];
  for (let round = 0; round < keystrokes / 2; round++) times.push(...type(key, round));
  times.sort((a, b) => a.ms - b.ms);
  const quantile = (q: number) =>
    times[Math.min(times.length - 1, Math.floor(q * times.length))]!.ms.toFixed(1);
  const slowest = times
    .slice(-3)
    .map(({ ms, at, isOut }) => `${ms.toFixed(0)} at ${at}${isOut ? ' out' : ''}`);
  console.log(
    `${JSON.stringify(key)}\tp50 ${quantile(0.5)}\tp95 ${quantile(0.95)}\tworst ${quantile(1)}\t${slowest.join(', ')}`,
  );
}
const { heapUsed, rss } = process.memoryUsage();
console.log(`heap ${(heapUsed / 1e6).toFixed(0)} MB, resident ${(rss / 1e6).toFixed(0)} MB`);

function type(key: string, round: number) {
  const at = Math.floor(text.length * ((round * 0.618_034) % 1));
  return [
    { ms: measured(text.slice(0, at) + key + text.slice(at)).ms, at, isOut: false },
    { ms: measured(text).ms, at, isOut: true },
  ];
}

function measured(now: string): { readonly ms: number; readonly findings: number } {
  const before = process.cpuUsage();
  project.setFile(uri, now);
  const findings = project.findings(uri);
  JSON.stringify(findings);
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000, findings: findings.length };
}
