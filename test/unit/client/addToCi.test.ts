import { readFileSync } from 'node:fs';
import { beforeEach, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { addToCi } from '../../../client/src/start/addToCi.ts';
import { pipelines } from '../../../client/src/start/pipelines/index.ts';

/** The files of each folder, what the user takes, and what VS Code shows. */
const editor = vi.hoisted(() => ({
  folders: ['a'],
  files: {} as Record<string, string>,
  takes: null as string | null,
  asked: [] as string[],
  shown: [] as string[],
  told: [] as string[],
}));

vi.mock('vscode', async () => {
  class Uri {
    readonly path: string;
    readonly scheme: string;
    constructor(path: string, scheme = 'file') {
      this.path = path;
      this.scheme = scheme;
    }
    with({ scheme }: { scheme: string }) {
      return new Uri(this.path, scheme);
    }
    static joinPath = ({ path }: Uri, ...parts: string[]) => new Uri([path, ...parts].join('/'));
  }
  const documentOf = (given: Uri | { language: string; content: string }) => {
    const name = given instanceof Uri ? `${given.scheme}:${given.path}` : given.language;
    const text = given instanceof Uri ? editor.files[given.path] : given.content;
    return { name, getText: () => (given instanceof Uri && given.scheme === 'untitled' ? '' : (text ?? '')) };
  };
  return {
    l10n: await import('@vscode/l10n'),
    Uri,
    Position: class {},
    ViewColumn: { Beside: -2 },
    WorkspaceEdit: class {
      insert() {}
    },
    commands: {},
    workspace: {
      get workspaceFolders() {
        return editor.folders.map((path) => ({ uri: new Uri(path) }));
      },
      fs: {
        stat: ({ path }: Uri) =>
          Object.keys(editor.files).some((file) => file === path || file.startsWith(`${path}/`))
            ? Promise.resolve()
            : Promise.reject(new Error()),
      },
      openTextDocument: (given: Uri) => Promise.resolve(documentOf(given)),
      applyEdit: () => Promise.resolve(true),
    },
    window: {
      showTextDocument: (given: Uri | ReturnType<typeof documentOf>) => {
        const document = given instanceof Uri ? documentOf(given) : given;
        editor.shown.push(document.name);
        return Promise.resolve({ document });
      },
      showWorkspaceFolderPick: () => {
        editor.asked.push('folder');
        return Promise.resolve({ uri: new Uri(editor.folders.at(-1)!) });
      },
      showQuickPick: (items: { label: string }[]) => {
        editor.asked.push(items.map(({ label }) => label.split(' ')[0]).join());
        return Promise.resolve(items.find(({ label }) => label === editor.takes));
      },
      showInformationMessage: (text: string) => {
        editor.told.push(text);
        return Promise.resolve(undefined);
      },
    },
  };
});

beforeEach(() =>
  Object.assign(editor, { folders: ['a'], files: {}, takes: null, asked: [], shown: [], told: [] }),
);

const all = 'GitHub,GitLab,Bitbucket,Azure,Jenkins';

it.each([
  ['asks where nothing tells', {}, 'Jenkins', [all], ['untitled:a/Jenkinsfile']],
  ['shows nothing where the user thinks better of it', {}, null, [all], []],
  [
    'takes what the folder has',
    { 'a/.github/workflows/ci.yml': '' },
    null,
    [],
    ['untitled:a/.github/workflows/duplicate-rules.yml'],
  ],
  [
    'asks where there are two, these first',
    { 'a/azure-pipelines.yml': '', 'a/Jenkinsfile': '' },
    'GitLab CI/CD',
    ['Azure,Jenkins,GitHub,GitLab,Bitbucket'],
    ['untitled:a/.gitlab-ci.yml'],
  ],
  [
    'leaves a file as it is, with the text beside it',
    { 'a/.gitlab-ci.yml': 'test: {}' },
    null,
    [],
    ['file:a/.gitlab-ci.yml', 'yaml'],
  ],
  [
    'shows the file that has the check',
    { 'a/bitbucket-pipelines.yml': '- duplicate-rules check' },
    null,
    [],
    ['file:a/bitbucket-pipelines.yml'],
  ],
])('%s', async (_, files, takes, asked, shown) => {
  Object.assign(editor, { files, takes });
  expect(await addToCi({ extensionUri: '' as never })).toBe(shown.length > 0);
  expect(editor.asked).toEqual(asked);
  expect(editor.shown).toEqual(shown);
});

it('asks for the folder where there are several', async () => {
  Object.assign(editor, { folders: ['a', 'b'], files: { 'b/Jenkinsfile': 'pipeline {}' } });
  await addToCi({ extensionUri: '' as never });
  expect(editor.asked).toEqual(['folder']);
  expect(editor.shown).toEqual(['file:b/Jenkinsfile', 'groovy']);
  expect(editor.told.some((text) => text.startsWith('Jenkinsfile stays as it is'))).toBe(true);
  expect(editor.told.some((text) => text.startsWith('Before you save Jenkinsfile:'))).toBe(true);
});

const page = readFileSync(new URL('../../../docs/ci.md', import.meta.url), 'utf8');
const withoutComments = (text: string) =>
  text.replace(/^\s*(?:#|\/\/) .*\n/gm, '').replaceAll('duplicate-rules-*.tgz', 'duplicate-rules-0.1.0.tgz');

it.each(pipelines.filter(({ name }) => name !== 'GitHub Actions').map((one) => [one.name, one] as const))(
  'the page on pipelines holds what is opened for %s',
  (_, { text, language }) => {
    expect(page).toContain(`\`\`\`${language}\n${withoutComments(text)}\`\`\``);
  },
);

it('Jenkins records what fails the build: it would not without being told to', () => {
  const { text } = pipelines.find(({ name }) => name === 'Jenkins')!;
  expect(text).toMatch(/always \{\s*recordIssues enabledForFailure: true, /);
});

it.each(pipelines.filter(({ language }) => language === 'yaml').map((one) => [one.name, one] as const))(
  'the text for %s is YAML that checks',
  (_, { text }) => {
    expect(JSON.stringify(parse(text))).toMatch(/duplicate-rules check /);
  },
);
