import { render } from 'preact';
import type { AuditState, FromPage, ToPage } from '../../src/audit/messages.ts';
import { takeWords } from '../l10n.tsx';
import { App } from './app.tsx';
import { type Choices, readChoices } from './choices.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Choices): void;
};

takeWords(document);
const vscode = acquireVsCodeApi();
const send = (message: FromPage): void => vscode.postMessage(message);
const root = document.getElementById('app');
const choices = readChoices(vscode.getState());

function show(state: AuditState): void {
  if (root === null) return;
  render(<App state={state} choices={choices} keep={(kept) => vscode.setState(kept)} send={send} />, root);
}

window.addEventListener('message', (event: MessageEvent<ToPage>) => {
  if (event.data?.kind === 'state') show(event.data.state);
});
send({ kind: 'ready' });
