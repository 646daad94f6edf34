import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { uriOfPath } from '../server/src/lsp/uris.ts';
import { serverProcess } from '../server/src/protocol.ts';

/** The language server as it is shipped, in a process of its own. */
export interface ServerProcess {
  readonly rpc: MessageConnection;
  initialize(root: string): Promise<void>;
  /** 0 where the system does not tell. */
  residentMegabytes(field?: 'VmRSS' | 'VmHWM'): number;
  end(): Promise<void>;
}

export async function startServer(): Promise<ServerProcess> {
  const built = spawnSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
  if (built.status !== 0) throw new Error('The server could not be built.');
  const bundle = resolve('dist/server.cjs');
  const child = spawn(process.execPath, [...serverProcess.execArgv, bundle, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...serverProcess.env },
  });
  const rpc = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  rpc.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => ({})));
  rpc.onRequest(() => null);
  rpc.onNotification('window/logMessage', ({ message }: { message: string }) => console.log(message));
  rpc.listen();
  return {
    rpc,
    async initialize(root) {
      await rpc.sendRequest('initialize', {
        processId: process.pid,
        rootUri: null,
        capabilities: {
          workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
          textDocument: { diagnostic: { relatedInformation: true } },
        },
        workspaceFolders: [{ uri: uriOfPath(root), name: 'bench' }],
      });
      await rpc.sendNotification('initialized', {});
    },
    residentMegabytes(field = 'VmRSS') {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
      } catch {
        return 0;
      }
    },
    async end() {
      console.log(`load average ${loadavg()[0]!.toFixed(1)} on ${cpus().length} cores`);
      await rpc.sendRequest('shutdown');
      await rpc.sendNotification('exit');
    },
  };
}
