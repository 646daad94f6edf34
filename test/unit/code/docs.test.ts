import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kindOf } from '../../../server/src/core/files.ts';
import { languages } from '../../../server/src/core/saves/code/languages/index.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/integration-code.md'), 'utf8');

/** Models that stand for no library, and words for those that the page names in other ways. */
const words: Readonly<Record<string, string | null>> = {
  'jsforce types': null,
  'HTTP client by its shape': 'any other client',
  'Salesforce SDK for functions': "Salesforce's SDK for functions",
  'angular.HttpClient': "Angular's HttpClient",
  'nest.HttpService': "Nest's HttpService",
  'node http': '`http` and `https` of Node',
  'sf CLI': 'the sf CLI',
  'standard library': null,
  'standard functions': null,
  clients: null,
  'prepared requests': 'prepared requests',
  sessions: null,
  urllib: 'urllib.request',
  enumerations: null,
  'HTTP clients of Java': 'java.net.http, Apache HttpClient',
  'HttpClient of .NET': '.NET HttpClient',
};

for (const { id, libraries } of languages) {
  it(`the page names the libraries of ${id}`, () => {
    const names = libraries.map(({ name }) => (name in words ? words[name] : name));
    expect(names.filter((name) => typeof name === 'string' && !page.includes(name))).toEqual([]);
  });
}

it('the page names endings of files that are read', () => {
  const table = page.slice(page.indexOf('## Which files'), page.indexOf('Files of the first'));
  const endings = [...table.matchAll(/`(\.[a-z]\w*(?:-meta\.xml)?)`/g)].map(([, ending]) => ending!);
  expect(endings.length).toBeGreaterThan(15);
  expect(endings.filter((ending) => ending !== '.d.ts' && kindOf(`a/b${ending}`) === null)).toEqual([]);
});
