import { beforeEach, expect, it, vi } from 'vitest';
import { CheckBeforeLoading } from '../../../client/src/preflight/checkBeforeLoading.ts';
import { preflightChoicesRequest } from '../../../server/src/protocol.ts';

const editor = vi.hoisted(() => ({
  active: undefined as unknown,
  tab: undefined as unknown,
  told: [] as string[],
}));

class Uri {
  readonly scheme: string;
  readonly path: string;
  constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }
  toString() {
    return `${this.scheme}://${this.path}`;
  }
}
const file = (path: string) => new Uri('file', path);

vi.mock('vscode', async () => ({
  l10n: await import('@vscode/l10n'),
  get Uri() {
    return Uri;
  },
  window: {
    get activeTextEditor() {
      return editor.active && { document: { uri: editor.active } };
    },
    tabGroups: {
      activeTabGroup: {
        get activeTab() {
          return editor.tab && { input: { uri: editor.tab } };
        },
      },
    },
  },
  workspace: { findFiles: () => Promise.resolve([]) },
}));
vi.mock('../../../client/src/preflight/panel.ts', () => ({ PreflightPanel: class {} }));
vi.mock('../../../client/src/notifications.ts', () => ({ inform: (text: string) => editor.told.push(text) }));
vi.mock('../../../client/src/interview/interview.ts', () => ({
  interview: ({ stepFor }: { stepFor(answers: object): Promise<unknown> }) =>
    stepFor({ object: null }).catch(() => undefined),
}));

beforeEach(() => Object.assign(editor, { active: undefined, tab: undefined, told: [] }));

it.each([
  ['the file of the editor', file('/a/leads.csv'), file('/a/leads.csv'), 'file:///a/leads.csv'],
  ['a file too large to be shown', undefined, file('/a/huge.CSV'), 'file:///a/huge.CSV'],
  ['no file that is something else', undefined, file('/a/Lead.cls'), null],
  ['no file that is not on disk', undefined, new Uri('untitled', 'leads.csv'), null],
])('asks about %s', async (_, active, tab, asked) => {
  Object.assign(editor, { active, tab });
  const request = vi.fn((_definition: unknown, _params: { uri: string }) => Promise.reject(new Error()));
  await new CheckBeforeLoading({ extensionUri: '' } as never, { request } as never).check();
  expect(request.mock.calls.map(([, { uri }]) => uri)).toEqual(asked === null ? [] : [asked]);
  if (asked !== null) expect(request.mock.calls[0]![0]).toBe(preflightChoicesRequest);
  expect(editor.told).toHaveLength(asked === null ? 1 : 0);
});
