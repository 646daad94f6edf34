import { commands, type Disposable, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { openBeside, staticPage } from '../staticPage.ts';
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
    // Rendered from Markdown in which all that a workspace says is escaped.
    this.#panel.webview.html = staticPage({ title, body: `<main>${body}</main>`, style, script });
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

  async #open(place: unknown): Promise<void> {
    const target = typeof place === 'number' ? this.#places[place] : undefined;
    if (target === undefined) return;
    const [file, line] = target.split(/#L(?=\d+$)/);
    await openBeside(this.#panel, Uri.parse(file!), Number(line ?? 1));
  }
}

const script = `
addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#place-"]') : null;
  if (link === null) return;
  event.preventDefault();
  vscode.postMessage(Number(link.getAttribute('href').slice('#place-'.length)));
});
`;

const style = `
main { max-width: 80rem; }
h1 { margin: 1.2rem 0 0.4rem; font-size: 1.35em; font-weight: 600; }
table { margin: 0.6rem 0; }
th, td { padding: 0.35rem 0.7rem; overflow-wrap: break-word;
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, rgba(128, 128, 128, 0.35))); }
th { background: var(--vscode-textBlockQuote-background, rgba(128, 128, 128, 0.1)); }
th:first-child { width: 40%; }
summary { cursor: pointer; margin: 0.6rem 0; }
code { font-family: var(--vscode-editor-font-family, monospace); }
`;
