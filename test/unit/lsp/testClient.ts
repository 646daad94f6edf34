import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  createConnection,
  createMessageConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node';
import type { Project } from '../../../server/src/core/project.ts';
import type { LoadGrammar } from '../../../server/src/grammars/load.ts';
import { startServer } from '../../../server/src/lsp/server.ts';
import type { OrgGateway } from '../../../server/src/org/gateway.ts';
import { lensCommands } from '../../../server/src/protocol.ts';
import { grammar } from '../../support/grammars.ts';
import { FakeProject } from './fakeProject.ts';
import { MemorySource } from './memorySource.ts';

export const fullCapabilities: ClientCapabilities = {
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
    diagnostic: { relatedInformation: true, codeDescriptionSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
  window: { workDoneProgress: true },
};

/** What the tests that need no org get. */
const noOrgs: OrgGateway = {
  listOrgs: async () => ({ orgs: [], target: null }),
  connect: async () => {
    throw new Error('no org was expected to be asked');
  },
  useEmbedded: () => {},
  close: () => {},
};

export interface TestClientOptions {
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** What the client answers to workspace/configuration, by section scope. */
  readonly settings?: (scope: string | undefined) => unknown;
}

/** The real server in this process, and a client that speaks to it over streams. */
export class TestClient {
  readonly rpc: MessageConnection;
  readonly source: MemorySource;
  readonly projects: FakeProject[] = [];
  /** Everything that the server sent by itself, by method. */
  readonly sent = new Map<string, unknown[]>();
  settings: (scope: string | undefined) => unknown;
  initialized: InitializeResult | undefined;

  constructor(
    source: MemorySource,
    settings: (scope: string | undefined) => unknown = () => ({}),
    createProject: (() => Project) | null = null,
    gateway: OrgGateway = noOrgs,
    loadGrammar: LoadGrammar = grammar,
  ) {
    this.source = source;
    this.settings = settings;
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
    startServer(connection, {
      source,
      version: '0.0.0',
      openGateway: () => gateway,
      loadGrammar,
      createProject: () => {
        if (createProject !== null) return createProject();
        const project = new FakeProject();
        this.projects.push(project);
        return project;
      },
    });
    this.rpc = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.rpc.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
      items.map(({ scopeUri }) => this.settings(scopeUri)),
    );
    this.rpc.onRequest((method, params) => {
      this.#record(method, params);
      return null;
    });
    this.rpc.onNotification((method, params) => this.#record(method, params));
    this.rpc.onUnhandledProgress((params) => this.#record('$/progress', params));
    this.rpc.listen();
  }

  static async start(files: Record<string, string>, options: TestClientOptions = {}): Promise<TestClient> {
    const client = new TestClient(new MemorySource(files), options.settings);
    await client.initialize(options);
    return client;
  }

  async initialize({ folders = ['file:///ws'], capabilities, initializationOptions }: TestClientOptions) {
    this.initialized = await this.rpc.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: capabilities ?? fullCapabilities,
      workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
      initializationOptions: { commands: lensCommands, ...(initializationOptions as object | undefined) },
    });
    await this.rpc.sendNotification('initialized', {});
  }

  async stop(): Promise<void> {
    await this.rpc.sendRequest('shutdown');
    this.rpc.dispose();
  }

  open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'apex', version: 1, text };
    return this.rpc.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Replaces characters of the first line. */
  change(uri: string, version: number, start: number, end: number, text: string): Promise<void> {
    const range = { start: { line: 0, character: start }, end: { line: 0, character: end } };
    return this.rpc.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  close(uri: string): Promise<void> {
    return this.rpc.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  filesChanged(...changes: { uri: string; type: 1 | 2 | 3 }[]): Promise<void> {
    return this.rpc.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.rpc.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    return report.kind === 'full' ? report.items : [];
  }

  pullWorkspace(
    previousResultIds: { uri: string; value: string }[] = [],
  ): Promise<WorkspaceDiagnosticReport> {
    return this.rpc.sendRequest('workspace/diagnostic', { previousResultIds });
  }

  /** Waits until the server has sent `count` messages of a method; the messages. */
  async received(method: string, count = 1): Promise<unknown[]> {
    const end = performance.now() + 5_000;
    while ((this.sent.get(method)?.length ?? 0) < count) {
      if (performance.now() > end) throw new Error(`no ${count} ${method}: ${[...this.sent.keys()]}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.sent.get(method) ?? [];
  }

  count(method: string): number {
    return this.sent.get(method)?.length ?? 0;
  }

  #record(method: string, params: unknown): void {
    const list = this.sent.get(method) ?? [];
    list.push(params);
    this.sent.set(method, list);
  }
}
