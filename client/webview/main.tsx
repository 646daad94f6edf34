import { render } from 'preact';
import type { FromPage, PanelState, ToPage } from '../src/preview/messages.ts';
import { App } from './app.tsx';
import { takeWords } from './l10n.tsx';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

takeWords(document);
const vscode = acquireVsCodeApi();
const send = (message: FromPage): void => vscode.postMessage(message);
const root = document.getElementById('app');

function show(state: PanelState): void {
  if (root !== null) render(<App state={state} send={send} />, root);
}

window.addEventListener('message', (event: MessageEvent<ToPage>) => {
  if (event.data?.kind === 'state') show(event.data.state);
});
send({ kind: 'ready' });
