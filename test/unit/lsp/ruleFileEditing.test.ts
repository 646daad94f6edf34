import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CompletionList,
  DocumentHighlight,
  DocumentSymbol,
  Hover,
  Location,
} from 'vscode-languageserver/node';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';
import { FakeOrgs } from './fakeOrgs.ts';
import { OrgClient } from './orgClient.ts';
import { fullCapabilities } from './testClient.ts';

const root = 'file:///ws';
const [ruleFile, ruleText] = duplicateRuleFile({ object: 'Lead', name: 'Lead_Email', insert: 'Block' });
const [matchingFile, matchingText] = matchingRulesFile('Lead', { Lead_Email: ['Email', 'Region__c'] });
const regionFile = `${root}/force-app/main/default/objects/Lead/fields/Region__c.field-meta.xml`;
const rule = `${root}/${ruleFile}`;
const matching = `${root}/${matchingFile}`;
const tests = `${root}/tests/leads.duptest.yaml`;
const dynamic = { dynamicRegistration: true };

let client: OrgClient;
beforeAll(async () => {
  client = await OrgClient.of(new FakeOrgs(), {
    folders: [root],
    files: {
      [`${root}/sfdx-project.json`]: '{"packageDirectories":[{"path":"force-app"}]}',
      [rule]: ruleText,
      [matching]: matchingText,
      [regionFile]: '<CustomField><label>Region</label><type>Text</type></CustomField>',
      [tests]: 'object: Lead\ntests:\n  - name: a\n    expect: { rules: { Lead_Email: finds } }\n',
    },
    suggestCommand: 'suggest',
    capabilities: {
      ...fullCapabilities,
      textDocument: {
        ...fullCapabilities.textDocument,
        completion: { ...dynamic, completionItem: { snippetSupport: true } },
        definition: dynamic,
        references: dynamic,
        documentHighlight: dynamic,
        documentSymbol: dynamic,
      },
    },
  });
  await client.open(rule, ruleText);
  await client.open(matching, matchingText);
});
afterAll(() => client.stop());

/** The place of a word, in the middle of it. */
function place(uri: string, text: string, word: string) {
  const before = text.slice(0, text.indexOf(word) + Math.ceil(word.length / 2)).split('\n');
  return {
    textDocument: { uri },
    position: { line: before.length - 1, character: before.at(-1)!.length },
  };
}

function wordAt({ uri, range }: Location, texts: Readonly<Record<string, string>>): string {
  const line = texts[uri]?.split('\n')[range.start.line] ?? '';
  return line.slice(range.start.character, range.end.character);
}

const texts = { [rule]: ruleText, [matching]: matchingText };

test('what is written in a rule file is completed, with its snippet and what it does', async () => {
  const uri = `${root}/force-app/main/default/matchingRules/Contact.matchingRule-meta.xml`;
  await client.open(uri, '<MatchingRules>\n  <\n</MatchingRules>\n');
  const params = { textDocument: { uri }, position: { line: 1, character: 3 } };
  const { items } = await client.rpc.sendRequest<CompletionList>('textDocument/completion', params);
  expect(items[0]).toMatchObject({
    label: 'matchingRules',
    insertTextFormat: 2,
    textEdit: { range: { start: { line: 1, character: 3 }, end: { line: 1, character: 3 } } },
  });
  expect(items[0]!.textEdit!.newText).toContain('\n  <ruleStatus>');
  expect(JSON.stringify(items[0]!.documentation)).toContain('Metadata API Developer Guide');
});

test('hover tells what a value does', async () => {
  const shown = await client.rpc.sendRequest<Hover>('textDocument/hover', place(rule, ruleText, 'Block'));
  expect(JSON.stringify(shown.contents)).toContain('DUPLICATES_DETECTED');
});

describe('from a matching rule', () => {
  const there = place(rule, ruleText, '<matchingRule>Lead_Email');

  test('one gets to its file', async () => {
    const at = { ...there, position: { ...there.position, character: there.position.character + 8 } };
    const found = await client.rpc.sendRequest<Location>('textDocument/definition', at);
    expect(found.uri).toBe(matching);
    expect(wordAt(found, texts)).toBe('Lead_Email');
  });

  test('to the rules that name it', async () => {
    const params = {
      ...place(matching, matchingText, '<fullName>'),
      context: { includeDeclaration: false },
    };
    const at = { ...params, position: { ...params.position, character: params.position.character + 9 } };
    const found = await client.rpc.sendRequest<Location[]>('textDocument/references', at);
    expect(found.map(({ uri }) => uri)).toEqual([rule]);
    expect(wordAt(found[0]!, texts)).toBe('Lead_Email');
  });

  test('from a rule to its tests', async () => {
    const params = { ...place(rule, ruleText, 'DuplicateRule'), context: { includeDeclaration: true } };
    const found = await client.rpc.sendRequest<Location[]>('textDocument/references', params);
    expect(found.map(({ uri }) => uri)).toEqual([rule, tests]);
    expect(found[1]!.range).toMatchObject({ start: { line: 3, character: 23 } });
  });
});

test('a file has an outline, and tags that belong together are marked', async () => {
  const textDocument = { uri: matching };
  const [symbol] = await client.rpc.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
    textDocument,
  });
  expect(symbol!.name).toBe('Lead_Email');
  expect(symbol!.children!.map(({ name, detail }) => `${name} ${detail}`)).toEqual([
    'Email Exact',
    'Region__c Exact',
  ]);
  const marked = await client.rpc.sendRequest<DocumentHighlight[]>(
    'textDocument/documentHighlight',
    place(matching, matchingText, 'ruleStatus'),
  );
  expect(marked).toHaveLength(2);
});

test('it is asked of rule files alone', async () => {
  const registered = (await client.received('client/registerCapability', 9)) as {
    registrations: { method: string; registerOptions: { documentSelector?: { pattern: string }[] } }[];
  }[];
  const patterns = registered
    .flatMap(({ registrations }) => registrations)
    .flatMap(({ registerOptions }) => registerOptions.documentSelector ?? [])
    .map(({ pattern }) => pattern);
  expect(patterns).toHaveLength(7);
  for (const pattern of patterns) expect(pattern).toMatch(/duptest|duplicateRule/);
  expect(client.initialized!.capabilities.documentSymbolProvider).toBeUndefined();
});

test('other files have none of it', async () => {
  const uri = `${root}/force-app/main/default/layouts/Lead.layout-meta.xml`;
  await client.open(uri, '<Layout>\n</Layout>\n');
  const params = { textDocument: { uri }, position: { line: 0, character: 8 } };
  const { items } = await client.rpc.sendRequest<CompletionList>('textDocument/completion', params);
  expect(items).toEqual([]);
  expect(await client.rpc.sendRequest('textDocument/definition', params)).toBeNull();
  expect(await client.rpc.sendRequest('textDocument/documentSymbol', params)).toEqual([]);
});
