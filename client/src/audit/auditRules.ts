import {
  CancellationError,
  commands,
  type Disposable,
  type ExtensionContext,
  env,
  l10n,
  Position,
  ProgressLocation,
  Range,
  UIKind,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import {
  type AuditAnswer,
  type AuditedRecords,
  type AuditParams,
  auditRequest,
  compareAuditRequest,
} from '../../../server/src/protocol.ts';
import { commandIds } from '../commandIds.ts';
import { activeUri } from '../documents.ts';
import { inform, showProblem } from '../notifications.ts';
import { askOrg } from '../org/ask.ts';
import type { Server } from '../server.ts';
import { agreeOnOrg } from './agreeOnOrg.ts';
import { chooseRecords } from './chooseRecords.ts';
import {
  type AuditCommand,
  auditCommands,
  type ExportFormat,
  type FromPage,
  type ScaffoldPart,
  scaffoldedParts,
} from './messages.ts';
import { AuditPanel } from './panel.ts';

/** Answers whether anything gets past the duplicate rules of a project, in a tab. */
export class AuditRules implements Disposable {
  readonly #server: Server;
  readonly #panel: AuditPanel;
  readonly #extensionUri: Uri;
  #answer: AuditAnswer | null = null;
  /** The audit to compare with. */
  #earlier: { readonly file: string; readonly text: string } | null = null;
  /** Files of exported records that are searched for duplicates. */
  #records: readonly AuditedRecords[] = [];
  /** Counts requests: answers to earlier ones are dropped. */
  #latest = 0;

  constructor({ extensionUri }: ExtensionContext, server: Server) {
    this.#server = server;
    this.#extensionUri = extensionUri;
    this.#panel = new AuditPanel(extensionUri, (message) => void this.#on(message));
  }

  /** @param uri of a file of the project that is meant; the active one's if it is left out */
  show(uri: string | null = activeUri()): Promise<void> {
    this.#earlier = null;
    this.#records = [];
    return this.#show(uri);
  }

  async #show(uri: string | null): Promise<void> {
    const number = ++this.#latest;
    this.#panel.update({ isBusy: true });
    try {
      let answer = await this.#ask(uri);
      if (answer.projects.length > 0) {
        const items = answer.projects.map((project) => ({ label: project.name, uri: project.uri }));
        const project = await window.showQuickPick(items, { placeHolder: l10n.t('Project to audit') });
        if (project === undefined) return;
        answer = await this.#ask(project.uri);
      }
      if (number === this.#latest) this.#take(answer);
    } catch (error) {
      if (number !== this.#latest || isCancelled(error)) return;
      const failure = l10n.t('The audit failed: {0}', error instanceof Error ? error.message : String(error));
      if (this.#panel.state.audit === null) void showProblem(failure);
      else this.#panel.update({ failure });
    } finally {
      if (number === this.#latest) this.#panel.update({ isBusy: false });
    }
  }

  #take(answer: AuditAnswer): void {
    const { audit, comparison } = answer;
    if (audit === null) return;
    this.#answer = answer;
    const compared = comparison && { file: this.#earlier?.file ?? '', comparison };
    this.#panel.show({ audit, compared, isBusy: false, failure: null });
  }

  /** What is shown, compared with an earlier audit that the user chooses. */
  async #compare(): Promise<void> {
    const [file] =
      (await window.showOpenDialog({
        title: l10n.t('Earlier audit to compare with'),
        openLabel: l10n.t('Compare'),
        filters: { JSON: ['json'] },
      })) ?? [];
    if (file === undefined) return;
    const name = workspace.asRelativePath(file);
    const number = ++this.#latest;
    try {
      const text = new TextDecoder().decode(await workspace.fs.readFile(file));
      const uri = this.#answer?.uri ?? activeUri();
      const answer = await this.#server.request(compareAuditRequest, { uri, earlier: text });
      if (number !== this.#latest) return;
      if (typeof answer === 'string') {
        void showProblem(
          l10n.t(
            '{0} cannot be compared with: {1}. Choose a file that Export JSON of this tab, or duplicate-rules audit --format json, has written.',
            name,
            answer,
          ),
        );
        return;
      }
      this.#earlier = { file: name, text };
      this.#take(answer);
    } catch (error) {
      if (!isCancelled(error)) void showProblem(error instanceof Error ? error.message : String(error));
    } finally {
      if (number === this.#latest) this.#panel.update({ isBusy: false });
    }
  }

  /** What an audit is compared with, and the records that it looks at. */
  get #besides(): Pick<AuditParams, 'earlier' | 'data'> {
    return {
      ...(this.#earlier === null ? {} : { earlier: this.#earlier.text }),
      ...(this.#records.length === 0 ? {} : { data: this.#records }),
    };
  }

  /** The audit that is shown, with duplicates among records that the user chooses. */
  async #addRecords(): Promise<void> {
    const chosen = await chooseRecords(this.#answer?.objects ?? []);
    if (chosen === undefined) return;
    const others = this.#records.filter(
      (one) => !chosen.some(({ uri, object }) => uri === one.uri && object === one.object),
    );
    this.#records = [...others, ...chosen];
    await this.#show(this.#answer?.uri ?? activeUri());
  }

  /** The audit that is shown, with what the org says. */
  async #withOrg(): Promise<void> {
    const uri = this.#answer?.uri ?? activeUri();
    const org = await agreeOnOrg(this.#server, uri);
    if (org === undefined) return;
    const number = ++this.#latest;
    const busy = (isBusy: boolean) => {
      if (number === this.#latest) this.#panel.update({ isBusy });
    };
    const title = l10n.t('auditing with {0}', org.username);
    const answer = await askOrg(this.#server, title, auditRequest, { uri, org, ...this.#besides }, busy);
    if (answer !== undefined && number === this.#latest) this.#take(answer);
  }

  #ask(uri: string | null): Thenable<AuditAnswer> {
    return window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t('Auditing the duplicate rules'),
        cancellable: true,
      },
      (_progress, token) => this.#server.request(auditRequest, { uri, ...this.#besides }, token),
    );
  }

  #on(message: FromPage): Promise<void> | undefined {
    switch (message.kind) {
      case 'again':
        return this.#show(this.#answer?.uri ?? activeUri());
      case 'askOrg':
        return this.#withOrg();
      case 'addRecords':
        return this.#addRecords();
      case 'compare':
        return this.#compare();
      case 'export':
        return this.#export(message.format);
      case 'open':
        return this.#open(message);
      case 'run':
        return this.#run(message.command, message.part);
      case 'rulePage':
        return this.#showRulePage(message.ruleId);
      case 'ready':
        return undefined;
    }
  }

  async #run(command: AuditCommand, part: ScaffoldPart | null): Promise<void> {
    // What the page says is not trusted.
    if (!auditCommands.includes(command)) return;
    const uri = this.#answer?.uri ?? null;
    const takesFolder = command === 'scaffold' || command === 'newRule';
    await commands.executeCommand(
      commandIds[command],
      ...(takesFolder ? [uri === null ? undefined : Uri.parse(uri, true)] : []),
      ...(command === 'scaffold' && part !== null && scaffoldedParts.includes(part) ? [part] : []),
    );
  }

  async #showRulePage(ruleId: string): Promise<void> {
    const isNamed = this.#panel.state.audit?.plan.some(({ means }) =>
      means.some(({ kind, name }) => (kind === 'page' || kind === 'fix') && name === ruleId),
    );
    if (!isNamed || !/^[a-z-]+$/.test(ruleId)) return;
    await commands.executeCommand(
      'markdown.showPreviewToSide',
      Uri.joinPath(this.#extensionUri, 'dist', 'rules', `${ruleId}.md`),
    );
  }

  /** Only what the audit names is opened: the page cannot ask for anything else. */
  async #open({ uri, line, column }: Extract<FromPage, { kind: 'open' }>): Promise<void> {
    const { audit } = this.#panel.state;
    const places = [
      ...(audit?.sections.flatMap(({ statements }) => statements) ?? []),
      ...(audit?.register ?? []),
    ].flatMap((one) => one.places);
    if (!places.some((place) => place.uri === uri)) return;
    const at = new Position(Math.max((line ?? 1) - 1, 0), Math.max((column ?? 1) - 1, 0));
    try {
      await window.showTextDocument(Uri.parse(uri, true), {
        viewColumn: ViewColumn.Beside,
        selection: new Range(at, at),
      });
    } catch (error) {
      void showProblem(error instanceof Error ? error.message : String(error));
    }
  }

  async #export(format: ExportFormat): Promise<void> {
    if (this.#answer === null) return;
    const { extension, label } = formats[format];
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const target = await window.showSaveDialog({
      ...(folder && { defaultUri: Uri.joinPath(folder, `duplicate-rules-audit.${extension}`) }),
      filters: { [label]: [extension] },
    });
    if (target === undefined) return;
    try {
      await workspace.fs.writeFile(target, new TextEncoder().encode(this.#answer[format]));
      void this.#offerToOpen(target);
    } catch (error) {
      void showProblem(error instanceof Error ? error.message : String(error));
    }
  }

  async #offerToOpen(target: Uri): Promise<void> {
    const open = l10n.t('Open');
    const said = l10n.t('The audit was written to {0}.', workspace.asRelativePath(target));
    if ((await inform(said, open)) !== open) return;
    // A browser on this machine finds no file of another one.
    const isHere = env.remoteName === undefined && env.uiKind === UIKind.Desktop;
    if (target.path.endsWith('.html') && isHere) await env.openExternal(target);
    else await window.showTextDocument(target);
  }

  dispose(): void {
    this.#panel.dispose();
  }
}

const formats = {
  markdown: { extension: 'md', label: 'Markdown' },
  html: { extension: 'html', label: 'HTML' },
  json: { extension: 'json', label: 'JSON' },
} as const;

/** LSP's RequestCancelled, or the editor's own. */
function isCancelled(error: unknown): boolean {
  return error instanceof CancellationError || (error as { code?: unknown } | null)?.code === -32800;
}
