import { randomBytes } from 'node:crypto';
import { type Disposable, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { pageLanguage } from '../preview/page.ts';

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
    this.#panel.webview.html = page(title, contents);
    this.#panel.reveal(undefined, false);
  }

  get viewColumn(): ViewColumn | undefined {
    return this.#panel?.viewColumn;
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

function page(title: string, contents: string): string {
  const nonce = randomBytes(16).toString('base64url');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${pageLanguage()}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<p class="actions"><button data-does="again">${escaped(l10n.t('Check Again'))}</button>
<button data-does="save">${escaped(l10n.t('Save Report…'))}</button></p>
${contents}
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

const script = `
const vscode = acquireVsCodeApi();
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
body { padding: 0 1.25rem 3rem; line-height: 1.45; overflow-wrap: anywhere; }
main { max-width: 64rem; }
h1 { margin: 0.8rem 0 0.4rem; font-size: 1.35em; font-weight: 600; }
h2 { margin: 1.4rem 0 0.4rem; font-size: 1.1em; font-weight: 600; }
p { margin: 0.35rem 0; }
.actions { margin: 1rem 0 0; display: flex; flex-wrap: wrap; gap: 0.5rem; }
button { font: inherit; padding: 0.3rem 0.8rem; cursor: pointer; color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
  background: var(--vscode-button-secondaryBackground, transparent); border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); border-radius: 2px; }
button:hover { background: var(--vscode-button-secondaryHoverBackground, transparent); }
ul { padding-left: 1.4rem; }
table { width: 100%; border-collapse: collapse; margin: 0.5rem 0; }
th, td { padding: 0.3rem 0.6rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, rgba(128, 128, 128, 0.35))); }
th { font-weight: 600; white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; width: 1%; }
td p { margin: 0; }
.fate { white-space: nowrap; font-weight: 600; }
.refused { color: var(--vscode-errorForeground); }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible, button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
`;
