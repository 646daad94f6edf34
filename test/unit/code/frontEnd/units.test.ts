import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodeFiles } from '../../../../server/src/core/saves/code/codeFiles.ts';
import type { GrammarName } from '../../../../server/src/core/saves/code/language.ts';
import { languages as shipped } from '../../../../server/src/core/saves/code/languages/index.ts';
import type { ClassStatement, Statement } from '../../../../server/src/core/saves/code/tree.ts';
import { type Anchor, locate, type Place } from '../../../../server/src/core/text.ts';
import { grammar } from '../../../support/grammars.ts';

/** All texts are read. */
const languages = shipped.map((language) => ({ ...language, markers: /(?:)/, isGenerated: () => false }));

const parsers = await Promise.all(
  (['javascript', 'typescript', 'python', 'java', 'c_sharp'] as const satisfies GrammarName[]).map(grammar),
);

function files(): CodeFiles {
  const made = new CodeFiles(languages, { once: false });
  for (const parser of parsers) made.setParser(parser);
  return made;
}

function statements(code: CodeFiles, uri: string, text: string): readonly Statement[] {
  code.set(uri, text);
  const file = code.file(uri);
  if (file === null) throw code.failure(uri);
  return file.tree.statements;
}

/** A tree as text, with the places where its nodes stand in the file. */
function shown(value: unknown): string {
  return JSON.stringify(value, (key, part) => {
    if (key === 'anchor') return (part as Anchor).uri;
    if (typeof part === 'object' && part !== null && 'anchor' in part) {
      const { anchor: _, start: __, end: ___, ...rest } = part as Place;
      const { start, end } = locate(part as Place);
      return { ...rest, at: `${start}-${end}` };
    }
    return part;
  });
}

const samples: Readonly<Record<string, string>> = {
  'file:///a.js': `import jsforce from 'jsforce';
const conn = new jsforce.Connection({ version: '58.0' });
export async function saveLead(lead) {
  try { return await conn.sobject('Lead').create({ ...lead, Company: \`\${lead.company}\` }); }
  catch (error) { console.log(error); }
}
class Client {
  url = '/services/data/v58.0';
  constructor(token) { this.token = token; }
  async post(path, body) { return fetch(this.url + path, { method: 'POST', body: JSON.stringify(body) }); }
  get headers() { return { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' }; }
}
module.exports = { Client, saveLead: (x) => saveLead(x) };
`,
  'file:///a.ts': `import { Connection } from 'jsforce';
interface Lead { Company?: string }
export class Service<T extends Lead> {
  private readonly name: string = 'Lead';
  constructor(private readonly conn: Connection) {}
  async save(records: T[]): Promise<void> {
    for (const record of records) await this.conn.sobject(this.name).create(record as any);
  }
}
enum Kind { A, B }
export default new Service(new Connection({}));
`,
  'file:///a.py': `from simple_salesforce import Salesforce

SF = Salesforce(username='a', password='b', version='58.0')


class Loader:
    name = 'Lead'

    def __init__(self, sf=SF):
        self.sf = sf

    def load(self, rows, **options):
        for row in rows:
            try:
                getattr(self.sf, self.name).create(row)
            except Exception as error:
                print(f"failed {error}")
        return [row for row in rows if row]


if __name__ == '__main__':
    Loader().load([{'LastName': 'x'}])
`,
  'file:///a.java': `package a.b;
import com.sforce.soap.partner.PartnerConnection;
public class Loader {
  private final PartnerConnection connection;
  Loader(PartnerConnection connection) { this.connection = connection; }
  SaveResult[] save(SObject[] rows) throws Exception {
    connection.setDuplicateRuleHeader(true, false, false);
    return connection.create(rows);
  }
  static class Inner { int x = 1; void y() { new Loader(null).save(null); } }
}
`,
  'file:///a.cs': `using System.Net.Http;
namespace A.B {
  public class Loader {
    private readonly HttpClient client = new HttpClient();
    public async Task Save(object row) {
      var request = new HttpRequestMessage(HttpMethod.Post, $"/services/data/v58.0/sobjects/{name}") { Content = null };
      request.Headers.Add("Sforce-Duplicate-Rule-Header", "allowSave=true");
      await client.SendAsync(request);
    }
  }
}
`,
};

/** What grammars make of broken code depends on what it was before. */
function isWhole(uri: string, text: string): boolean {
  const name = languages.flatMap((language) => language.grammarOf(uri) ?? [])[0];
  const tree = parsers.find((parser) => parser.grammar === name)!.parse(text, null);
  const { hasError } = tree.rootNode;
  tree.delete();
  return !hasError;
}

