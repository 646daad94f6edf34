/**
 * "Test Sample Record" until the preview is there, through the language server and against an embedded org: reading
 * the record in the code, the form, and the test. Cold: the first time after a start, so that the org bundle is
 * loaded and the rules are read; warm: from then on. Needs dist/ (npm run build): node bench/run.mjs bench/org.ts
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { canonicalUri, uriOfPath } from '../server/src/lsp/uris.ts';
import type { RecordDraft, RecordForm, TestedPreview } from '../server/src/protocol.ts';
import { writeAuthFiles } from '../server/src/sandbox/authFiles.ts';
import { startSandbox } from '../server/src/sandbox/server.ts';

const starts = 7;
const warmRounds = 30;

const project = resolve('samples/recruiting');
const file = join(project, 'force-app/main/default/classes/LeadCapture.cls');
const text = readFileSync(file, 'utf8');
const line = text.split('\n').findIndex((one) => one.includes('new Lead('));
const home = mkdtempSync(join(tmpdir(), 'duplicate-rules-bench-'));
const sandbox = await startSandbox({ project });
writeAuthFiles({ home, ...sandbox, alias: 'loopback' });

const cold: number[] = [];
const warm: number[] = [];
for (let start = 0; start < starts; start++) {
  const server = spawn(process.execPath, [resolve('dist/server.cjs'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      HOME: home,
      USERPROFILE: home,
      SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
      SF_TARGET_ORG: 'loopback',
    },
  });
  const rpc = await connect(server);
  cold.push(await timed(() => testLead(rpc)));
  for (let round = 0; round < warmRounds; round++) warm.push(await timed(() => testLead(rpc)));
  await rpc.sendRequest('shutdown');
  await rpc.sendNotification('exit');
}
report('cold', cold);
report('warm', warm);
console.log(`org bundle ${(statSync(resolve('dist/org.cjs')).size / 1e6).toFixed(2)} MB, not packed`);
console.log(`writes asked of the org: ${sandbox.journal.writes.length}`);
console.log(`load average ${loadavg()[0]!.toFixed(1)} on ${cpus().length} cores`);
await sandbox.close();
rmSync(home, { recursive: true, force: true });

/** What the command does for the record in LeadCapture.register, with values in place of its parameters. */
async function testLead(rpc: MessageConnection): Promise<void> {
  const uri = canonicalUri(uriOfPath(file));
  const position = { line, character: text.split('\n')[line]!.indexOf('Lead(') };
  const selection = { start: position, end: position };
  const { drafts } = await rpc.sendRequest<{ drafts: readonly RecordDraft[] }>('duplicateRules/readRecords', {
    uri,
    languageId: 'apex',
    text,
    selection,
  });
  const object = drafts[0]?.object ?? '';
  await rpc.sendRequest<RecordForm>('duplicateRules/recordForm', { uri, object });
  const fields = [
    { name: 'LastName', value: 'Byron' },
    { name: 'Email', value: 'ada.byron@analytical-engines.example' },
  ];
  const record = { object, id: null, fields };
  const { preview } = await rpc.sendRequest<TestedPreview>('duplicateRules/testRecord', {
    uri,
    record,
    languageId: 'apex',
  });
  if (preview.rules[0]?.state !== 'matched') throw new Error(`No match: ${preview.verdict.text}`);
}

async function timed(step: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await step();
  return performance.now() - begin;
}

async function connect(child: ChildProcess): Promise<MessageConnection> {
  const rpc = createMessageConnection(
    new StreamMessageReader(child.stdout!),
    new StreamMessageWriter(child.stdin!),
  );
  rpc.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => ({})));
  rpc.onRequest(() => null);
  rpc.listen();
  await rpc.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
      textDocument: { diagnostic: {} },
    },
    initializationOptions: { trusted: true },
    workspaceFolders: [{ uri: uriOfPath(project), name: 'bench' }],
  });
  await rpc.sendNotification('initialized', {});
  const textDocument = { uri: canonicalUri(uriOfPath(file)), languageId: 'apex', version: 1, text };
  await rpc.sendNotification('textDocument/didOpen', { textDocument });
  await rpc.sendRequest('textDocument/diagnostic', { textDocument });
  return rpc;
}

function report(name: string, times: number[]): void {
  times.sort((a, b) => a - b);
  const at = (quantile: number) =>
    times[Math.min(times.length - 1, Math.floor(quantile * times.length))]!.toFixed(0);
  console.log(
    `${name}: median ${at(0.5)} ms, from ${at(0)} to ${at(1)}, 95 % below ${at(0.95)} (${times.length} times)`,
  );
}
