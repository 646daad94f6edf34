import { type Disposable, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { SaveTableAnswer } from '../../../server/src/protocol.ts';
import { pageHtml } from '../preview/page.ts';
import type { FromPage, OnSaveState, ToPage } from './messages.ts';

/** The tab that shows what happens on save. There is one; it is made when needed. */
export class OnSavePanel implements Disposable {
  readonly #folder: Uri;
  readonly #onMessage: (message: FromPage) => void;
  readonly #onShown: () => void;
  #panel: WebviewPanel | undefined;
  #state: OnSaveState = { answer: null, failure: null, news: '' };

  /**
   * @param extension the folder that the extension is installed in
   * @param onShown the tab can be seen again
   */
  constructor(extension: Uri, onMessage: (message: FromPage) => void, onShown: () => void) {
    this.#folder = Uri.joinPath(extension, 'dist');
    this.#onMessage = onMessage;
    this.#onShown = onShown;
  }

  get state(): OnSaveState {
    return this.#state;
  }

  get isVisible(): boolean {
    return this.#panel?.visible ?? false;
  }

  /** Shows the tab with a new state. */
  show(state: OnSaveState): void {
    this.#state = state;
    if (this.#panel === undefined) this.#panel = this.#create();
    else this.#panel.reveal(undefined, false);
    this.update(state);
  }

  /** Changes what the tab shows, if it is still there. */
  update(state: Partial<OnSaveState>): void {
    this.#state = { ...this.#state, ...state };
    if (this.#panel === undefined) return;
    const object = this.#state.answer?.table?.object;
    this.#panel.title =
      object === undefined ? l10n.t('What Happens on Save') : l10n.t('On Save: {0}', object);
    this.#send();
  }

  /** Takes an answer over that shows nothing else. */
  remember(answer: SaveTableAnswer): void {
    this.#state = { ...this.#state, answer };
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): WebviewPanel {
    const panel = window.createWebviewPanel(
      'duplicateRules.onSave',
      l10n.t('What Happens on Save'),
      { viewColumn: ViewColumn.Active, preserveFocus: false },
      { enableScripts: true, localResourceRoots: [this.#folder], retainContextWhenHidden: true },
    );
    panel.iconPath = Uri.joinPath(this.#folder, '..', 'media', 'icon.png');
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      if (message.kind === 'ready') this.#send();
      else this.#onMessage(message);
    });
    panel.onDidChangeViewState(() => {
      if (panel.visible) this.#onShown();
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.html = pageHtml(
      panel.webview,
      Uri.joinPath(this.#folder, 'onSave.js'),
      Uri.joinPath(this.#folder, 'onSave-style.css'),
      l10n.t('What Happens on Save'),
    );
    return panel;
  }

  #send(): void {
    const message: ToPage = { kind: 'state', state: this.#state };
    void this.#panel?.webview.postMessage(message);
  }
}
