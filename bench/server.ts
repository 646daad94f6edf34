/**
 * Keystroke to diagnostics through the language server, its memory, and the time until a project is read:
 * node bench/run.mjs bench/server.ts FOLDER [CLASS]. CLASS is a path in the folder; without it a class of
 * 5,000 lines is typed in, put together of the folder's classes with the most saves. Without FOLDER it runs
 * on samples/.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { canonicalUri, uriOfPath } from '../server/src/lsp/uris.ts';
import type { WorkspaceSummary } from '../server/src/protocol.ts';
import { startServer } from './serverProcess.ts';
import { Typing } from './typing.ts';

const keystrokes = 400;
const wantedLines = 5_000;

const folder = folderToUse(process.argv[2]);
const server = await startServer();
const { rpc } = server;
const begin = performance.now();
await server.initialize(folder);
const { path, text } = classToUse(folder, process.argv[3]);
const uri = canonicalUri(uriOfPath(path));
const typing = await Typing.open(server, { uri, languageId: 'apex', text });
console.log(`${path}: ${text.split('\n').length} lines, ${text.length} characters`);
console.log(`project read, first diagnostics: ${(performance.now() - begin).toFixed(0)} ms`);
console.log(`resident after reading: ${server.residentMegabytes()} MB`);

const beforeCheck = performance.now();
const summary = await rpc.sendRequest<WorkspaceSummary>('duplicateRules/checkWorkspace', null);
console.log(
  `whole workspace: ${(performance.now() - beforeCheck).toFixed(0)} ms, ${summary.findings} findings ` +
    `in ${summary.filesWithFindings} of ${summary.files} files, resident ${server.residentMegabytes()} MB`,
);

await typing.measure('x', keystrokes);
for (const key of ['{', '}', '(', "'", '"', '/*', '@', ';', '\n']) await typing.measure(key, keystrokes / 8);
console.log(
  `resident after typing: ${server.residentMegabytes()} MB, at most ${server.residentMegabytes('VmHWM')} MB`,
);
await server.end();

function folderToUse(given: string | undefined): string {
  if (given !== undefined && existsSync(given)) return resolve(given);
  if (given !== undefined) console.log(`${given} is not there: samples/ is used instead`);
  return resolve('samples');
}

function classToUse(root: string, given: string | undefined): { path: string; text: string } {
  if (given !== undefined) return { path: join(root, given), text: readFileSync(join(root, given), 'utf8') };
  const classes = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.cls'))
    .map((name) => ({ path: join(root, name), code: readFileSync(join(root, name), 'utf8') }))
    .filter(({ code }) => !/@istest\b/i.test(code) && /\bclass\b/i.test(code))
    .map((one) => ({ ...one, saves: one.code.match(/\b(?:insert|update|upsert)\b/gi)?.length ?? 0 }))
    .sort((a, b) => b.saves - a.saves);
  const parts: string[] = [];
  for (let lines = 0; lines < wantedLines && parts.length < classes.length; ) {
    const { code } = classes[parts.length]!;
    const members = code.slice(code.indexOf('{', code.search(/\bclass\b/i)) + 1, code.lastIndexOf('}'));
    parts.push(members);
    lines += members.split('\n').length;
  }
  const text = `public class TypedIn {\n${parts.join('\n')}\n}\n`;
  return { path: join(dirname(classes[0]!.path), 'TypedIn.cls'), text };
}