describe('an edited file has the tree that a fresh one has', () => {
  const pieces = [
    '',
    ' ',
    '\n',
    '\r\n',
    '{',
    '}',
    '(',
    ')',
    "'",
    '"',
    '`',
    '/*',
    '//',
    '#',
    ';',
    'x',
    'é',
    '😀',
  ];
  for (const [uri, text] of Object.entries(samples)) {
    const edit = fc.record({
      at: fc.nat(text.length),
      removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
      piece: fc.oneof(
        fc.constantFrom(...pieces),
        fc.nat(text.length - 40).map((at) => text.slice(at, at + 40)),
      ),
    });

    test(uri.slice(8), () => {
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
          const code = files();
          const look = (now: string) => {
            const incremental = shown(statements(code, uri, now));
            if (isWhole(uri, now)) expect(incremental).toBe(shown(statements(files(), uri, now)));
          };
          let now = text;
          look(now);
          for (const { at, removed, piece } of edits) {
            now = now.slice(0, at) + piece + now.slice(at + removed);
            look(now);
          }
          look(text);
        }),
        { numRuns: 60 },
      );
    });
  }
});

test('a template that looks like the beginning of a class is read the same after an edit', () => {
  const uri = 'file:///a.js';
  const text = samples[uri]!;
  const now = text.replace('lead.company}', "l }\n}\nclass Client {\n  url = '/services/dead.company}");
  const code = files();
  for (const one of [text, now]) statements(code, uri, one);
  expect(isWhole(uri, now)).toBe(true);
  expect(shown(statements(code, uri, `${now}\n`))).toBe(shown(statements(files(), uri, `${now}\n`)));
  expect(shown(statements(code, uri, now))).toBe(shown(statements(files(), uri, now)));
});

describe('units stay the same objects', () => {
  const uri = 'file:///a.js';
  const text = samples[uri]!;
  const classOf = (all: readonly Statement[]) => all.find((one) => one.kind === 'class') as ClassStatement;

  test('where the text above them has changed', () => {
    const code = files();
    const before = statements(code, uri, text);
    const offsets = before.map((one) => locate(one).start);
    const after = statements(code, uri, `// why\n${text}`);
    expect(after.every((one, index) => one === before[index])).toBe(true);
    expect(after.map((one) => locate(one).start)).toEqual(offsets.map((offset) => offset + 7));
  });

  test('in a class of which another member has changed', () => {
    const code = files();
    const before = classOf(statements(code, uri, text));
    const after = classOf(
      statements(code, uri, text.replace('this.token = token;', 'this.token = token.trim();')),
    );
    expect(after).not.toBe(before);
    const same = after.functions.map((one, index) => one === before.functions[index]);
    expect(same).toEqual([false, true, true]);
  });

  test('where the same text stands twice, one for each place', () => {
    const code = files();
    const twice = `import jsforce from 'jsforce';\nclass A { f() { save(); } }\nclass B { f() { save(); } }\n`;
    const before = statements(code, uri, twice);
    const after = statements(code, uri, twice.replace('class A', 'class C'));
    const functions = (all: readonly Statement[]) =>
      all.flatMap((one) => (one.kind === 'class' ? one.functions : []));
    expect(new Set(functions(after))).toEqual(new Set(functions(before)));
    expect(functions(after).map((one) => twice.slice(locate(one).start, locate(one).end))).toEqual([
      'f() { save(); }',
      'f() { save(); }',
    ]);
    expect(locate(functions(after)[0]!).start).toBeLessThan(locate(functions(after)[1]!).start);
  });

  test('where one of two with the same text changes, and changes back', () => {
    const code = files();
    const twice = 'class A { f() { save(); } }\nclass B { f() { save(); } }\n// Salesforce\n';
    const functions = (now: string) =>
      statements(code, uri, now).flatMap((one) => (one.kind === 'class' ? one.functions : []));
    const before = functions(twice);
    const between = functions(twice.replace('save()', 'saves()'));
    expect(between.map((one, index) => one === before[index])).toEqual([false, true]);
    const after = functions(twice);
    expect(after.map((one, index) => one === before[index])).toEqual([true, true]);
  });

  test('where a quote is opened and closed', () => {
    const code = files();
    const before = statements(code, uri, text);
    statements(code, uri, text.replace('version:', '`version:'));
    const after = statements(code, uri, text.replace('version:', '``version:'));
    const same = after.filter((one) => before.includes(one));
    expect(same.length).toBeGreaterThan(2);
    expect(statements(code, uri, text).every((one, index) => one === before[index])).toBe(true);
    expect(shown(code.file(uri)!.tree.statements)).toBe(shown(statements(files(), uri, text)));
  });

  test('old texts are not held', () => {
    const code = files();
    for (let at = 0; at < 20; at++) statements(code, uri, `${text}f(${at});\n`);
    expect(code.text(uri)).toBe(`${text}f(19);\n`);
    expect(shown(code.file(uri)!.tree.statements)).toBe(shown(statements(files(), uri, `${text}f(19);\n`)));
  });
});
