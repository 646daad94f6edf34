import { randomBytes } from 'node:crypto';
import { env, l10n, type Uri, type Webview } from 'vscode';

/**
 * A page of ours: its script, its style and its words in the user's language, nothing else. Whatever it shows comes by
 * message, and is put into the page as text.
 *
 * @param title of ours: no text of a workspace
 */
export function pageHtml(webview: Webview, script: Uri, style: Uri, title: string): string {
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${pageLanguage()}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1.0">
  <link rel="stylesheet" href="${webview.asWebviewUri(style)}">
  <title>${title}</title>
</head>
<body>
  <div id="app"></div>
  <script type="application/json" id="words">${words()}</script>
  <script nonce="${nonce}" src="${webview.asWebviewUri(script)}"></script>
</body>
</html>`;
}

/** The language that the pages speak, for screen readers: English where there is no translation. */
export function pageLanguage(): string {
  return l10n.bundle === undefined ? 'en' : env.language;
}

/** The translations as JSON, in which nothing looks like an element. */
function words(): string {
  return JSON.stringify(l10n.bundle ?? {}).replaceAll('<', '\\u003c');
}
