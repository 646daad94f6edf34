import { type ComponentChild, render } from 'preact';
import { takeWords } from './l10n.tsx';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** What a page has of the tab that it stands in. */
export interface Tab<Message> {
  send(message: Message): void;
  /** What was kept when the page began; undefined the first time. */
  readonly kept: unknown;
  /** Outlives the page, while the tab is there. */
  keep(choices: unknown): void;
}

/** Starts a page: shows each state that the extension sends, and asks for the first. To be called once. */
export function startPage<State, Message extends { readonly kind: string }>(
  view: (state: State, tab: Tab<Message | { readonly kind: 'ready' }>) => ComponentChild,
): void {
  takeWords(document);
  const vscode = acquireVsCodeApi();
  const root = document.getElementById('app');
  const tab: Tab<Message | { readonly kind: 'ready' }> = {
    send: (message) => vscode.postMessage(message),
    kept: vscode.getState(),
    keep: (choices) => vscode.setState(choices),
  };
  window.addEventListener('message', ({ data }: MessageEvent<{ kind?: unknown; state: State } | null>) => {
    if (root !== null && data?.kind === 'state') render(view(data.state, tab), root);
  });
  tab.send({ kind: 'ready' });
}
