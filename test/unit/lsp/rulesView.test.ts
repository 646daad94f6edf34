import { afterEach, expect, test } from 'vitest';
import type { CodeLens, Location } from 'vscode-languageserver';
import { createProject } from '../../../server/src/core/project.ts';
import {
  type RuleNode,
  type RuleTree,
  ruleSavesRequest,
  ruleTreeChangedNotification,
  ruleTreeRequest,
  showPlacesCommand,
  showSavesCommand,
} from '../../../server/src/protocol.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { MemorySource } from './memorySource.ts';
import { TestClient } from './testClient.ts';

const root = 'file:///ws';
const metadata = `${root}/force-app/main/default`;
const rule = `${metadata}/duplicateRules/Lead.Warn.duplicateRule-meta.xml`;
const matchingRules = `${metadata}/matchingRules/Lead.matchingRule-meta.xml`;
const code = `${metadata}/classes/A.cls`;

let client: TestClient;
afterEach(() => client.stop());

/** A project with a rule that warns, one that is inactive, and a class with two saves. */
function filesAt(folder: string): Record<string, string> {
  const rules = expandRules('Lead.Warn: Alert/Report\nLead.Old: Block/Block inactive');
  return {
    [`${folder}/sfdx-project.json`]: '{}',
    ...Object.fromEntries([...rules].map(([path, text]) => [`${folder}/${path}`, text])),
    [`${folder}/force-app/main/default/classes/A.cls`]: `public class A {
  void make() { insert new Lead(Email = 'a'); }
  void pass() {
    Database.DMLOptions o = new Database.DMLOptions();
    o.DuplicateRuleHeader.allowSave = true;
    Database.insert(new Lead(Email = 'a'), o);
  }
}`,
  };
}

async function start(files = filesAt(root)): Promise<void> {
  client = new TestClient(new MemorySource(files), undefined, createProject);
  await client.initialize({});
}

const treeOf = (withSaves = false) => client.rpc.sendRequest<RuleTree>(ruleTreeRequest.method, { withSaves });

const savesOf = (ruleName: string | null, object: string | null = 'Lead') =>
  client.rpc.sendRequest<RuleNode[]>(ruleSavesRequest.method, { root, object, rule: ruleName });

const lensesOf = (uri: string) =>
  client.rpc.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });

function lead({ projects }: RuleTree): readonly RuleNode[] {
  return projects[0]!.objects.find(({ label }) => label === 'Lead')!.children;
}

const savesText = (tree: RuleTree) => lead(tree).find(({ kind }) => kind === 'saves')!.description;

test('the tree comes without saves first, and with their numbers when they were looked at', async () => {
  await start();
  const first = await treeOf();
  expect(first.projects).toMatchObject([{ root, name: 'ws', problem: null, ownRules: 2, org: null }]);
  expect(lead(first).map(({ label }) => label)).toEqual(['Warn', 'Old', 'All saves']);
  expect(savesText(first)).toBe('');
  expect(lead(first)[0]!.place).toMatchObject({ uri: rule });
  expect(savesText(await treeOf(true))).toBe('2, 1 refusable');
  expect(savesText(await treeOf())).toBe('2, 1 refusable');
});

test('saves of a class that makes the options of its callers are none of unknown objects', async () => {
  const any = (name: string, options: string) => `public class ${name} {
  ${options}
  static void put(List<SObject> all) { Database.insert(all, make(false)); }
}`;
  const made = `static Database.DMLOptions make(Boolean pass) {
    Database.DMLOptions options = new Database.DMLOptions();
    options.DuplicateRuleHeader.allowSave = pass;
    return options;
  }`;
  const classes = `${root}/force-app/main/default/classes`;
  const unknown = ({ projects }: RuleTree) =>
    projects[0]!.objects.find(({ label }) => label === 'Saves of unknown objects')?.description;
  await start({ ...filesAt(root), [`${classes}/Save.cls`]: any('Save', made) });
  expect(unknown(await treeOf(true))).toBeUndefined();
  const commented = { [`${classes}/Save.cls`]: any('Save', made.replace(/(.*allowSave.*)/, '// $1')) };
  await client.stop();
  await start({ ...filesAt(root), ...commented });
  expect(unknown(await treeOf(true))).toBe('1');
});

test('saves are named with file and line, and lead to their place', async () => {
  await start();
  const saves = await savesOf('Warn');
  expect(saves.map(({ label, description }) => `${label}: ${description}`)).toEqual([
    'make: A.cls:2 · insert',
    'pass: passes by allowSave · A.cls:6 · insert',
  ]);
  const start2 = { line: 1, character: 16 };
  expect(saves[0]!.place).toMatchObject({ uri: code, range: { start: start2 } });
  expect(await savesOf(null)).toHaveLength(2);
  expect(await savesOf(null, null)).toEqual([]);
});

