import { expect, test, vi } from 'vitest';
import { whichProject } from '../../../client/src/org/whichProject.ts';

const editor = vi.hoisted(() => ({
  active: undefined as string | undefined,
  chosen: 0 as number | undefined,
}));

vi.mock('vscode', async () => ({
  l10n: await import('@vscode/l10n'),
  window: {
    get activeTextEditor() {
      const { active } = editor;
      return active && { document: { uri: { scheme: 'file', toString: () => active } } };
    },
    showQuickPick: (items: unknown[]) =>
      Promise.resolve(editor.chosen === undefined ? undefined : items[editor.chosen]),
  },
}));

const two = [
  { name: 'a', uri: 'file:///a/' },
  { name: 'b', uri: 'file:///b/' },
];

test.each([
  ['the file tells it', 'file:///a/A.cls', [], 0, 'file:///a/A.cls'],
  ['there is one only', undefined, [], 0, null],
  ['the user chooses it', undefined, two, 1, 'file:///b/'],
  ['the user chooses it for a file outside', 'file:///c/C.cls', two, 0, 'file:///a/'],
  ['the user chooses none', undefined, two, undefined, undefined],
])('the project is known where %s', async (_, active, projects, chosen, known) => {
  Object.assign(editor, { active, chosen });
  expect(await whichProject({ request: async () => ({ projects }) } as never)).toBe(known);
});

test('a server that is down is not asked here: what is asked next tells of it', async () => {
  editor.active = undefined;
  expect(await whichProject({ request: () => Promise.reject(new Error('down')) } as never)).toBeNull();
});
