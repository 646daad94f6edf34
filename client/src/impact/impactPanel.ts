import { randomBytes } from 'node:crypto';
import {
  commands,
  type Disposable,
  l10n,
  Position,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import { pageLanguage } from '../preview/page.ts';
import { linkedPlaces } from './linkedPlaces.ts';

/** The tab with what a change of the rules does. There is one; it is made when needed. */
export class ImpactPanel implements Disposable {
  #panel: WebviewPanel | undefined;
  #places: readonly string[] = [];

  /** Shows a page of Markdown, whose links lead to files and lines: `file:///…#L7`. */
  async show(title: string, markdown: string): Promise<void> {
    const { text, places } = linkedPlaces(markdown);
    const body = await commands.executeCommand<string>('markdown.api.render', text);
    this.#panel ??= this.#create();
    this.#places = places;
    this.#panel.title = title;
    this.#panel.webview.html = page(title, body);
    this.#panel.reveal(undefined, true);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): WebviewPanel {
    const panel = window.createWebviewPanel(
      'duplicateRules.impact',
      l10n.t('Impact'),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    panel.webview.onDidReceiveMessage((place: unknown) => void this.#open(place));
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    return panel;
  }

  /** Beside the page, so that it stays in sight. */
  async #open(place: unknown): Promise<void> {
    const target = typeof place === 'number' ? this.#places[place] : undefined;
    if (target === undefined) return;
    const [file, line] = target.split(/#L(?=\d+$)/);
    const beside = window.visibleTextEditors[0]?.viewColumn ?? ViewColumn.One;
    const column = beside === this.#panel?.viewColumn ? ViewColumn.One : beside;
    const at = new Position(Math.max(0, Number(line ?? 1) - 1), 0);
    const selection = new Range(at, at);
    await window.showTextDocument(Uri.parse(file!), { viewColumn: column, preview: true, selection });
  }
}

/** The body is rendered from Markdown in which all that a workspace says is escaped. */
function page(title: string, body: string): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${pageLanguage()}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>${body}</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

const script = `
const vscode = acquireVsCodeApi();
addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#place-"]') : null;
  if (link === null) return;
  event.preventDefault();
  vscode.postMessage(Number(link.getAttribute('href').slice('#place-'.length)));
});
`;

const style = `
body { padding: 0 1.25rem 3rem; line-height: 1.45; overflow-wrap: anywhere; }
main { max-width: 80rem; }
h1 { margin: 1.2rem 0 0.4rem; font-size: 1.35em; font-weight: 600; }
h2 { margin: 1.4rem 0 0.4rem; font-size: 1.1em; font-weight: 600; }
ul { padding-left: 1.4rem; }
table { width: 100%; border-collapse: collapse; margin: 0.6rem 0; }
th, td { padding: 0.35rem 0.7rem; text-align: left; vertical-align: top;
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, rgba(128, 128, 128, 0.35))); }
th { font-weight: 600; background: var(--vscode-textBlockQuote-background, rgba(128, 128, 128, 0.1)); }
td, th { overflow-wrap: break-word; }
th:first-child { width: 40%; }
summary { cursor: pointer; margin: 0.6rem 0; }
code { font-family: var(--vscode-editor-font-family, monospace); }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible, summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
`;
