import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompletionItem, CompletionList, Hover, Location } from 'vscode-languageserver/node';
import { namedKeys, namedValues } from '../../../server/src/core/ruleTests/editing/shapes.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';
import { FakeOrgs } from './fakeOrgs.ts';
import { OrgClient } from './orgClient.ts';
import { fullCapabilities } from './testClient.ts';

const root = 'file:///ws';
const objects = `${root}/force-app/main/default/objects`;
const [ruleFile, ruleText] = duplicateRuleFile({ object: 'Lead', name: 'Lead_Email', insert: 'Block' });
const [matchingFile, matchingText] = matchingRulesFile('Lead', { Lead_Email: ['Email', 'Region__c'] });
const regionFile = `${objects}/Lead/fields/Region__c.field-meta.xml`;
const field = (label: string, rest = '') =>
  `<CustomField><label>${label}</label><type>Text</type>${rest}</CustomField>`;

const head = `object: Lead
records:
  Lead:
    ada: { LastName: Byron, Email: ada@example.com }
  Contact:
    grace: { LastName: Harper }
`;
const save = `tests:
  - name: one
    save: { as: first, fields: { Email: a@example.com } }
    expect:
`;

let client: OrgClient;
let count = 0;
let able: OrgClient;
beforeAll(async () => {
  const files = {
    [`${root}/sfdx-project.json`]: '{"packageDirectories":[{"path":"force-app"}]}',
    [`${root}/${ruleFile}`]: ruleText,
    [`${root}/${matchingFile}`]: matchingText,
    [regionFile]: field('Region'),
    [`${objects}/Lead/fields/Key__c.field-meta.xml`]: field('Key', '<externalId>true</externalId>'),
    [`${objects}/Visit__c/Visit__c.object-meta.xml`]: '<CustomObject><label>Visit</label></CustomObject>',
  };
  client = await OrgClient.of(new FakeOrgs(), { folders: [root], files });
  able = await OrgClient.of(new FakeOrgs(), {
    folders: [root],
    files,
    suggestCommand: 'suggest',
    capabilities: {
      ...fullCapabilities,
      textDocument: {
        ...fullCapabilities.textDocument,
        completion: { dynamicRegistration: true, completionItem: { snippetSupport: true } },
        definition: { dynamicRegistration: true },
        references: { dynamicRegistration: true },
        documentHighlight: { dynamicRegistration: true },
        documentSymbol: { dynamicRegistration: true },
      },
    },
  });
});
afterAll(() => Promise.all([client.stop(), able.stop()]));

/** Opens a text with the cursor at `|`. */
async function opened(marked: string, by = client) {
  const offset = marked.indexOf('|');
  const before = marked.slice(0, offset).split('\n');
  const uri = `${root}/tests/t${count++}.duptest.yaml`;
  const text = before.join('\n') + marked.slice(offset + 1);
  await by.open(uri, text);
  return {
    text,
    textDocument: { uri },
    position: { line: before.length - 1, character: before.at(-1)!.length },
  };
}

