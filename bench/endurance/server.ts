/**
 * The language server under replayed editing: node bench/run.mjs bench/endurance/server.ts FOLDER [--minutes 60]
 * [--seed 1] [--bound 330]. Works on a copy of FOLDER. Memory is looked at each time when all is as it was at the
 * beginning; it fails where more than the bound (MB, resident) is taken, where the heap grows, where the server logs an
 * error, or where it does not find at the end what it found at the beginning.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { WorkspaceSummary } from '../../server/src/protocol.ts';
import { buildServer } from './builtServer.ts';
import { Editor } from './editor.ts';
import { ProjectCopy } from './project.ts';
import { Chance } from './random.ts';
import { Replay } from './replay.ts';
import { perHour } from './slope.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    bound: { type: 'string', default: '330' },
  },
});
const minutes = Number(values.minutes);
const bound = Number(values.bound);
/** Growth of the heap that counts as none, in MB an hour: what is kept of each file that was ever opened. */
const flat = 15;
/** Over less than this, without the first third of the run, no slope is told. */
const leastHours = 1 / 3;
/** How often memory is looked at, in seconds. */
const period = Math.max(10, Math.min(60, minutes * 3));

const server = buildServer();
const project = new ProjectCopy(resolve(positionals[0] ?? 'samples/recruiting'));
const folder = mkdtempSync(join(tmpdir(), 'duplicate-rules-probe-'));
const editor = await Editor.start({
  bundle: server.bundle,
  root: project.root,
  probe: join(folder, 'memory'),
});
const check = () => editor.request<WorkspaceSummary>('duplicateRules/checkWorkspace', null);
const first = await check();
const replay = new Replay(editor, project, new Chance(Number(values.seed)));
console.log(`${project.root}: ${JSON.stringify(first)}, resident ${editor.resident().toFixed(0)} MB`);

const samples: { readonly hours: number; readonly heap: number; readonly resident: number }[] = [];
const begin = performance.now();
const hours = () => (performance.now() - begin) / 3_600_000;
while (hours() * 60 < minutes) {
  const until = performance.now() + period * 1_000;
  while (performance.now() < until && editor.child.exitCode === null) await replay.act();
  if (editor.child.exitCode !== null) break;
  const resident = editor.resident();
  await replay.restore();
  await check();
  const { heap, external } = await editor.memory();
  samples.push({ hours: hours(), heap, resident });
  console.log(
    `${(hours() * 60).toFixed(1)} min: heap ${heap.toFixed(1)} MB, external ${external.toFixed(1)} MB, ` +
      `resident ${resident.toFixed(0)} MB while editing, ${editor.resident().toFixed(0)} MB after; ` +
      `${replay.actions} actions, ${replay.keystrokes} keystrokes, ${editor.requests} requests, ` +
      `${editor.errors.length} errors, load ${loadavg()[0]!.toFixed(1)}`,
  );
}

const last = await check();
// What is loaded once, and what V8 makes of code that runs often, comes in the beginning.
const settled = samples.slice(Math.floor(samples.length / 3));
const settledHours = (settled.at(-1)?.hours ?? 0) - (settled[0]?.hours ?? 0);
const growth = perHour(settled.map(({ hours: x, heap: y }) => [x, y]));
const peak = editor.resident('VmHWM');
const problems = [
  ...(editor.child.exitCode === null ? [] : [`the server ended with ${editor.child.exitCode}`]),
  ...new Set(editor.errors.slice(0, 200)),
  ...(peak > bound ? [`${peak.toFixed(0)} MB were resident, more than ${bound}`] : []),
  // In a short run, the beginning is all there is.
  ...(settledHours >= leastHours && growth > flat
    ? [`the heap grows by ${growth.toFixed(1)} MB an hour`]
    : []),
  ...(JSON.stringify(last) === JSON.stringify(first) ? [] : [`at the end: ${JSON.stringify(last)}`]),
];
console.log(
  `${(hours() * 60).toFixed(0)} min, seed ${values.seed}: ${replay.actions} actions, ${replay.keystrokes} keystrokes, ` +
    `${editor.requests} requests; resident at most ${peak.toFixed(0)} MB; heap ${settled[0]?.heap.toFixed(1)} to ` +
    `${settled.at(-1)?.heap.toFixed(1)} MB, ${growth.toFixed(1)} MB an hour`,
);
for (const problem of problems) console.log(`PROBLEM ${problem}`);
await editor.end();
project.remove();
server.remove();
rmSync(folder, { recursive: true, force: true });
process.exitCode = problems.length > 0 ? 1 : 0;
