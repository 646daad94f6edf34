import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { inform, plainText, showProblem, warn } from '../../../client/src/notifications.ts';
import { showStatus } from '../../../client/src/status.ts';

const editor = vi.hoisted(() => ({
  shown: [] as string[],
  buttons: [] as (readonly string[])[],
  item: { text: '', detail: '' },
}));

vi.mock('vscode', async () => {
  const show = (text: string, ...buttons: readonly string[]) => {
    editor.shown.push(text);
    editor.buttons.push(buttons);
    return Promise.resolve(undefined);
  };
  return {
    l10n: await import('@vscode/l10n'),
    window: {
      showInformationMessage: show,
      showWarningMessage: show,
      showErrorMessage: show,
      onDidChangeActiveTextEditor: () => ({}),
      activeTextEditor: { document: { uri: 'file:///p/A.cls' } },
    },
    languages: { createLanguageStatusItem: () => editor.item },
    LanguageStatusSeverity: {},
    Disposable: { from: () => ({}) },
  };
});

const link = '[Mend](command:workbench.action.terminal.new)';

/** As VS Code finds links in notifications and status items. */
const links = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

it.each([link, `${link}${link}`, '[[x](command:y)](command:z)', '[a](file:///etc) $(zap)', '](](command:x)'])(
  '%s is no link and no icon',
  (text) => {
    expect(plainText(text)).not.toMatch(links);
    expect(plainText(text)).not.toContain('$(');
  },
);

it('leaves other text alone', () => {
  const text = 'f(x)[0] costs $5 (see https://example.com/a_(b)) in List<Lead>[]';
  expect(plainText(text)).toBe(text);
});

it('holds for every notification', () => {
  inform(link);
  warn(link);
  showProblem(link);
  expect(editor.shown).toHaveLength(3);
  for (const text of editor.shown) expect(text).not.toMatch(links);
});

const long = 'Comparing with git needs a git repository, and the Git extension of VS Code.';

it.each([
  ['There are no findings in this workspace.', [], []],
  [long, [], ['OK']],
  ['比較するには Git リポジトリと、VS Code の Git 拡張機能が必要です。', [], ['OK']],
  [long, ['Open Output'], ['Open Output']],
])('is shown whole where it is long, by a button: %s %s', (text, actions, shown) => {
  warn(text, ...actions);
  expect(editor.buttons.at(-1)).toEqual(shown);
});

it('holds for the status of a project that has a link for a name, or for a target-org', () => {
  const org = {
    username: 'ada@example.com',
    alias: null,
    rulesReadAt: '',
    addedRules: 0,
    unused: `the project's target-org is ${link} now`,
  };
  const project = {
    root: 'file:///p',
    name: link,
    state: 'ready',
    rules: 1,
    activeRules: 1,
    assumedRules: 0,
    org,
  };
  showStatus({ state: 'running', status: { projects: [project] }, onDidChange: () => {} } as never);
  expect(editor.item.detail).toContain('[Mend]');
  expect(editor.item.detail).not.toMatch(links);
});

it('is the only way to a notification', () => {
  const folder = path.join(import.meta.dirname, '../../../client/src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(10);
  const others = files.filter((name) => name !== 'notifications.ts');
  for (const name of others) {
    expect(readFileSync(path.join(folder, name), 'utf8'), name).not.toMatch(
      /show(Information|Warning|Error)Message/,
    );
  }
});
