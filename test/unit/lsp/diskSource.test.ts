import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskSource } from '../../../server/src/lsp/diskSource.ts';
import { uriOfPath } from '../../../server/src/lsp/uris.ts';

let folder: string;
const source = new DiskSource();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duplicate rules (test) '));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

const uri = (name: string) => uriOfPath(join(folder, name));
const projectFile = JSON.stringify({ packageDirectories: [{ path: 'force-app' }] });

async function read(root: string) {
  const files: [string, string][] = [];
  const warnings: string[] = [];
  for await (const batch of source.readProject({ root, around: null, isCodeOnly: false }, (message) =>
    warnings.push(message),
  )) {
    for (const file of batch) {
      if (file.uri === `${root}/sfdx-project.json`) continue;
      files.push([file.uri, (typeof file.text === 'string' ? file.text : file.text()) ?? '']);
    }
  }
  return { files, warnings };
}

const rootsIn = async (folder: string) => (await source.findProjects(folder)).map(({ root }) => root);

test('reads the Apex and metadata of the package directories, without what .forceignore names', async () => {
  write({
    'sfdx-project.json': projectFile,
    '.forceignore': '**/Old.cls\n',
    'force-app/A.cls': 'class A {}',
    'force-app/Old.cls': '',
    'force-app/Lead.X.duplicateRule-meta.xml': '<x/>',
    'other/B.cls': '',
    'force-app/readme.md': '',
  });
  const root = uriOfPath(folder);
  expect(await rootsIn(root)).toEqual([root]);
  const { files } = await read(root);
  expect(files).toEqual([
    [uri('force-app/A.cls'), 'class A {}'],
    [uri('force-app/Lead.X.duplicateRule-meta.xml'), '<x/>'],
  ]);
  expect(source.includes(root, uri('force-app/New.cls'))).toBe(true);
  expect(source.includes(root, uri('force-app/Old.cls'))).toBe(false);
  expect(source.includes(root, uri('other/B.cls'))).toBe(false);
});

test('finds several projects in a folder, and the one above a folder or file', async () => {
  write({
    'a/sfdx-project.json': projectFile,
    'b/sfdx-project.json': projectFile,
    'a/force-app/x/A.cls': '',
  });
  // The folder itself is there for what stands beside them.
  expect(await rootsIn(uriOfPath(folder))).toEqual([uri('a'), uri('b'), uriOfPath(folder)]);
  expect(await rootsIn(uri('a/force-app/x'))).toEqual([uri('a')]);
  expect(await source.projectAbove(uri('a/force-app/x/A.cls'))).toBe(uri('a'));
  expect(await source.projectAbove(uri('A.cls'))).toBeNull();
});

test('a folder without a project file is a project by itself, whatever repository it lies in', async () => {
  write({ '.git/HEAD': '', 'src/classes/A.cls': 'class A {}' });
  expect(await rootsIn(uri('src'))).toEqual([uri('src')]);
  expect((await read(uri('src'))).files).toEqual([[uri('src/classes/A.cls'), 'class A {}']]);
});

test('tells what it cannot read well, and goes on', async () => {
  write({
    'sfdx-project.json': JSON.stringify({ packageDirectories: [{ path: 'gone' }, { path: 'force-app' }] }),
    'force-app/A.cls': Uint8Array.of(0x63, 0xe9),
    'force-app/B.cls': 'class B {}',
  });
  const { files, warnings } = await read(uriOfPath(folder));
  expect(files.map(([, text]) => text)).toEqual(['cé', 'class B {}']);
  expect(warnings).toEqual([expect.stringContaining('"gone"'), expect.stringContaining('not UTF-8')]);
});

test('what is no file is not read', async () => {
  expect(await source.readFile('untitled:A.cls')).toBeNull();
  expect(await source.readFile(uri('gone.cls'))).toBeNull();
  expect(await rootsIn('vscode-vfs://github/a/b')).toEqual([]);
});

test('reads integration code that mentions Salesforce, beside the only project too', async () => {
  write({
    'sfdc/sfdx-project.json': projectFile,
    'sfdc/tools/save.js': "import jsforce from 'jsforce';",
    'sfdc/tools/other.js': 'export const one = 1;',
    'loader/load.sh': 'sf data create record',
    'loader/big.js': `// salesforce ${'x'.repeat(5_000_000)}`,
  });
  const [project] = await source.findProjects(uri(''));
  expect(project).toEqual({ root: uri('sfdc'), around: uri('').replace(/\/$/, ''), isCodeOnly: false });
  const read: string[] = [];
  for await (const batch of source.readProject(project!, () => {}))
    read.push(...batch.map((file) => file.uri));
  expect(read.slice(1)).toEqual([uri('loader/load.sh'), uri('sfdc/tools/save.js')]);
  expect(source.includes(project!.root, uri('loader/new.py'))).toBe(true);
  expect(source.includes(project!.root, uri('loader/node_modules/new.js'))).toBe(false);
  expect(await source.readFile(uri('sfdc/tools/other.js'))).toBeNull();
});

test('finds the rule tests of a project, wherever they stand in it', async () => {
  write({
    'sfdx-project.json': projectFile,
    'tests/leads.duptest.yaml': '',
    'force-app/more.duptest.yml': '',
    'node_modules/a/other.duptest.yaml': '',
    'tests/notes.yaml': '',
  });
  const found = await source.findRuleTests(uriOfPath(folder));
  expect([...found].sort()).toEqual([uri('force-app/more.duptest.yml'), uri('tests/leads.duptest.yaml')]);
  expect(await source.findRuleTests('untitled:nowhere')).toEqual([]);
});
