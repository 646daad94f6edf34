/**
 * Keystroke to diagnostics through the language server, its memory, and the time until a project is read:
 * node bench/run.mjs bench/server.ts FOLDER [CLASS]. CLASS is a path in the folder; without it a class of
 * 5,000 lines is typed in, put together of the folder's classes with the most saves. Without FOLDER it runs
 * on samples/.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { LineIndex, type Position } from '../server/src/core/text.ts';
import { canonicalUri, uriOfPath } from '../server/src/lsp/uris.ts';
import type { WorkspaceSummary } from '../server/src/protocol.ts';

const keystrokes = 400;
const wantedLines = 5_000;

const folder = folderToUse(process.argv[2]);
const server = await startServer();
const rpc = connect(server);
const begin = performance.now();
await initialize(rpc, folder);
const { path, text } = classToUse(folder, process.argv[3]);
const uri = canonicalUri(uriOfPath(path));
await rpc.sendNotification('textDocument/didOpen', {
  textDocument: { uri, languageId: 'apex', version: 1, text },
});
await pull();
console.log(`${path}: ${text.split('\n').length} lines, ${text.length} characters`);
console.log(`project read, first diagnostics: ${(performance.now() - begin).toFixed(0)} ms`);
console.log(`resident after reading: ${residentMegabytes()} MB`);

const beforeCheck = performance.now();
const summary = await rpc.sendRequest<WorkspaceSummary>('duplicateRules/checkWorkspace', null);
console.log(
  `whole workspace: ${(performance.now() - beforeCheck).toFixed(0)} ms, ${summary.findings} findings ` +
    `in ${summary.filesWithFindings} of ${summary.files} files, resident ${residentMegabytes()} MB`,
);

let version = 1;
let current = text;
await measure('x', keystrokes);
for (const key of ['{', '}', '(', "'", '"', '/*', '@', ';', '\n']) await measure(key, keystrokes / 8);
console.log(`resident after typing: ${residentMegabytes()} MB, at most ${residentMegabytes('VmHWM')} MB`);
console.log(`load average ${loadavg()[0]!.toFixed(1)} on ${cpus().length} cores`);
await rpc.sendRequest('shutdown');
await rpc.sendNotification('exit');

/** Types a key at places all over the class and takes it out again, and asks for diagnostics each time. */
async function measure(key: string, rounds: number): Promise<void> {
  const begin = residentMegabytes();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const at = Math.floor(text.length * ((round * 0.618_034) % 1));
    times.push(await edit(at, at, key));
    times.push(await edit(at, at + key.length, ''));
  }
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(q * times.length))]!.toFixed(1);
  console.log(
    `key ${JSON.stringify(key)}: p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms, worst ${quantile(1)} ms; ` +
      `resident ${begin} to ${residentMegabytes()} MB`,
  );
}

async function edit(start: number, end: number, replacement: string): Promise<number> {
  const lines = new LineIndex(current);
  const range: { start: Position; end: Position } = {
    start: lines.position(start),
    end: lines.position(end),
  };
  current = current.slice(0, start) + replacement + current.slice(end);
  const sent = performance.now();
  await rpc.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: ++version },
    contentChanges: [{ range, text: replacement }],
  });
  await pull();
  return performance.now() - sent;
}

function pull(): Promise<unknown> {
  return rpc.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
}

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

async function startServer(): Promise<ChildProcess> {
  const cache = resolve('node_modules', '.cache', 'bench');
  mkdirSync(cache, { recursive: true });
  const outfile = join(cache, 'server.cjs');
  await build({
    entryPoints: ['server/src/lsp/main.ts'],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
  return spawn(process.execPath, [outfile, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
}

function connect(child: ChildProcess): MessageConnection {
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout!),
    new StreamMessageWriter(child.stdin!),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => ({})));
  connection.onRequest(() => null);
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => console.log(message));
  connection.listen();
  return connection;
}

async function initialize(connection: MessageConnection, root: string): Promise<void> {
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: { diagnostic: { relatedInformation: true } },
    },
    workspaceFolders: [{ uri: uriOfPath(root), name: 'bench' }],
  });
  await connection.sendNotification('initialized', {});
}

/** Of the server process; 0 where the system does not tell. */
function residentMegabytes(field = 'VmRSS'): number {
  try {
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
