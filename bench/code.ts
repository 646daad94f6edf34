/**
 * Keystroke to diagnostics in a TypeScript file of 2,000 lines that saves in all the ways there are, and the
 * server's memory over 1,000 edits and more: node bench/run.mjs bench/code.ts [FILE]. FILE is typed in instead.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { canonicalUri, uriOfPath } from '../server/src/lsp/uris.ts';
import { startServer } from './serverProcess.ts';
import { typescriptFile } from './typescriptFile.ts';
import { Typing } from './typing.ts';

const keystrokes = 400;
const given = process.argv[2];
const made = mkdtempSync(join(tmpdir(), 'bench-code-'));
const path = given === undefined ? join(made, 'sync.ts') : resolve(given);
if (given === undefined) writeFileSync(path, typescriptFile(2_000));
const text = readFileSync(path, 'utf8');

const server = await startServer();
await server.initialize(dirname(path));
const begin = performance.now();
const typing = await Typing.open(server, {
  uri: canonicalUri(uriOfPath(path)),
  languageId: 'typescript',
  text,
});
const { items } = await typing.pull();
console.log(`${path}: ${text.split('\n').length} lines, ${text.length} characters, ${items.length} findings`);
console.log(`first diagnostics: ${(performance.now() - begin).toFixed(0)} ms`);
console.log(`resident: ${server.residentMegabytes()} MB`);
await typing.measure('x', keystrokes);
for (const key of ['{', '}', '(', "'", '`', '/*', '@', ';', '\n']) await typing.measure(key, keystrokes / 8);
for (let round = 1; round <= 4; round++) await typing.measure('y', 500);
console.log(`resident: ${server.residentMegabytes()} MB, at most ${server.residentMegabytes('VmHWM')} MB`);
await server.end();
rmSync(made, { recursive: true, force: true });
