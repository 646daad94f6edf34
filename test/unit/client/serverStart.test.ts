import { expect, test, vi } from 'vitest';
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { Server } from '../../../client/src/server.ts';

const made = vi.hoisted(() => ({ clients: 0 }));

vi.mock('vscode', async () => ({
  l10n: await import('@vscode/l10n'),
  EventEmitter: class {
    readonly event = () => ({});
    fire() {}
    dispose() {}
  },
  Uri: { joinPath: () => ({}) },
}));
vi.mock('../../../client/src/notifications.ts', () => ({}));
vi.mock('../../../client/src/languageClient.ts', () => ({
  createClient: () => {
    made.clients++;
    return {
      onNotification: () => {},
      start: async () => {},
      dispose: async () => {},
      sendRequest: async (method: string) => `answer to ${method}`,
    };
  },
}));

test('a server that is asked for twice at the same time starts once, and anew after a restart', async () => {
  const server = new Server({} as ExtensionContext, {} as LogOutputChannel);
  const first = server.start();
  expect(await server.request({ method: 'm' }, null)).toBe('answer to m');
  await first;
  expect(made.clients).toBe(1);
  await server.restart();
  expect(made.clients).toBe(2);
});
