import { type Disposable, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { pageHtml } from '../preview/page.ts';
import type { AuditState, FromPage, ToPage } from './messages.ts';

/** The tab that shows an audit. There is one; it is made when needed. */
export class AuditPanel implements Disposable {
  readonly #folder: Uri;
  readonly #onMessage: (message: FromPage) => void;
  #panel: WebviewPanel | undefined;
  #state: AuditState = { audit: null, compared: null, isBusy: false, failure: null };

  /** @param extension the folder that the extension is installed in */
  constructor(extension: Uri, onMessage: (message: FromPage) => void) {
    this.#folder = Uri.joinPath(extension, 'dist');
    this.#onMessage = onMessage;
  }

  get state(): AuditState {
    return this.#state;
  }

  /** Shows the tab. */
  show(state: AuditState): void {
    if (this.#panel === undefined) this.#panel = this.#create();
    else this.#panel.reveal(undefined, false);
    this.update(state);
  }

  /** Changes what the tab shows, if it is still there. */
  update(state: Partial<AuditState>): void {
    this.#state = { ...this.#state, ...state };
    this.#send();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): WebviewPanel {
    const title = l10n.t('Audit of Duplicate Rules');
    const panel = window.createWebviewPanel(
      'duplicateRules.audit',
      title,
      { viewColumn: ViewColumn.Active, preserveFocus: false },
      { enableScripts: true, localResourceRoots: [this.#folder], retainContextWhenHidden: true },
    );
    panel.iconPath = Uri.joinPath(this.#folder, '..', 'media', 'icon.png');
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      if (message.kind === 'ready') this.#send();
      else this.#onMessage(message);
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.html = pageHtml(
      panel.webview,
      Uri.joinPath(this.#folder, 'audit.js'),
      Uri.joinPath(this.#folder, 'audit-style.css'),
      title,
    );
    return panel;
  }

  #send(): void {
    const message: ToPage = { kind: 'state', state: this.#state };
    void this.#panel?.webview.postMessage(message);
  }
}
