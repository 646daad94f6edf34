import { beforeEach, expect, test, vi } from 'vitest';
import { fixAll } from '../../../client/src/fixAll.ts';
import { tellOfCommandLine } from '../../../client/src/start/commandLineForCi.ts';
import { workflow } from '../../../client/src/start/pipelines/github.ts';

/** What VS Code was told to do, and what it says. */
const editor = vi.hoisted(() => ({
  document: undefined as object | undefined,
  actions: [] as object[],
  chosen: undefined as string | undefined,
  told: [] as string[],
  ran: [] as unknown[][],
}));

vi.mock('vscode', async () => ({
  l10n: await import('@vscode/l10n'),
  Range: class {},
  Uri: { joinPath: (...parts: string[]) => parts.join('/') },
  commands: {
    executeCommand: (...given: unknown[]) => {
      editor.ran.push(given);
      return Promise.resolve(editor.actions);
    },
  },
  window: {
    get activeTextEditor() {
      return editor.document && { document: editor.document };
    },
    showInformationMessage: (text: string) => {
      editor.told.push(text);
      return Promise.resolve(editor.chosen);
    },
  },
}));

beforeEach(() => Object.assign(editor, { told: [], ran: [] }));

test.each([
  ['no file', undefined, [], ['No safe fix applies in this file.'], []],
  ['nothing to fix', {}, [], ['No safe fix applies in this file.'], ['vscode.executeCodeActionProvider']],
  ['a fix', {}, [{}], [], ['vscode.executeCodeActionProvider', 'editor.action.codeAction']],
])(
  'with %s, all safe fixes are applied or it is said that there are none',
  async (_, document, actions, told, ran) => {
    Object.assign(editor, { document, actions });
    await fixAll();
    expect(editor.told).toEqual(told);
    expect(editor.ran.map(([command]) => command)).toEqual(ran);
  },
);

test('who adds the check to CI is told which file its pipeline needs, and led to the page', async () => {
  editor.chosen = 'How to Get It';
  tellOfCommandLine({ extensionUri: 'extension' as never }, 'some-ci.yml');
  await vi.waitFor(() => expect(editor.ran).toEqual([['markdown.showPreview', 'extension/docs/ci.md']]));
  expect(editor.told[0]).toContain('save some-ci.yml:');
  const [file] = /tools\/\S+\.tgz/.exec(editor.told[0]!)!;
  expect(workflow).toContain(`npm install --global ./${file}`);
});
