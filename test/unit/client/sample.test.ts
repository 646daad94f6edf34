import { afterEach, expect, test, vi } from 'vitest';
import { continueInSample } from '../../../client/src/start/sample.ts';

const editor = vi.hoisted(() => ({ folder: '/made/recruiting', opened: [] as string[] }));

vi.mock('vscode', () => {
  const uri = (path: string) => ({ fsPath: path, path, toString: () => `file://${path}` });
  return {
    Uri: { joinPath: (base: { path: string }, ...parts: string[]) => uri([base.path, ...parts].join('/')) },
    workspace: {
      get workspaceFolders() {
        return [{ uri: uri(editor.folder) }];
      },
      fs: { stat: () => Promise.resolve({}) },
    },
    window: {
      showTextDocument: ({ path }: { path: string }) => {
        editor.opened.push(path.split('/').at(-1)!);
        return Promise.resolve();
      },
    },
    commands: {
      executeCommand: (command: string) => {
        if (command !== 'setContext') editor.opened.push(command);
        return Promise.resolve();
      },
    },
  };
});

afterEach(() => vi.unstubAllEnvs());

/** What opens in one window after the other of the same profile. */
async function windows(made: string | undefined, count: number): Promise<readonly (readonly string[])[]> {
  const memory = (values: Map<string, unknown>) => ({
    get: (key: string) => values.get(key),
    update: (key: string, value: unknown) => Promise.resolve(values.set(key, value)),
  });
  const context = {
    extension: { id: 'duplicate-rules.duplicate-rules' },
    globalState: memory(new Map([['sampleFolder', made]])),
    workspaceState: memory(new Map()),
  };
  const opened: string[][] = [];
  for (let index = 0; index < count; index++) {
    editor.opened = [];
    await continueInSample(context as unknown as Parameters<typeof continueInSample>[0]);
    opened.push(editor.opened);
  }
  return opened;
}

const start = ['LeadCapture.cls', 'workbench.action.openWalkthrough'];

test.each<[what: string, made: string | undefined, started: string, opened: string[][]]>([
  ['that the user has made', 'file:///made/recruiting', '', [start, []]],
  ['that npm start has made', undefined, '/made/recruiting', [start, []]],
  ['of another window', 'file:///made/other', '/made/third', [[], []]],
])('a sample project %s begins with a file and the walkthrough, once', async (_, made, started, opened) => {
  vi.stubEnv('DUPLICATE_RULES_SAMPLE', started);
  expect(await windows(made, 2)).toEqual(opened);
});
