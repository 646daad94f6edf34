import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  env,
  type LogOutputChannel,
  l10n,
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
import { hasFolder } from '../start/hasFolder.ts';
import { chooseProject, chooseRecords } from './chooseRecords.ts';
import { type OrgProcess, startProcess } from './process.ts';
import { snippets } from './snippets.ts';

const runningKey = 'duplicateRules.embeddedOrgRuns';
const useIt = l10n.t('Test Records Against It');
const manageIt = l10n.t('Connect a Client…');
const showIt = l10n.t('Show Output');

/** The embedded org of this window: starts and stops it, and shows that it runs. */
export class EmbeddedOrg implements Disposable {
  readonly #context: ExtensionContext;
  readonly #server: Server;
  readonly #output: LogOutputChannel;
  readonly #item: StatusBarItem;
  readonly #listener: Disposable;
  readonly #changed = new EventEmitter<void>();
  /** It has started or ended. */
  readonly onDidChange = this.#changed.event;
  #org: OrgProcess | undefined;
  #isStarting = false;
  #isDisposed = false;

  constructor(context: ExtensionContext, server: Server, output: LogOutputChannel) {
    this.#context = context;
    this.#server = server;
    this.#output = output;
    this.#item = window.createStatusBarItem('duplicateRules.embeddedOrg', StatusBarAlignment.Right);
    this.#item.name = l10n.t('Embedded Salesforce Org');
    this.#item.command = commandIds.manageEmbeddedOrg;
    // A server that starts anew knows nothing of it.
    let wasRunning = false;
    this.#listener = server.onDidChange(() => {
      const isRunning = server.state === 'running';
      if (isRunning && !wasRunning && this.#org) this.#tellServer();
      wasRunning = isRunning;
    });
  }

  get isRunning(): boolean {
    return this.#org !== undefined;
  }

  /** @returns whether it runs */
  async start(): Promise<boolean> {
    if (this.#org) await this.manage();
    else if (await hasFolder()) await this.#startNow();
    return this.#org !== undefined;
  }

  async #startNow(): Promise<void> {
    if (!workspace.isTrusted) {
      const manage = l10n.t('Manage Trust');
      const text = l10n.t(
        'An embedded org is started in trusted workspaces only: it listens on a port of this machine.',
      );
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
        {
          location: ProgressLocation.Notification,
          title: l10n.t('Duplicate Rules: starting the embedded org'),
        },
        () =>
          startProcess(
            bundle,
            ['--project', project, ...records],
            (line) => this.#output.info(`Embedded org: ${line}`),
            (code) => this.#ended(code),
          ),
      );
    } catch (error) {
      await showProblem(l10n.t('The embedded org does not start. {0}', (error as Error).message));
      return;
    }
    // The extension was deactivated meanwhile.
    if (this.#isDisposed) return this.#org.stop();
    const { url, token } = this.#org.address;
    const terminals = this.#context.environmentVariableCollection;
    terminals.persistent = false;
    terminals.description = l10n.t('Tells programs where the embedded Salesforce org is');
    terminals.replace('EMBEDDED_ORG_URL', url);
    terminals.replace('EMBEDDED_ORG_TOKEN', token);
    this.#item.text = `$(server-process) ${l10n.t('Embedded org :{0}', new URL(url).port)}`;
    this.#item.tooltip = plainText(
      l10n.t('An embedded Salesforce org with the rules of {0} runs at {1}', project, url),
    );
    this.#item.accessibilityInformation = {
      label: l10n.t('Embedded Salesforce org at {0}', url),
      role: 'button',
    };
    this.#item.show();
    await commands.executeCommand('setContext', runningKey, true);
    this.#tellServer();
    this.#changed.fire();
    const { problems } = this.#org.address;
    const runs = l10n.t('The embedded org runs at {0} until it is stopped.', url);
    const chosen =
      problems.length === 0
        ? await inform(runs, useIt, manageIt)
        : await warn(`${runs} ${lacking(problems)}`, useIt, manageIt, showIt);
    if (chosen === useIt) await this.use();
    if (chosen === manageIt) await this.#copy();
    if (chosen === showIt) this.#output.show();
  }

  /** What can be done with the running org. */
  async manage(): Promise<void> {
    if (!this.#org) {
      await this.start();
      return;
    }
    const items: (QuickPickItem & { readonly act: () => Thenable<unknown> | undefined })[] = [
      {
        label: `$(plug) ${manageIt}`,
        description: l10n.t('copy code for jsforce, fetch, simple_salesforce or the sf CLI'),
        act: () => this.#copy(),
      },
      {
        label: `$(target) ${useIt}`,
        description: l10n.t('make it the org of the active project'),
        act: () => this.use(),
      },
      {
        label: `$(discard) ${l10n.t('Reset')}`,
        description: l10n.t('records and rules as at the start'),
        act: () => this.#control('POST', '/reset', l10n.t('The embedded org is as it was at its start.')),
      },
      {
        label: `$(output) ${l10n.t('Show What It Guesses')}`,
        description: l10n.t('in the output channel'),
        act: async () => this.#output.show(),
      },
      { label: `$(debug-stop) ${l10n.t('Stop')}`, act: () => this.stop() },
    ];
    const placeHolder = l10n.t('Embedded org at {0}', this.#org.address.url);
    await (await window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.act();
  }

  async stop(): Promise<void> {
    if (!this.#org) return;
    this.#org.stop();
    await this.#forget();
    window.setStatusBarMessage(l10n.t('The embedded org has stopped'), 5_000);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#org?.stop();
    this.#item.dispose();
    this.#listener.dispose();
    this.#changed.dispose();
  }

  async #copy(): Promise<void> {
    const { address } = this.#org!;
    const items = [
      ...snippets.map(({ label, text }) => ({ label: `$(code) ${label}`, text: text(address) })),
      { label: '$(link) URL', description: address.url, text: address.url },
      { label: `$(key) ${l10n.t('Token')}`, text: address.token },
    ];
    const placeHolder = l10n.t('New terminals have {0} and {1}', 'EMBEDDED_ORG_URL', 'EMBEDDED_ORG_TOKEN');
    const chosen = await window.showQuickPick(items, { title: l10n.t('Copy to the Clipboard'), placeHolder });
    if (chosen === undefined) return;
    await env.clipboard.writeText(chosen.text);
    window.setStatusBarMessage(l10n.t('Copied to the clipboard'), 3_000);
  }

  /**
   * Makes it the org that a project is tested against.
   *
   * @param uri of a file of the project
   * @returns whether it is from now on
   */
  async use(uri: string | null = activeUri()): Promise<boolean> {
    if (!this.#org) return false;
    const params = { uri, username: this.#org.address.username };
    const chosen = await askOrg(this.#server, l10n.t('selecting the org'), selectOrgRequest, params);
    if (chosen === undefined) return false;
    window.setStatusBarMessage(l10n.t('Records are tested against the embedded org'), 5_000);
    return true;
  }

  async #control(method: string, path: string, done: string): Promise<void> {
    const { url, token } = this.#org!.address;
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/embedded-org${path}`, { method, headers }).catch(() => null);
    if (answer?.ok) window.setStatusBarMessage(done, 5_000);
    else await showProblem(l10n.t('The embedded org does not answer. The output channel may tell why.'));
  }

  async #ended(code: number | null): Promise<void> {
    await this.#forget();
    const text =
      code === null
        ? l10n.t('The embedded org has ended.')
        : l10n.t('The embedded org has ended with code {0}.', code);
    if ((await showProblem(text, showIt)) === showIt) this.#output.show();
  }

  async #forget(): Promise<void> {
    this.#org = undefined;
    this.#item.hide();
    this.#context.environmentVariableCollection.clear();
    this.#tellServer();
    this.#changed.fire();
    await commands.executeCommand('setContext', runningKey, false);
  }

  #tellServer(): void {
    void this.#server.notify(embeddedOrgNotification, this.#org?.address ?? null);
  }
}

function lacking([first = '', ...others]: readonly string[]): string {
  const some = l10n.t('Not all records are there: {0}', first);
  if (others.length === 0) return some;
  return `${some} ${l10n.t('The output channel tells of {0} more.', others.length)}`;
}
