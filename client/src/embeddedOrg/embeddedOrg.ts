import {
  commands,
  type Disposable,
  type ExtensionContext,
  env,
  type LogOutputChannel,
  ProgressLocation,
  type QuickPickItem,
  StatusBarAlignment,
  type StatusBarItem,
  Uri,
  window,
  workspace,
} from 'vscode';
import { embeddedOrgNotification, selectOrgRequest } from '../../../server/src/protocol.ts';
import { commandIds } from '../commandIds.ts';
import { activeUri } from '../documents.ts';
import { inform, plainText, showProblem, warn } from '../notifications.ts';
import { askOrg } from '../org/ask.ts';
import type { Server } from '../server.ts';
import { chooseProject, chooseRecords } from './chooseRecords.ts';
import { type OrgProcess, startProcess } from './process.ts';
import { snippets } from './snippets.ts';

const runningKey = 'duplicateRules.embeddedOrgRuns';
const useIt = 'Test Records Against It';
const manageIt = 'Connect a Client…';
const showIt = 'Show Output';

/** The embedded org of this window: starts and stops it, and shows that it runs. */
export class EmbeddedOrg implements Disposable {
  readonly #context: ExtensionContext;
  readonly #server: Server;
  readonly #output: LogOutputChannel;
  readonly #item: StatusBarItem;
  readonly #listener: Disposable;
  #org: OrgProcess | undefined;
  #isStarting = false;
  #isDisposed = false;

