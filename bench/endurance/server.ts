/**
 * The language server under replayed editing: node bench/run.mjs bench/endurance/server.ts FOLDER [--minutes 60, or
 * --actions N] [--seed 1] [--bound 330]. Works on a copy of FOLDER. Runs of as many actions are comparable, whatever else
 * the machine does. Memory is looked at after each thousand actions, when all is as it was at the beginning; it fails
 * where more than the bound (MB, resident) is ever taken, where what is kept grows, where the server logs an error, or
 * where it does not find at the end what it found at the beginning.
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
import { slope } from './slope.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '60' },
    actions: { type: 'string' },
    seed: { type: 'string', default: '1' },
    bound: { type: 'string', default: '330' },
  },
});
const minutes = Number(values.minutes);
/**
 * 125 MB are in use after an hour; V8 lets pages come to 1.4 times that before holes are filled (`compaction.ts`) and
 * garbage to 1.3 times before it is collected, most of it in those holes. New objects take 16, Node's program and its
 * allocations and the grammars 80: 270 to 290, and a tenth more where collections come late on a busy machine.
 */
const bound = Number(values.bound);
/**
 * Growth of the heap without code that counts as none, in MB for a thousand actions. An action is some eight keystrokes,
 * so that whoever types 200 a minute for eight hours does 12,000: a week of that takes 15 MB. What V8 makes of code is
 * told apart: there is no more of it than of the program.
 */
const flat = 0.25;
/** Over fewer actions, without the first third of the run, no growth is told: each file is opened for the first time. */
const leastActions = 15_000;
/** How many actions are done before memory is looked at again. */
const period = 1_000;

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

interface Sample {
  readonly actions: number;
  readonly data: number;
  readonly code: number;
}
const samples: Sample[] = [];
const begin = performance.now();
const passed = () => (performance.now() - begin) / 60_000;
const isOver = () =>
  values.actions === undefined ? passed() >= minutes : replay.actions >= Number(values.actions);
while (!isOver() && editor.child.exitCode === null) {
  const until = replay.actions + period;
  while (replay.actions < until && !isOver() && editor.child.exitCode === null) await replay.act();
  if (editor.child.exitCode !== null) break;
  const resident = editor.resident();
  await replay.restore();
  await check();
  const { data, code, external } = await editor.memory();
  samples.push({ actions: replay.actions, data, code });
  console.log(
    `${passed().toFixed(1)} min: data ${data.toFixed(1)} MB, code ${code.toFixed(1)} MB, external ${external.toFixed(1)} MB, ` +
      `resident ${resident.toFixed(0)} MB while editing, ${editor.resident().toFixed(0)} MB after, ` +
      `at most ${editor.resident('VmHWM').toFixed(0)} MB so far; ` +
      `${replay.actions} actions, ${replay.keystrokes} keystrokes, ${editor.requests} requests, ` +
      `${editor.errors.length} errors, processor time ${editor.processorSeconds().toFixed(0)} s, load ${loadavg()[0]!.toFixed(1)}`,
  );
}

const last = await check();
// What is loaded once, and what V8 makes of code that runs often, comes in the beginning.
const settled = samples.slice(Math.floor(samples.length / 3));
const settledActions = (settled.at(-1)?.actions ?? 0) - (settled[0]?.actions ?? 0);
const growth = slope(settled.map(({ actions, data }) => [actions / 1_000, data]));
const peak = editor.resident('VmHWM');
const problems = [
  ...(editor.child.exitCode === null ? [] : [`the server ended with ${editor.child.exitCode}`]),
  ...new Set(editor.errors.slice(0, 200)),
  ...(peak > bound ? [`${peak.toFixed(0)} MB were resident, more than ${bound}`] : []),
  // In a short run, the beginning is all there is.
  ...(settledActions >= leastActions && growth > flat
    ? [`what is kept grows by ${growth.toFixed(2)} MB for 1,000 actions, more than ${flat}`]
    : []),
  ...(JSON.stringify(last) === JSON.stringify(first) ? [] : [`at the end: ${JSON.stringify(last)}`]),
];
const range = (of: (sample: Sample) => number) =>
  [settled[0], settled.at(-1)].map((one) => (one === undefined ? '?' : of(one).toFixed(1))).join(' to ');
console.log(
  `${passed().toFixed(0)} min, seed ${values.seed}: ${replay.actions} actions, ${replay.keystrokes} keystrokes, ` +
    `${editor.requests} requests; resident at most ${peak.toFixed(0)} MB; without the first third, data ` +
    `${range(({ data }) => data)} MB, ${growth.toFixed(2)} for 1,000 actions, code ${range(({ code }) => code)} MB`,
);
for (const problem of problems) console.log(`PROBLEM ${problem}`);
await editor.end();
project.remove();
server.remove();
rmSync(folder, { recursive: true, force: true });
process.exitCode = problems.length > 0 ? 1 : 0;
