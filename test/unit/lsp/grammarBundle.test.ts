import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { buildTo, copyGrammars } from '../../../esbuild.mjs';
import { canonicalUri, uriOfPath } from '../../../server/src/lsp/uris.ts';
import { copyOfBuild } from '../../support/builtOnce.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-grammars-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const apex = "public class A { void f() { insert new Lead(LastName = 'x'); } }";
const script = `const jsforce = require('jsforce');
async function load(conn, row) {
  try { await conn.sobject('Lead').create(row); } catch (error) { console.log(error); }
}
load(new jsforce.Connection({}), {});
`;

describe('grammars', () => {
  test('are no part of what the client loads', async () => {
    const { metafile } = await build({
      entryPoints: ['client/src/extension.ts'],
      bundle: true,
      write: false,
      outdir: folder,
      metafile: true,
      platform: 'node',
      format: 'cjs',
      external: ['vscode'],
      logLevel: 'error',
    });
    expect(Object.keys(metafile.inputs).filter((input) => /tree-sitter|saves\/code/.test(input))).toEqual([]);
  });

  test('are read by the server as it is shipped, and not before a file needs one', async () => {
    const project = path.join(folder, 'project');
    mkdirSync(project);
    writeFileSync(path.join(project, 'A.cls'), apex);
    writeFileSync(path.join(project, 'other.js'), 'const lead = 1;');
    await copyOfBuild('server', folder, (to) => buildTo('server.cjs', path.join(to, 'server.cjs')));
    const server = spawn(process.execPath, [path.join(folder, 'server.cjs'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const rpc = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const errors: string[] = [];
    rpc.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => ({})));
    rpc.onRequest(() => null);
    rpc.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
      if (type === 1) errors.push(message);
    });
    rpc.listen();
    const findings = async (name: string, languageId: string, text: string) => {
      const uri = canonicalUri(uriOfPath(path.join(project, name)));
      await rpc.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
      const report = await rpc.sendRequest<{ items: { code: string }[] }>('textDocument/diagnostic', {
        textDocument: { uri },
      });
      return report.items.map(({ code }) => code);
    };
    await rpc.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true, diagnostics: { refreshSupport: true } },
        textDocument: { diagnostic: {} },
      },
      workspaceFolders: [{ uri: uriOfPath(project), name: 'project' }],
    });
    await rpc.sendNotification('initialized', {});
    await findings('A.cls', 'apex', apex);
    expect(await findings('other.js', 'javascript', 'const lead = 1;')).toEqual([]);
    await rpc.sendRequest('duplicateRules/checkWorkspace', null);
    // Until now there is nothing to load them from: nobody has tried.
    expect(errors).toEqual([]);
    copyGrammars(folder, ['javascript']);
    expect(await findings('load.js', 'javascript', script)).toEqual(['unhandled-duplicates']);
    expect(errors).toEqual([]);
    expect(await findings('load.py', 'python', 'from simple_salesforce import Salesforce\n')).toEqual([]);
    expect(errors).toEqual([expect.stringMatching(/^The grammar for Python does not load: [^\n]+$/)]);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    await rpc.sendRequest('shutdown');
    await rpc.sendNotification('exit');
    await ended;
  });
});
