import { type Disposable, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { escaped, openBeside, staticPage } from '../staticPage.ts';

export type FromReport = 'save' | 'again' | { readonly line: number };

/** The tab with what becomes of the rows of a file. There is one; it is made when needed. */
export class PreflightPanel implements Disposable {
  readonly #icon: Uri;
  readonly #onMessage: (message: FromReport) => void;
  #panel: WebviewPanel | undefined;

  /** @param extension the folder that the extension is installed in */
  constructor(extension: Uri, onMessage: (message: FromReport) => void) {
    this.#icon = Uri.joinPath(extension, 'media', 'icon.png');
    this.#onMessage = onMessage;
  }

  /** @param contents elements in which every text of a file is escaped */
  show(name: string, contents: string): void {
    this.#panel ??= this.#create();
    const title = l10n.t('Before Loading {0}', name);
    this.#panel.title = title;
    this.#panel.webview.html = staticPage({ title, body: bodyOf(contents), style, script });
    this.#panel.reveal(undefined, false);
  }

  /** @param line counted from 1 */
  async open(file: Uri, line: number): Promise<void> {
    await openBeside(this.#panel, file, line);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): WebviewPanel {
    const panel = window.createWebviewPanel(
      'duplicateRules.preflight',
      l10n.t('Before Loading'),
      { viewColumn: ViewColumn.Beside, preserveFocus: false },
      { enableScripts: true, localResourceRoots: [] },
    );
    panel.iconPath = this.#icon;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (message === 'save' || message === 'again') this.#onMessage(message);
      else if (typeof message === 'number' && Number.isInteger(message)) this.#onMessage({ line: message });
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    return panel;
  }
}

/** What is to be done with the report, and the report. */
function bodyOf(contents: string): string {
  return `<p class="actions"><button data-does="again">${escaped(l10n.t('Check Again'))}</button>
<button data-does="save">${escaped(l10n.t('Save Report…'))}</button></p>
${contents}`;
}

const script = `
addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return;
  const does = event.target.closest('button')?.dataset.does;
  if (does !== undefined) vscode.postMessage(does);
  const line = event.target.closest('a[href^="#line-"]')?.getAttribute('href').slice('#line-'.length);
  if (line === undefined) return;
  event.preventDefault();
  vscode.postMessage(Number(line));
});
`;

const style = `
main { max-width: 64rem; }
h1 { margin: 0.8rem 0 0.4rem; font-size: 1.35em; font-weight: 600; }
p { margin: 0.35rem 0; }
.actions { margin: 1rem 0 0; display: flex; flex-wrap: wrap; gap: 0.5rem; }
button { font: inherit; padding: 0.3rem 0.8rem; cursor: pointer; color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
  background: var(--vscode-button-secondaryBackground, transparent); border-radius: 2px;
  border: 1px solid var(--vscode-contrastBorder, color-mix(in srgb, currentColor 55%, transparent)); }
button:hover { background: var(--vscode-button-secondaryHoverBackground, transparent); }
table { margin: 0.5rem 0; }
th, td { padding: 0.3rem 0.6rem;
  border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, rgba(128, 128, 128, 0.35))); }
th { white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; width: 1%; }
td p { margin: 0; }
.fate { white-space: nowrap; font-weight: 600; }
.refused { color: var(--vscode-errorForeground); }
`;
