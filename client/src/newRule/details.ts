import { Uri, window, workspace } from 'vscode';

const scheme = 'duplicate-rules-new-rule';

let shown = 0;
let isRegistered = false;
let last = '';

/** Shows a text as a document that can be read but not saved. The editor keeps one by its address: each has its own. */
export async function showText(text: string): Promise<void> {
  last = text;
  if (!isRegistered)
    workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: () => last });
  isRegistered = true;
  const uri = Uri.from({ scheme, path: '/New Duplicate Rule.md', query: `${++shown}` });
  await window.showTextDocument(uri, { preview: true });
}
