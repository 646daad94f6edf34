import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { buildTo } from '../../../esbuild.mjs';
import { canonicalUri, uriOfPath } from '../../../server/src/lsp/uris.ts';
import { copyOfBuild } from '../../support/builtOnce.ts';
import { sampleProject } from '../../support/sandbox.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-unloaded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('the org bundle', () => {
  test('is no part of what is loaded with the editor', async () => {
    const { metafile } = await build({
      entryPoints: ['client/src/extension.ts', 'server/src/lsp/main.ts'],
      bundle: true,
      write: false,
      outdir: folder,
      metafile: true,
      platform: 'node',
      format: 'cjs',
      external: ['vscode'],
      logLevel: 'error',
    });
    const libraries = Object.keys(metafile.inputs).filter((input) =>
      /node_modules\/(@salesforce|@jsforce|jsforce|undici)\//.test(input),
    );
    expect(libraries).toEqual([]);
  });

  test('is not loaded by a start, findings, hovers and lenses, but by the first question about orgs', async () => {
    // In its place stands one that leaves a trace when it is loaded.
    const trace = path.join(folder, 'loaded');
    await copyOfBuild('server', folder, (to) => buildTo('server.cjs', path.join(to, 'server.cjs')));
    writeFileSync(
      path.join(folder, 'org.cjs'),
      `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '');
       exports.createGateway = () => ({ listOrgs: async () => ({ target: null, orgs: [] }), close() {} });`,
    );
    const server = spawn(process.execPath, [path.join(folder, 'server.cjs'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const rpc = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const file = path.join(sampleProject, 'force-app/main/default/classes/LeadCapture.cls');
    const textDocument = {
      uri: canonicalUri(uriOfPath(file)),
      languageId: 'apex',
      version: 1,
      text: readFileSync(file, 'utf8'),
    };
    await start(rpc);
    await rpc.sendNotification('textDocument/didOpen', { textDocument });
    const { items } = await rpc.sendRequest<{ items: unknown[] }>('textDocument/diagnostic', {
      textDocument,
    });
    expect(items).not.toEqual([]);
    await rpc.sendRequest('textDocument/hover', { textDocument, position: { line: 6, character: 10 } });
    await rpc.sendRequest('textDocument/codeLens', { textDocument });
    await rpc.sendRequest('duplicateRules/checkWorkspace', null);
    expect(existsSync(trace)).toBe(false);

    await rpc.sendRequest('duplicateRules/listOrgs', { uri: textDocument.uri });
    expect(existsSync(trace)).toBe(true);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    await rpc.sendRequest('shutdown');
    await rpc.sendNotification('exit');
    await ended;
  });
});

async function start(rpc: MessageConnection): Promise<void> {
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
    workspaceFolders: [{ uri: uriOfPath(sampleProject), name: 'sample' }],
  });
  await rpc.sendNotification('initialized', {});
}
