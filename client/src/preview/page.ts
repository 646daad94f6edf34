import { randomBytes } from 'node:crypto';
import type { Uri, Webview } from 'vscode';

/**
 * A page of ours: its script and its style, nothing else. Whatever it shows comes by message, and is put into the
 * page as text.
 */
export function pageHtml(
  webview: Webview,
  script: Uri,
  style: Uri,
  title: 'Duplicate Preview' | 'What Happens on Save',
): string {
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1.0">
  <link rel="stylesheet" href="${webview.asWebviewUri(style)}">
  <title>${title}</title>
</head>
<body>
  <div id="app"></div>
  <script nonce="${nonce}" src="${webview.asWebviewUri(script)}"></script>
</body>
</html>`;
}
