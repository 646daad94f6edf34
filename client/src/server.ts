import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  Uri,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type NotificationDefinition,
  orgProgressNotification,
  type RequestDefinition,
  type RuleTestOutcome,
  ruleTestEndedNotification,
  ruleTreeChangedNotification,
  type ServerStatus,
  statusNotification,
} from '../../server/src/protocol.ts';
import { showProblem } from './notifications.ts';

export type ServerState = 'idle' | 'starting' | 'running' | 'stopped' | 'failed';

/** The language server as the other features see it: its state, and typed requests. */
export class Server implements Disposable {
  readonly #context: ExtensionContext;
  readonly #output: LogOutputChannel;
  readonly #changes = new EventEmitter<void>();
  readonly #orgProgress = new EventEmitter<string>();
  readonly #ruleTestEnded = new EventEmitter<{ readonly run: number; readonly outcome: RuleTestOutcome }>();
  readonly #ruleTreeChanged = new EventEmitter<void>();
  readonly onDidChange = this.#changes.event;
  /** The rules, or the saves that they govern, may have changed. */
  readonly onRuleTreeChanged = this.#ruleTreeChanged.event;
  /** What a running org request is doing. */
  readonly onOrgProgress = this.#orgProgress.event;
  /** A rule test of a running request has ended. */
  readonly onRuleTestEnded = this.#ruleTestEnded.event;
  #client: LanguageClient | undefined;
  /** Starts and stops happen one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #state: ServerState = 'idle';
  #status: ServerStatus | null = null;

  constructor(context: ExtensionContext, output: LogOutputChannel) {
    this.#context = context;
    this.#output = output;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** What the server last told of its projects; null while it is not running. */
  get status(): ServerStatus | null {
    return this.#status;
  }

  start(): Promise<void> {
    return this.#enqueue(() => this.#startNow());
  }

  stop(): Promise<void> {
    return this.#enqueue(() => this.#stopNow());
  }

  restart(): Promise<void> {
    return this.#enqueue(async () => {
      await this.#stopNow();
      await this.#startNow();
    });
  }

  /** Rejects if the server does not run, and when the request fails or is cancelled. */
  async request<Params, Result>(
    { method }: RequestDefinition<Params, Result>,
    params: Params,
    token?: CancellationToken,
  ): Promise<Result> {
    // Somebody asks although nothing in the window did.
    if (this.#state === 'idle') await this.start();
    await this.#queue;
    if (this.#client === undefined)
      throw new Error(l10n.t('The Duplicate Rules language server is not running.'));
    // A token that is undefined would be sent as a second parameter.
    return token === undefined
      ? this.#client.sendRequest<Result>(method, params)
      : this.#client.sendRequest<Result>(method, params, token);
  }

  /** Tells the server something; nobody hears it while the server does not run. */
  async notify<Params>({ method }: NotificationDefinition<Params>, params: Params): Promise<void> {
    await this.#queue;
    await this.#client?.sendNotification(method, params);
  }

  dispose(): void {
    this.#changes.dispose();
    this.#orgProgress.dispose();
    this.#ruleTestEnded.dispose();
    this.#ruleTreeChanged.dispose();
  }

  async #startNow(): Promise<void> {
    // Asked for twice before the first start was under way.
    if (this.#client !== undefined) return;
    this.#set('starting');
    try {
      // Loading the language client takes most of a start: not before the editor has what it waits for.
      const { createClient } = await import('./languageClient.ts');
      const client = createClient(
        Uri.joinPath(this.#context.extensionUri, 'dist'),
        this.#context.storageUri ?? null,
        this.#output,
        (state) => this.#set(state),
      );
      this.#client = client;
      this.#listen(client, statusNotification, (status) => {
        this.#status = status;
        this.#changes.fire();
      });
      this.#listen(client, orgProgressNotification, ({ text }) => this.#orgProgress.fire(text));
      this.#listen(client, ruleTreeChangedNotification, () => this.#ruleTreeChanged.fire());
      this.#listen(client, ruleTestEndedNotification, (ended) => this.#ruleTestEnded.fire(ended));
      await client.start();
      this.#set('running');
    } catch (error) {
      this.#client = undefined;
      this.#set('failed');
      this.#output.error('The language server did not start.', error);
      const showOutput = l10n.t('Show Output');
      const message = l10n.t('The Duplicate Rules language server did not start.');
      showProblem(message, showOutput).then((answer) => {
        if (answer === showOutput) this.#output.show();
      });
    }
  }

  #listen<Params>(
    client: LanguageClient,
    { method }: NotificationDefinition<Params>,
    handler: (params: Params) => void,
  ): void {
    client.onNotification(method, handler);
  }

  async #stopNow(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#status = null;
    await client?.dispose().catch((error) => this.#output.warn('The language server did not stop.', error));
    this.#set('stopped');
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(step, step);
    return this.#queue;
  }

  #set(state: ServerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#changes.fire();
  }
}