async function complete(marked: string, by = client) {
  const { text, ...params } = await opened(marked, by);
  const { items } = await by.rpc.sendRequest<CompletionList>('textDocument/completion', params);
  const sorted = [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
  return { text, items: sorted, labels: sorted.map(({ label }) => label) };
}

describe('completion', () => {
  test.each<[what: string, marked: string, labels: string[]]>([
    [
      'keys of an empty file',
      '|',
      ['description', 'activate', 'target', 'object', 'channel', 'options', 'user', 'records', 'tests'],
    ],
    [
      'keys that are not there yet',
      `${head}${save}      outcome: saved\n      |`,
      ['certainty', 'matches', 'noMatch', 'rules'],
    ],
    [
      'the first key of a map',
      `${head}${save}      |`,
      ['outcome', 'certainty', 'matches', 'noMatch', 'rules'],
    ],
    [
      'keys between braces',
      `${head}${save}      rules: { Lead_Email: { finding: finds, | } }`,
      ['why', 'outcome', 'matches', 'certainty'],
    ],
    [
      'a key that is begun, before others',
      `${head}tests:\n  - name: a\n    sa|\n    expect: { outcome: saved }`,
      ['description', 'skip', 'target', 'object', 'channel', 'options', 'user', 'records', 'save', 'saves'],
    ],
    ['operations', `${head}tests:\n  - save:\n      operation: |`, ['insert', 'update', 'upsert']],
    [
      'outcomes',
      `${head}${save}      outcome: |`,
      ['refused', 'refused-unless-allow-save', 'unknown', 'saved-and-reported', 'saved'],
    ],
    [
      'one of several outcomes',
      `${head}${save}      outcome: [saved, re|`,
      ['refused', 'refused-unless-allow-save', 'unknown', 'saved-and-reported', 'saved'],
    ],
    ['certainties', `${head}${save}      certainty: |`, ['exact', 'documented', 'approximate', 'unknown']],
    [
      'records that exist or are saved',
      `${head}${save}      matches:\n        - |`,
      ['ada', 'first', 'grace'],
    ],
    ['records as keys', `${head}${save}      noMatch:\n        gr|`, ['ada', 'first', 'grace']],
    [
      'records and keys, where either may stand',
      `${head}tests:\n  - name: a\n    save: { record: | }`,
      ['ada', 'grace'],
    ],
    ['who sees what', `${head}user: { sees: [|] }`, ['ada', 'grace', 'all', 'none']],
    ['compared fields', `${head}${save}      noMatch: { ada: | }`, ['Email', 'Region__c']],
    ['matching rules', `${head}${save}      noMatch: { ada: { by: | } }`, ['Lead_Email']],
    [
      'findings',
      `${head}${save}      rules: { Lead_Email: | }`,
      ['finds', 'finds-nothing', 'not-run', 'unknown'],
    ],
    ['external ids', `${head}tests:\n  - save:\n      externalId: |`, ['Key__c']],
    ['nothing in a sentence', `${head}tests:\n  - name: An edit |`, []],
    ['nothing in a comment', `${head}# obj|`, []],
    ['nothing for a value', `${head}tests:\n  - save: { fields: { Email: | } }`, []],
    ['nothing for the name of a record', `${head}    |`, []],
  ])('of %s', async (_what, marked, labels) => {
    expect((await complete(marked)).labels).toEqual(labels);
  });

  test.each([
    ['of a save', `${head}tests:\n  - save:\n      fields:\n        |`],
    ['between braces, half written', `${head}tests:\n  - save: { fields: { LastName: a, Em|`],
    ['of a record', `records:\n  Lead:\n    ada:\n      |`],
    [
      'of the object of an updated record',
      `${head.replace('object: Lead', 'object: Contact')}tests:\n  - save: { record: ada, fields: { | } }`,
    ],
  ])('of fields %s has those of rules first', async (_what, marked) => {
    const { items, labels } = await complete(marked);
    expect(labels.slice(0, 2)).toEqual(['Email', 'Region__c']);
    expect(labels).toContain('Company');
    expect(labels).toContain('Key__c');
    expect(items[0]!.detail).toContain('Exact');
    expect(items.find(({ label }) => label === 'Key__c')!.detail).toBe('Key, Text');
  });

  test('of objects has those of rules first', async () => {
    for (const marked of ['object: |', 'records:\n  |']) {
      const { labels } = await complete(marked);
      expect(labels[0]).toBe('Lead');
      expect(labels).toEqual(expect.arrayContaining(['Account', 'Contact', 'Visit__c']));
    }
  });

  test('of channels tells what they are', async () => {
    const { items } = await complete('channel: |');
    expect(items.find(({ label }) => label === 'bulk-2')!.detail).toContain('Bulk API 2.0');
  });

  test('of rules takes the object along where it is written', async () => {
    const of = async (marked: string) => inserted((await complete(marked)).items);
    expect(await of(`${head}${save}      rules:\n        |`)).toEqual(['Lead_Email: ']);
    expect(await of(`${head}${save}      rules:\n        Lead.L|`)).toEqual(['Lead.Lead_Email: ']);
    expect(await of(`${head}${save}      rules:\n        Lead_E|: finds`)).toEqual(['Lead_Email']);
  });

  test('replaces the whole word', async () => {
    const { items } = await complete(`${head}${save}      outcome: refu|sed-un`);
    expect(items[0]!.textEdit).toMatchObject({
      range: { start: { line: 10, character: 15 }, end: { line: 10, character: 25 } },
    });
  });

  test('goes on in snippets where the client takes them', async () => {
    const of = async (marked: string, label: string) => {
      const { items } = await complete(marked, able);
      return items.find((item) => item.label === label)?.textEdit?.newText;
    };
    expect(await of(`${head}tests:\n  - |`, 'save')).toBe('save:\n    $0');
    expect(await of(`${head}tests:\n  - name: a\n    |`, 'saves')).toBe('saves:\n  - $0');
    expect(await of(`${head}tests: [{ | }]`, 'expect')).toBe('expect: { $0 }');
    expect(await of(`${head}tests: [{ sa|: }]`, 'save')).toBe('save');
    expect(await of(`${head}tests:\n  - |`, 'rule test')).toContain(
      '\n  save:\n    fields:\n      $2\n  expect:',
    );
    expect(await of(`${head}tests:\n  |`, 'rule test')).toMatch(/^- name: .*\n {2}save:\n {4}fields:/);
    expect(await of(`${head}${save}      |`, 'rule test')).toBeUndefined();
  });

  test('asks again where a value can be completed', async () => {
    const { items } = await complete(`${head}${save}      |`, able);
    const leading = items.filter(({ command }) => command?.command === 'suggest').map(({ label }) => label);
    expect(leading).toEqual(['outcome', 'certainty', 'matches', 'noMatch', 'rules']);
  });

  test('is registered for files of rule tests alone where that can be', async () => {
    expect(client.initialized!.capabilities.completionProvider).toBeDefined();
    expect(able.initialized!.capabilities.completionProvider).toBeUndefined();
    const registered = JSON.stringify(await able.received('client/registerCapability', 9));
    expect(registered).toContain('"pattern":"**/*.duptest');
  });
});

function inserted(items: readonly CompletionItem[]): string[] {
  return items.map(({ textEdit }) => textEdit!.newText);
}

describe('hover', () => {
  const hover = async (marked: string) => {
    const { text: _text, ...params } = await opened(marked);
    const shown = await client.rpc.sendRequest<Hover | null>('textDocument/hover', params);
    return shown && (shown.contents as { value: string }).value;
  };

  test.each<[what: string, marked: string, words: string[]]>([
    [
      'a rule',
      `${head}${save}      rules: { Lead_|Email: finds }`,
      ['Lead\\_Email', 'Block on create and edit', 'Email (Exact), Region\\_\\_c (Exact)', 'shared'],
    ],
    [
      'a matching rule',
      `${head}${save}      noMatch: { ada: { by: Lead.|Lead_Email } }`,
      ['Matching rule', 'Active', 'Email (Exact)'],
    ],
    [
      'a field that rules look at',
      `${head}tests:\n  - save: { fields: { Re|gion__c: a } }`,
      ['Lead.Region', 'Region, Text', 'Exact, blank never matches'],
    ],
    [
      'a field that none looks at',
      `${head}tests:\n  - save: { fields: { Com|pany: a } }`,
      ['Lead.Company', 'No rule looks at it'],
    ],
    ['an object', 'object: Le|ad', ['Lead', '- Lead\\_Email']],
    ['a record', `${head}${save}      matches: [a|da]`, ['Lead', 'ada', 'Email: ada@example.com']],
    ['a key', `${head}${save}      out|come: saved`, ['What becomes of the save']],
    ['an outcome', `${head}${save}      outcome: sav|ed`, ['Saved without a trace']],
    ['a channel', 'channel: bulk|-2', ['Bulk API 2.0', 'blocks: refused with DUPLICATES']],
  ])('says of %s what is known', async (_what, marked, words) => {
    const shown = await hover(marked);
    for (const word of words) expect(shown).toContain(word);
  });

  test.each([
    ['a value', `${head}tests:\n  - save: { fields: { Email: a|b } }`],
    ['a name that nobody knows', `${head}${save}      rules: { Not|hing: finds }`],
    ['a comment', 'object: Lead # a com|ment'],
    ['an empty file', '|'],
  ])('says nothing of %s', async (_what, marked) => {
    expect(await hover(marked)).toBeNull();
  });
});

describe('definition', () => {
  const definition = async (marked: string) => {
    const { text, ...params } = await opened(marked);
    const found = await client.rpc.sendRequest<Location | null>('textDocument/definition', params);
    return found && { ...found, own: found.uri === params.textDocument.uri, text };
  };

  test.each([
    ['a rule', `${head}${save}      rules: { lead_em|ail: finds }`, `${root}/${ruleFile}`],
    [
      'a rule with its object',
      `tests:\n  - expect: { rules: { Lead.Lead_|Email: finds } }`,
      `${root}/${ruleFile}`,
    ],
    [
      'a matching rule',
      `${head}${save}      noMatch: { ada: { by: Lead_|Email } }`,
      `${root}/${matchingFile}`,
    ],
    ['a field', `${head}tests:\n  - save: { fields: { Re|gion__c: a } }`, regionFile],
    ['a file of records', 'records: ../da|ta/leads.csv', `${root}/data/leads.csv`],
    ['a file of records of an object', 'records: { Lead: [my |leads.csv] }', `${root}/tests/my%20leads.csv`],
  ])('of %s is its file', async (_what, marked, uri) => {
    expect((await definition(marked))?.uri).toBe(uri);
  });

  test('of a matching rule is its place in the file of all', async () => {
    const found = await definition(`${head}${save}      noMatch: { ada: { by: Lead_|Email } }`);
    const line = matchingText.split('\n')[found!.range.start.line]!;
    expect(line.slice(found!.range.start.character)).toMatch(/^(?:<matchingRules>|Lead_Email|<fullName>)/);
  });

  test('of a record is where it is named', async () => {
    for (const marked of [
      `${head}${save}      matches: a|da`,
      `${head}${save}      noMatch: { a|da: Email }`,
    ])
      expect(await definition(marked)).toMatchObject({
        own: true,
        range: { start: { line: 3, character: 4 }, end: { line: 3, character: 7 } },
      });
  });

  test.each([
    ['a standard field', `${head}tests:\n  - save: { fields: { Comp|any: a } }`],
    ['a file elsewhere', 'records: //ho|st/leads.csv'],
    ['a rule that is not there', `${head}${save}      rules: { No|ne: finds }`],
  ])('of %s is nowhere', async (_what, marked) => {
    expect(await definition(marked)).toBeNull();
  });
});

test('the shorter ending will do', async () => {
  const uri = `${root}/tests/short.duptest.yml`;
  await client.open(uri, 'object: Laed\n');
  const params = { textDocument: { uri }, position: { line: 0, character: 12 } };
  const { items } = await client.rpc.sendRequest<CompletionList>('textDocument/completion', params);
  expect(items.map(({ label }) => label)).toContain('Lead');
  expect((await client.diagnostics(uri)).map(({ code }) => code)).toContain('rule-test');
});

test('nothing of it bears on other files', async () => {
  const uri = `${root}/a.yaml`;
  await client.open(uri, 'object: \n');
  const params = { textDocument: { uri }, position: { line: 0, character: 8 } };
  expect(await client.rpc.sendRequest('textDocument/completion', params)).toMatchObject({ items: [] });
  expect(await client.rpc.sendRequest('textDocument/definition', params)).toBeNull();
});

test('the places of names are places of the schema', () => {
  const file = path.resolve(import.meta.dirname, '../../../schemas/duptest.schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8'));
  for (const pointer of [...Object.keys(namedKeys), ...Object.keys(namedValues)]) {
    const part = pointer
      .split('/')
      .slice(1)
      .reduce((of, key) => of?.[key], schema);
    expect(part, pointer).toBeDefined();
    if (pointer in namedKeys) expect(part.additionalProperties, pointer).toBeTypeOf('object');
  }
});
