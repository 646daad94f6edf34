import { type Disposable, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { FromPage, PanelState, ToPage } from './messages.ts';
import { pageHtml } from './page.ts';

const empty: PanelState = {
  version: 0,
  form: null,
  busy: null,
  failure: null,
  tested: null,
  explanation: null,
  waysToAsk: [],
};

/** The tab beside the editor that shows the form and what came of it. There is one; it is made when needed. */
export class PreviewPanel implements Disposable {
  readonly #folder: Uri;
  readonly #onMessage: (message: FromPage) => void;
  #panel: WebviewPanel | undefined;
  #state = empty;

  /** @param extension the folder that the extension is installed in */
  constructor(extension: Uri, onMessage: (message: FromPage) => void) {
    this.#folder = Uri.joinPath(extension, 'dist');
    this.#onMessage = onMessage;
  }

  get state(): PanelState {
    return this.#state;
  }

  /** Shows the tab with a new state. */
  show(title: string, state: Partial<PanelState>): void {
    this.#state = { ...empty, ...state, version: this.#state.version + 1 };
    if (this.#panel === undefined) this.#panel = this.#create();
    else this.#panel.reveal(undefined, false);
    this.#panel.title = title;
    this.#send();
  }

  /** Changes what the tab shows, if it is still there. */
  update(state: Partial<PanelState>): void {
    this.#state = { ...this.#state, ...state, version: this.#state.version + 1 };
    this.#send();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): WebviewPanel {
    const panel = window.createWebviewPanel(
      'duplicateRules.preview',
      l10n.t('Duplicate Preview'),
      { viewColumn: ViewColumn.Beside, preserveFocus: false },
      // What was typed into the form is in no file: it must outlive a look at another tab.
      { enableScripts: true, localResourceRoots: [this.#folder], retainContextWhenHidden: true },
    );
    panel.iconPath = Uri.joinPath(this.#folder, '..', 'media', 'icon.png');
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      if (message.kind === 'ready') this.#send();
      else this.#onMessage(message);
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#state = empty;
      this.#onMessage({ kind: 'cancel' });
    });
    panel.webview.html = pageHtml(
      panel.webview,
      Uri.joinPath(this.#folder, 'preview.js'),
      Uri.joinPath(this.#folder, 'preview-style.css'),
      l10n.t('Duplicate Preview'),
    );
    return panel;
  }

  #send(): void {
    const message: ToPage = { kind: 'state', state: this.#state };
    void this.#panel?.webview.postMessage(message);
  }
}