  constructor(context: ExtensionContext, server: Server, output: LogOutputChannel) {
    this.#context = context;
    this.#server = server;
    this.#output = output;
    this.#item = window.createStatusBarItem('duplicateRules.embeddedOrg', StatusBarAlignment.Right);
    this.#item.name = 'Embedded Salesforce Org';
    this.#item.command = commandIds.manageEmbeddedOrg;
    // A server that starts anew knows nothing of it.
    let wasRunning = false;
    this.#listener = server.onDidChange(() => {
      const isRunning = server.state === 'running';
      if (isRunning && !wasRunning && this.#org) this.#tellServer();
      wasRunning = isRunning;
    });
  }

  async start(): Promise<void> {
    if (this.#org) return this.manage();
    if (!workspace.isTrusted) {
      const manage = 'Manage Trust';
      const text =
        'An embedded org is started in trusted workspaces only: it listens on a port of this machine.';
      if ((await warn(text, manage)) === manage) await commands.executeCommand('workbench.trust.manage');
      return;
    }
    if (this.#isStarting) return;
    this.#isStarting = true;
    try {
      const project = await chooseProject();
      if (project === undefined) return;
      const records = await chooseRecords(this.#context.workspaceState);
      if (records === undefined) return;
      await this.#startWith(project, records);
    } finally {
      this.#isStarting = false;
    }
  }

  async #startWith(project: string, records: readonly string[]): Promise<void> {
    const bundle = Uri.joinPath(this.#context.extensionUri, 'dist', 'sandbox.cjs').fsPath;
    try {
      this.#org = await window.withProgress(
        { location: ProgressLocation.Notification, title: 'Duplicate Rules: starting the embedded org' },
        () =>
          startProcess(
            bundle,
            ['--project', project, ...records],
            (line) => this.#output.info(`Embedded org: ${line}`),
            (code) => this.#ended(code),
          ),
      );
    } catch (error) {
      await showProblem(`The embedded org does not start. ${(error as Error).message}`);
      return;
    }
    // The extension was deactivated meanwhile.
    if (this.#isDisposed) return this.#org.stop();
    const { url, token } = this.#org.address;
    const terminals = this.#context.environmentVariableCollection;
    terminals.persistent = false;
    terminals.description = 'Tells programs where the embedded Salesforce org is';
    terminals.replace('EMBEDDED_ORG_URL', url);
    terminals.replace('EMBEDDED_ORG_TOKEN', token);
    this.#item.text = `$(server-process) Embedded org :${new URL(url).port}`;
    this.#item.tooltip = plainText(`An embedded Salesforce org with the rules of ${project} runs at ${url}`);
    this.#item.show();
    await commands.executeCommand('setContext', runningKey, true);
    this.#tellServer();
    const { problems } = this.#org.address;
    const runs = `The embedded org runs at ${url} until it is stopped.`;
    const more = problems.length > 1 ? ` The output channel tells of ${problems.length - 1} more.` : '';
    const chosen =
      problems.length === 0
        ? await inform(runs, useIt, manageIt)
        : await warn(`${runs} Not all records are there: ${problems[0]}${more}`, useIt, manageIt, showIt);
    if (chosen === useIt) await this.#use();
    if (chosen === manageIt) await this.#copy();
    if (chosen === showIt) this.#output.show();
  }

  /** What can be done with the running org. */
  async manage(): Promise<void> {
    if (!this.#org) return this.start();
    const items: (QuickPickItem & { readonly act: () => Thenable<unknown> | undefined })[] = [
      {
        label: '$(plug) Connect a Client…',
        description: 'copy code for jsforce, fetch, simple_salesforce or the sf CLI',
        act: () => this.#copy(),
      },
      {
        label: '$(target) Test Records Against It',
        description: 'make it the org of the active project',
        act: () => this.#use(),
      },
      {
        label: '$(discard) Reset',
        description: 'records and rules as at the start',
        act: () => this.#control('POST', '/reset', 'The embedded org is as it was at its start.'),
      },
      {
        label: '$(output) Show What It Guesses',
        description: 'in the output channel',
        act: async () => this.#output.show(),
      },
      { label: '$(debug-stop) Stop', act: () => this.stop() },
    ];
    const placeHolder = `Embedded org at ${this.#org.address.url}`;
    await (await window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.act();
  }

  async stop(): Promise<void> {
    if (!this.#org) return;
    this.#org.stop();
    await this.#forget();
    window.setStatusBarMessage('The embedded org has stopped', 5_000);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#org?.stop();
    this.#item.dispose();
    this.#listener.dispose();
  }

  async #copy(): Promise<void> {
    const { address } = this.#org!;
    const items = [
      ...snippets.map(({ label, text }) => ({ label: `$(code) ${label}`, text: text(address) })),
      { label: '$(link) URL', description: address.url, text: address.url },
      { label: '$(key) Token', text: address.token },
    ];
    const placeHolder = 'New terminals have EMBEDDED_ORG_URL and EMBEDDED_ORG_TOKEN';
    const chosen = await window.showQuickPick(items, { title: 'Copy to the Clipboard', placeHolder });
    if (chosen === undefined) return;
    await env.clipboard.writeText(chosen.text);
    window.setStatusBarMessage('Copied to the clipboard', 3_000);
  }

  async #use(): Promise<void> {
    const { username } = this.#org!.address;
    const uri = activeUri();
    await askOrg(this.#server, 'selecting the org', selectOrgRequest, { uri, username });
    window.setStatusBarMessage('Records are tested against the embedded org', 5_000);
  }

  async #control(method: string, path: string, done: string): Promise<void> {
    const { url, token } = this.#org!.address;
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/embedded-org${path}`, { method, headers }).catch(() => null);
    if (answer?.ok) window.setStatusBarMessage(done, 5_000);
    else await showProblem(`The embedded org does not answer. The output channel may tell why.`);
  }

  async #ended(code: number | null): Promise<void> {
    await this.#forget();
    const text = `The embedded org has ended${code === null ? '' : ` with code ${code}`}.`;
    if ((await showProblem(text, showIt)) === showIt) this.#output.show();
  }

  async #forget(): Promise<void> {
    this.#org = undefined;
    this.#item.hide();
    this.#context.environmentVariableCollection.clear();
    this.#tellServer();
    await commands.executeCommand('setContext', runningKey, false);
  }

  #tellServer(): void {
    void this.#server.notify(embeddedOrgNotification, this.#org?.address ?? null);
  }
}
