import { describe, expect, it } from 'vitest';
import { codeNameOf } from '../../../../server/src/core/records/code/language.ts';
import { readCodeRecords } from '../../../../server/src/core/records/code/read.ts';
import { grammar } from '../../../support/grammars.ts';
import { projectWith, short } from './support.ts';

/** Reads what stands between two `|`, or at one, as a file by itself. */
async function read(languageId: string, marked: string, hasGrammar = true, uri = 'untitled:Untitled-1') {
  const [before, ...after] = marked.split('|');
  const start = before!.length;
  const span = { start, end: after.length > 1 ? start + after[0]!.length : start };
  const name = codeNameOf(languageId, uri)!;
  const parser = hasGrammar ? await grammar(name.grammar) : null;
  const text = [before, ...after].join('');
  const { drafts, problems } = readCodeRecords({ name, text, span, schema: null, parser, known: null });
  for (const { span: at } of drafts) expect(text.slice(at.start, at.end)).toMatch(/^\{[\s\S]*\}$/);
  return [...drafts.map(short), ...problems];
}

const saving = (code: string) =>
  `import jsforce from 'jsforce';\nconst conn = new jsforce.Connection({});\n${code}`;
const none = expect.stringMatching(/^No record that the code saves/) as never;

describe('code by itself', () => {
  it.each<[languageId: string, marked: string, expected: string[]]>([
    ['typescript', saving("conn.sobject('Lead').create({| LastName: 'A' });"), ['insert Lead LastName="A"']],
    [
      'typescriptreact',
      saving("conn.sobject('Lead').create({| LastName: 'A' });"),
      ['insert Lead LastName="A"'],
    ],
    ['javascript', "const lead = {| LastName: 'A' };", [none]],
    [
      'python',
      "lead = |{'LastName': 'A', 'Email': mail, 'Score__c': -1.5}|",
      ['save  LastName="A" Score__c=-1.5 Email? [mail]'],
    ],
    [
      'javascript',
      "|const lead = { LastName: 'A' };\nconst other = [{ LastName: 'B', Id: '00Q000000000001AAA' }];|",
      ['save  LastName="A"', 'update  00Q000000000001AAA LastName="B"'],
    ],
    ['javascript', "x(|{ apiName: 'Lead', fields: { LastName: 'A' } }|)", ['save Lead LastName="A"']],
    [
      'javascript',
      "x(|{ attributes: { type: 'lead' }, LastName: 'A', Owner: { Name: 'B' } }|)",
      ['save Lead LastName="A"'],
    ],
    ['javascript', 'x(|{ width: 5, onClick() {} }|)', [none]],
    ['javascript', 'const broken = |{ LastName: |', [none]],
  ])('%s: %s', async (languageId, marked, expected) => {
    expect(await read(languageId, marked)).toEqual(expected);
  });

  it('in a test', async () => {
    const code = saving("conn.sobject('Lead').create({| LastName: 'A' });");
    expect(await read('typescript', code, true, 'file:///p/lead.test.ts')).toEqual([
      'insert Lead LastName="A"',
    ]);
  });

  it('without its grammar: JSON at least', async () => {
    expect(await read('python', 'x = |{"LastName": "A"}|', false)).toEqual(['save  LastName="A"']);
    expect(await read('python', "x = |{'LastName': 'A'}|", false)).toEqual([
      'No record is read from this language: its grammar does not load.',
    ]);
  });
});

it.each<[languageId: string, uri: string, grammar: string | undefined]>([
  ['typescript', 'file:///p/a.ts', 'typescript'],
  ['typescriptreact', 'file:///p/a.tsx', 'tsx'],
  ['javascript', 'untitled:a b', 'javascript'],
  ['plaintext', 'file:///p/a.py', 'python'],
  ['plaintext', 'file:///p/a.txt', undefined],
  ['apex', 'file:///p/A.cls', undefined],
  ['json', 'file:///p/a.json', undefined],
])('%s %s is read with %s', (languageId, uri, name) => {
  expect(codeNameOf(languageId, uri)?.grammar).toBe(name);
});

it('a record moves with the lines above it', async () => {
  const project = await projectWith({ 'a.ts': saving("conn.sobject('Lead').create({ LastName: 'A' });") });
  const uri = 'file:///p/a.ts';
  const places = () => {
    const text = texts.at(-1)!;
    const [lens] = project.records(uri);
    const { drafts } = project.recordsAt(uri, text, { start: lens!.start, end: lens!.start })!;
    return [text.slice(lens!.start, lens!.end), short(drafts[0]!)];
  };
  const texts = [saving("conn.sobject('Lead').create({ LastName: 'A', Email: mail });")];
  for (const change of [
    (text: string) => `// first\n\n${text}`,
    (text: string) => text.replace("'A'", "'B'"),
  ]) {
    texts.push(change(texts.at(-1)!));
    project.setFile(uri, texts.at(-1)!);
    const name = texts.at(-1)!.includes("'B'") ? 'B' : 'A';
    expect(places()).toEqual([
      `{ LastName: '${name}', Email: mail }`,
      `insert Lead LastName="${name}" Email? [mail]`,
    ]);
  }
  expect(project.recordsAt(uri, texts[0]!, { start: 0, end: 0 })).toBeNull();
});

it.each([
  ['javascript', `|${'('.repeat(20_000)}{ LastName: 'A' }|`],
  ['python', `|${'['.repeat(20_000)}|`],
  ['typescript', saving(`conn.sobject('Lead').create(|${'{ a: '.repeat(5_000)}`)],
])('hostile %s does no harm', async (languageId, marked) => {
  await expect(read(languageId, marked)).resolves.toHaveLength(1);
});
