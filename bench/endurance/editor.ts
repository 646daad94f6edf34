import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { uriOfPath } from '../../server/src/lsp/uris.ts';
import { lensCommands, serverProcess } from '../../server/src/protocol.ts';
import { processorSeconds } from './processorTime.ts';

/** As VS Code's language client has it, as far as this server asks. */
const capabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    fileOperations: { didDelete: true, didRename: true },
  },
  textDocument: {
    completion: { dynamicRegistration: true },
    definition: { dynamicRegistration: true },
    diagnostic: { dynamicRegistration: true, relatedInformation: true, codeDescriptionSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
  window: { workDoneProgress: true },
};

export interface EditorOptions {
  /** Path of the server's bundle. */
  readonly bundle: string;
  readonly root: string;
  /** File for what `memory` tells; null: it is not asked. */
  readonly probe: string | null;
}

/** A document that is open in the editor, saved or not. */
export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  text: string;
  version: number;
}

/** The server in a process of its own, and an editor that speaks to it over stdio. */
export class Editor {
  readonly rpc: MessageConnection;
  readonly child: ChildProcess;
  readonly #options: EditorOptions;
  /** What the server logged as an error, and answers that were errors. */
  readonly errors: string[] = [];
  requests = 0;
  #died = false;

  private constructor(options: EditorOptions) {
    this.#options = options;
    const probe =
      options.probe === null ? [] : ['--expose-gc', '--require', './bench/endurance/memoryProbe.cjs'];
    this.child = spawn(process.execPath, [...serverProcess.execArgv, ...probe, options.bundle, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        ...serverProcess.env,
        ...(options.probe === null ? {} : { MEMORY_PROBE: options.probe }),
      },
    });
    // Of a server that is killed, pipes break.
    this.child.stdin!.on('error', () => {});
    this.rpc = createMessageConnection(
      new StreamMessageReader(this.child.stdout!),
      new StreamMessageWriter(this.child.stdin!),
    );
    this.rpc.onError(() => {});
    this.rpc.onClose(() => {
      this.#died = true;
    });
    this.rpc.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => ({})));
    this.rpc.onRequest(() => null);
    this.rpc.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
      if (type === 1) this.errors.push(`log: ${message}`);
    });
    this.rpc.listen();
  }

  static async start(options: EditorOptions): Promise<Editor> {
    const editor = new Editor(options);
    await editor.rpc.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities,
      workspaceFolders: [{ uri: uriOfPath(options.root), name: 'endurance' }],
      initializationOptions: { commands: lensCommands, trusted: true },
    });
    await editor.rpc.sendNotification('initialized', {});
    return editor;
  }

  /** Null where it failed; all but cancelled requests count as errors. */
  async request<Result>(method: string, params: unknown): Promise<Result | null> {
    this.requests++;
    try {
      return await this.rpc.sendRequest<Result>(method, params);
    } catch (error) {
      const { code, message } = error as { code?: number; message: string };
      // Cancelled by the client, by the server, or because a text has changed.
      const isCancelled = code === -32800 || code === -32801 || code === -32802;
      if (!this.#died && !isCancelled) this.errors.push(`${method}: ${message}`);
      return null;
    }
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.rpc.sendNotification(method, params).catch(() => {});
  }

  open({ uri, languageId, version, text }: OpenDocument): Promise<void> {
    return this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  close({ uri }: OpenDocument): Promise<void> {
    return this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  /** Resident memory in MB; 0 where the system does not tell. */
  resident(field: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
    try {
      const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
      return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  }

  /** Of all threads; 0 where the system does not tell. */
  processorSeconds(): number {
    return processorSeconds(this.child.pid!);
  }

  /** Memory in use after garbage was collected, in MB; of the heap, what V8 has made of code is told apart. */
  async memory(): Promise<{ readonly data: number; readonly code: number; readonly external: number }> {
    const { probe } = this.#options;
    if (probe === null) throw new Error('The server was started without a probe.');
    const lines = () => (existsSync(probe) ? readFileSync(probe, 'utf8').trim().split('\n') : []);
    const before = lines().length;
    this.child.kill('SIGUSR2');
    while (lines().length === before) await new Promise((resolve) => setTimeout(resolve, 50));
    const told = JSON.parse(lines().at(-1)!) as Record<'heapUsed' | 'code' | 'external', number>;
    const [heap, code, external] = [told.heapUsed, told.code, told.external].map(
      (bytes) => bytes / 1024 ** 2,
    );
    return { data: heap! - code!, code: code!, external: external! };
  }

  async end(): Promise<void> {
    await this.request('shutdown', null);
    await this.notify('exit', null);
    this.rpc.dispose();
  }

  /** As when the process dies; resolves when it has. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
    this.rpc.dispose();
  }
}