test('what is typed is told, and counts', async () => {
  await start();
  await savesOf('Warn');
  await client.open(code, filesAt(root)[code]!);
  const before = client.count(ruleTreeChangedNotification.method);
  await client.change(code, 2, 16, 16, ' ');
  await client.change(code, 3, 0, 0, 'public class B { void more() { insert new Lead(); } } ');
  await client.diagnostics(code);
  await client.received(ruleTreeChangedNotification.method, before + 1);
  expect(savesText(await treeOf(true))).toBe('3, 2 refusable');
});

test('a rule that is switched off governs nothing any more', async () => {
  await start();
  expect(await savesOf('Warn')).toHaveLength(2);
  await client.open(rule, filesAt(root)[rule]!.replace('<isActive>true<', '<isActive>false<'));
  expect(await savesOf('Warn')).toEqual([]);
  expect((await savesOf(null)).map(({ effect }) => effect)).toEqual(['not-checked', 'not-checked']);
});

test('a rule file has lenses: what the rule governs, and who uses a matching rule', async () => {
  await start();
  const titles = async (uri: string) => (await lensesOf(uri)).map(({ command }) => command!.title);
  expect(await titles(rule)).toEqual(['Show the saves that it governs']);
  await savesOf('Warn');
  const [lens] = await lensesOf(rule);
  expect(lens!.command).toMatchObject({
    title: 'Refuses 1 save, lets 1 pass by allowSave',
    command: showSavesCommand,
    arguments: [{ root, object: 'Lead', rule: 'Warn', at: { uri: rule } }],
  });
  expect(await titles(rule.replace('Warn', 'Old'))).toEqual(['Governs no save: it is inactive']);
  const [used] = await lensesOf(matchingRules);
  expect(used!.command).toMatchObject({ title: 'Used by 1 duplicate rule', command: showPlacesCommand });
  expect(used!.command!.arguments![0].places).toMatchObject([{ uri: rule }]);
});

test('the references of a rule are its matching rules, tests and the saves that it can refuse', async () => {
  const tests = `${root}/tests/lead.duptest.yaml`;
  await start({
    ...filesAt(root),
    [tests]: `tests:
  - name: warns
    saves:
      - insert: Lead
        fields: { Email: a@b.c }
        expect:
          rules: { Warn: silent, Old: inactive }
`,
  });
  const text = filesAt(root)[rule]!;
  const line = text.split('\n').findIndex((one) => one.includes('<DuplicateRule'));
  const found = await client.rpc.sendRequest<Location[]>('textDocument/references', {
    textDocument: { uri: rule },
    position: { line, character: 3 },
    context: { includeDeclaration: false },
  });
  expect(found.map(({ uri, range }) => `${uri.split('/').at(-1)}:${range.start.line + 1}`)).toEqual([
    'A.cls:2',
    'lead.duptest.yaml:7',
  ]);
  const titles = (await lensesOf(rule)).map(({ command }) => command!.title);
  expect(titles).toEqual(['Refuses 1 save, lets 1 pass by allowSave', 'Named in 1 rule test']);
});

test('a survey of the workspace makes the saves known', async () => {
  await start();
  await client.rpc.sendRequest('duplicateRules/checkWorkspace', null);
  const [lens] = await lensesOf(rule);
  expect(lens!.command!.title).toBe('Refuses 1 save, lets 1 pass by allowSave');
});

test('of several projects each has its own rules and saves', async () => {
  await start({ ...filesAt(`${root}/one`), ...filesAt(`${root}/two`) });
  const { projects } = await treeOf(true);
  expect(projects.map(({ name }) => name)).toEqual(['one', 'two']);
  const two = await client.rpc.sendRequest<RuleNode[]>(ruleSavesRequest.method, {
    root: `${root}/two`,
    object: 'Lead',
    rule: 'Warn',
  });
  expect(two.map(({ place }) => place!.uri)).toEqual(Array(2).fill(code.replace('/ws/', '/ws/two/')));
});

test('a project without rules has those that are assumed', async () => {
  await start({ [`${root}/sfdx-project.json`]: '{}' });
  const { projects } = await treeOf();
  expect(projects).toMatchObject([{ name: 'ws', ownRules: 0, org: null }]);
  expect(projects[0]!.objects.map(({ label }) => label)).toEqual(['Account', 'Contact', 'Lead']);
});

test('a workspace without a project has no rules', async () => {
  await start({ [`${root}/README.md`]: '' });
  expect(await treeOf()).toEqual({ projects: [] });
  expect(await savesOf('Warn')).toEqual([]);
});
