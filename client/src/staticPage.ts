import { randomBytes } from 'node:crypto';
import { Position, Range, type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { pageLanguage } from './preview/page.ts';

export interface StaticPage {
  readonly title: string;
  /** Elements in which every text of a workspace is escaped. */
  readonly body: string;
  /** Beside what all such pages have in common. */
  readonly style: string;
  /** It has `vscode`, by which it sends messages. */
  readonly script: string;
}

/** A page that is made at once, with its own style and script and no others. */
export function staticPage({ title, body, style, script }: StaticPage): string {
  const nonce = randomBytes(16).toString('base64url');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${pageLanguage()}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${commonStyle}${style}</style>
</head>
<body>
${body}
<script nonce="${nonce}">
const vscode = acquireVsCodeApi();
${script}</script>
</body>
</html>`;
}

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

/** Opens a line, counted from 1, beside a page, so that the page stays in sight. */
export async function openBeside(page: WebviewPanel | undefined, file: Uri, line: number): Promise<void> {
  const beside = window.visibleTextEditors[0]?.viewColumn ?? ViewColumn.One;
  const viewColumn = beside === page?.viewColumn ? ViewColumn.One : beside;
  const at = new Position(Math.max(0, line - 1), 0);
  await window.showTextDocument(file, { viewColumn, preview: true, selection: new Range(at, at) });
}

const commonStyle = `
body { padding: 0 1.25rem 3rem; line-height: 1.45; overflow-wrap: anywhere; color: var(--vscode-foreground); background: var(--vscode-editor-background); }
h2 { margin: 1.4rem 0 0.4rem; font-size: 1.1em; font-weight: 600; }
ul { padding-left: 1.4rem; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; }
th { font-weight: 600; }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible, button:focus-visible, summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
`;
