/**
 * The language server killed while it works, and started again as the editor's client does:
 * node bench/run.mjs bench/endurance/kills.ts [FOLDER] [--kills 100] [--seed 1]. Works on a copy of FOLDER (the samples
 * by default). Another server that is never killed gets the same: after each start both have to give the same
 * diagnostics, lenses and rules, of what is open and unsaved, and of the files on disk.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LineIndex } from '../../server/src/core/text.ts';
import { buildServer } from './builtServer.ts';
import { Editor, type OpenDocument } from './editor.ts';
import { ProjectCopy, type ProjectFile } from './project.ts';
import { Chance } from './random.ts';
import { applied, type Change, changesOf } from './typing.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const kills = Number(values.kills);
const chance = new Chance(Number(values.seed));
const built = buildServer();
const project = new ProjectCopy(resolve(positionals[0] ?? 'samples/recruiting'));
const start = () => Editor.start({ bundle: built.bundle, root: project.root, probe: null });
const steady = await start();
let mortal = await start();

interface Document extends OpenDocument {
  readonly file: ProjectFile;
}
const documents: Document[] = [];
const problems: string[] = [];
const downtimes: number[] = [];
let compared = 0;
let whileDown = 0;

for (let kill = 1; kill <= kills; kill++) {
  const until = performance.now() + chance.below(1_500);
  // Nobody waits for the one that is about to die.
  while (performance.now() < until) await act(true);
  await mortal.kill();
  // Somebody goes on typing and saving.
  for (let actions = chance.below(4); actions > 0; actions--) {
    await act(false);
    whileDown++;
  }
  const begin = performance.now();
  mortal = await start();
  for (const document of documents) await mortal.open(document);
  if (chance.percent(20)) {
    // Again, before it has read the project.
    await wait(chance.below(200));
    await mortal.kill();
    mortal = await start();
    for (const document of documents) await mortal.open(document);
  }
  await compare(kill);
  downtimes.push(performance.now() - begin);
  if (kill % 10 === 0) {
    console.log(
      `${kill} kills, ${compared} answers compared, ${documents.length} documents open, ${problems.length} problems`,
    );
  }
}

const sorted = downtimes.sort((a, b) => a - b);
console.log(
  `${kills} kills, seed ${values.seed}: ${compared} answers compared, ${whileDown} changes while it was down; from start to ` +
    `all answers p50 ${sorted[Math.floor(sorted.length / 2)]?.toFixed(0)} ms, worst ${sorted.at(-1)?.toFixed(0)} ms; ` +
    `${problems.length} problems`,
);
for (const problem of [...problems, ...new Set(steady.errors)]) console.log(`PROBLEM ${problem}`);
await steady.end();
await mortal.end();
project.remove();
built.remove();
// Requests to those that were killed are still waited for.
process.exit(problems.length + steady.errors.length > 0 ? 1 : 0);

/** One thing that somebody does, told to both; to the one that is dead it makes no difference. */
async function act(isAlive: boolean): Promise<void> {
  const both = isAlive ? [steady, mortal] : [steady];
  const document = documents.length > 0 ? chance.of(documents) : undefined;
  const kind =
    document === undefined
      ? 'open'
      : chance.weighted({ open: 10, close: 5, edit: 60, save: 8, disk: 8, ask: 9 });
  switch (kind) {
    case 'open': {
      const file = chance.of(chance.percent(30) ? project.rules : project.code);
      if (documents.length >= 8 || documents.some(({ uri }) => uri === file.uri)) return;
      const { uri, languageId, text } = file;
      const opened = { file, uri, languageId, text, version: 1 };
      documents.push(opened);
      for (const editor of both) await editor.open(opened);
      return;
    }
    case 'close':
      documents.splice(documents.indexOf(document!), 1);
      for (const editor of both) await editor.close(document!);
      return;
    case 'edit': {
      const way = chance.of(['type', 'backspace', 'delete line', 'paste'] as const);
      for (const change of changesOf(way, document!.text, document!.languageId, chance)) {
        await edit(document!, change, both);
      }
      // What has grown or become hard to read is put back.
      if (chance.percent(10)) {
        await edit(document!, { start: 0, end: document!.text.length, text: document!.file.text }, both);
      }
      return;
    }
    case 'save':
      await onDisk(document!.file, document!.text, both);
      return;
    case 'disk': {
      const file = chance.of([...project.rules, ...project.code]);
      await onDisk(file, chance.of([file.text, file.text.replace('>Block<', '>Allow<'), '']), both);
      return;
    }
    case 'ask': {
      if (!isAlive) return;
      const textDocument = { uri: document!.uri };
      void mortal.request('textDocument/diagnostic', { textDocument });
      void mortal.request('duplicateRules/checkWorkspace', null);
      return;
    }
  }
}

async function edit(document: Document, change: Change, editors: readonly Editor[]): Promise<void> {
  if (change.start < 0 || change.end > document.text.length) return;
  const index = new LineIndex(document.text);
  const range = { start: index.position(change.start), end: index.position(change.end) };
  document.text = applied(document.text, change);
  document.version++;
  const textDocument = { uri: document.uri, version: document.version };
  for (const editor of editors) {
    await editor.notify('textDocument/didChange', {
      textDocument,
      contentChanges: [{ range, text: change.text }],
    });
    void editor.request('textDocument/diagnostic', { textDocument: { uri: document.uri } });
  }
}

/** The operating system tells each editor of it. */
async function onDisk({ path, uri }: ProjectFile, text: string, editors: readonly Editor[]): Promise<void> {
  writeFileSync(path, text);
  const changes = [{ uri, type: 2 }];
  for (const editor of editors) await editor.notify('workspace/didChangeWatchedFiles', { changes });
}

async function compare(kill: number): Promise<void> {
  // Changes on disk are taken together for a moment before they count.
  await wait(200);
  const asked: readonly (readonly [string, unknown])[] = [
    ['duplicateRules/checkWorkspace', null],
    ['duplicateRules/listRules', { uri: null }],
    ...documents.flatMap(({ uri }): (readonly [string, unknown])[] => [
      ['textDocument/diagnostic', { textDocument: { uri } }],
      ['textDocument/codeLens', { textDocument: { uri } }],
    ]),
  ];
  for (const [method, params] of asked) {
    let [one, other] = ['', ''];
    // Lenses may count saves that are still being looked for.
    for (let tries = 0; tries < 20; tries++) {
      [one, other] = (
        await Promise.all([steady, mortal].map((editor) => editor.request(method, params)))
      ).map((answer) =>
        JSON.stringify(answer, (key, value: unknown) => (key === 'resultId' ? undefined : value)),
      ) as [string, string];
      if (one === other) break;
      await wait(250);
    }
    compared++;
    if (one === other) continue;
    problems.push(
      `kill ${kill}: ${method} ${JSON.stringify(params)}\n  never killed: ${one.slice(0, 400)}\n  killed: ${other.slice(0, 400)}`,
    );
  }
}
