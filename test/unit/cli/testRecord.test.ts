import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { grammar } from '../../support/grammars.ts';
import { classes, leadProject, leadRule, makeFolder, useCommandLine } from './commandLine.ts';
import { type FakeGatewayOptions, fakeGateway, leadMatch, orgProblem, runHere } from './fakeGateway.ts';

useCommandLine();

vi.mock('../../../server/src/grammars/load.ts', async (original) => ({
  ...(await original<object>()),
  grammarsIn: () => grammar,
}));

const secret = 'ada.secret@example.com';

/** Tests a record in a project with the rule of `leadRule`. */
async function test(
  args: readonly string[],
  options: FakeGatewayOptions = {},
  files: Readonly<Record<string, string>> = {},
) {
  const root = makeFolder(leadProject(files));
  const gateway = fakeGateway(options);
  const placed = args.map((arg) => arg.replace('ROOT', root));
  const own = placed.includes('--project') ? [] : ['--project', root];
  const run = await runHere(gateway, 'test-record', ...own, ...placed);
  return { ...run, gateway, root, record: gateway.tested[0] };
}

const lead = ['--object', 'Lead', '--field', `Email=${secret}`];

describe('exit codes of test-record', () => {
  it.each<[what: string, options: FakeGatewayOptions, code: number, out: RegExp]>([
    ['nothing matches', {}, 0, /No duplicate was found/],
    ['an alert', { results: [leadMatch()] }, 1, /DUPLICATES_DETECTED by rule 'Lead Email', unless allowSave/],
    [
      'no answer',
      { answer: { success: false, errors: [{ code: 'UNKNOWN_EXCEPTION', message: '' }], results: [] } },
      2,
      /UNKNOWN_EXCEPTION/,
    ],
  ])('%s', async (_, options, code, out) => {
    const run = await test(lead, options);
    expect(run.code).toBe(code);
    expect(run.out).toMatch(out);
    expect(run.err === '').toBe(code !== 2);
    expect(run.gateway.isClosed).toBe(true);
  });

  it.each<[error: Error, err: string]>([
    [
      orgProblem('expired', 'The session with dev has expired. Run `sf org login web`.'),
      'duplicate-rules: The session with dev has expired. Run `sf org login web`.\n',
    ],
    [orgProblem('no-org', 'No org.'), 'duplicate-rules: No org. --org ORG names one.\n'],
  ])('2 where the org cannot be asked: %s', async (problem, err) => {
    expect(await test(lead, { problem })).toMatchObject({ code: 2, out: '', err });
  });

  it('2 after a defect, whose message is not told: it may quote a record', async () => {
    const { code, err } = await test(lead, { problem: new TypeError(`cannot read ${secret}`) });
    expect(code).toBe(2);
    expect(err).toMatch(/^duplicate-rules: unexpected error, please report it: TypeError\n\s+at /);
    expect(err).not.toContain('secret');
  });

  it('130 after Ctrl-C', async () => {
    const onTest = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(orgProblem('cancelled', 'Cancelled.')));
        process.emit('SIGINT');
      });
    const before = process.listenerCount('SIGINT');
    const run = await test(lead, { onTest });
    expect(run).toMatchObject({ code: 130, out: '', err: 'duplicate-rules: cancelled.\n' });
    expect(run.gateway.isClosed).toBe(true);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

describe('the record of test-record', () => {
  it('comes from fields', async () => {
    const { record, gateway, root } = await test([
      ...lead,
      ...['--field', 'Company=', '--field', 'NumberOfEmployees=12', '--field', 'description=a=b'],
    ]);
    expect(record).toEqual({
      object: 'Lead',
      id: null,
      fields: [
        { name: 'Email', value: secret },
        { name: 'Company', value: null },
        { name: 'NumberOfEmployees', value: 12 },
        { name: 'Description', value: 'a=b' },
      ],
    });
    expect(gateway.connected).toEqual([null]);
    expect(gateway.projects).toEqual([root]);
  });

  it('is an existing one with --id, in the org of --org', async () => {
    const { record, gateway, out } = await test([...lead, '--id', '00Q000000000001EAA', '--org', 'uat']);
    expect(record?.id).toBe('00Q000000000001EAA');
    expect(out).toContain('Update of Lead 00Q000000000001EAA');
    expect(gateway.connected).toEqual(['uat']);
  });

  const files = {
    'Lead.json': '[{"LastName": "One"}, {"LastName": "Two", "Company": "C"}]',
    'one.json': '{"attributes": {"type": "Lead"}, "LastName": "One"}',
    'rows.csv': 'LastName,Company\nOne,\n"Two\nlines",C\n',
    'notes.txt': 'LastName;Company\nOne;C\n',
    'readme.md': '# About leads, and more\n',
    [`${classes}/Capture.cls`]: [
      'public class Capture {',
      '    public void a(String name) {',
      "        Lead one = new Lead(LastName = name, Company = 'C');",
      '        insert one;',
      "        insert new Contact(LastName = 'x');",
      '    }',
      '}',
    ].join('\n'),
  };
  const code = {
    'src/salesforceClient.ts': [
      "import jsforce from 'jsforce';",
      'const conn = new jsforce.Connection({});',
      'export const save = (object: string, record: object) => conn.sobject(object).create(record);',
    ].join('\n'),
    'src/leads.ts': [
      "import { save } from './salesforceClient';",
      'export async function register(email: string) {',
      "  const lead: any = { LastName: 'One', Email: email };",
      "  lead.Company = 'C';",
      "  await save('Lead', lead);",
      '}',
    ].join('\n'),
    'load.py': [
      'from simple_salesforce import Salesforce',
      'sf = Salesforce()',
      'def load(row):',
      "    sf.Lead.create({'LastName': 'One', 'Company': 'C'})",
      "    sf.Contact.create({'LastName': row['name']})",
    ].join('\n'),
  };
  const capture = `ROOT/${classes}/Capture.cls`;

  it.each<[args: string[], fields: Record<string, unknown>]>([
    [['--file', 'ROOT/one.json'], { LastName: 'One' }],
    [
      ['--file', 'ROOT/one.json', '--field', 'lastname=Other', '--field', 'Email=e'],
      { LastName: 'Other', Email: 'e' },
    ],
    [['--file', 'ROOT/Lead.json', '--row', '2'], { LastName: 'Two', Company: 'C' }],
    [
      ['--file', 'ROOT/Lead.json', '--line', '1', '--row', '1', '--field', 'Company=D'],
      { LastName: 'One', Company: 'D' },
    ],
    [['--file', 'ROOT/rows.csv', '--object', 'Lead', '--row', '2'], { LastName: 'Two\nlines', Company: 'C' }],
    [
      ['--file', 'ROOT/rows.csv', '--object', 'Lead', '--line', '4'],
      { LastName: 'Two\nlines', Company: 'C' },
    ],
    [['--file', 'ROOT/notes.txt', '--object', 'Lead'], { LastName: 'One', Company: 'C' }],
    [['--file', capture, '--line', '4', '--field', 'LastName=N'], { LastName: 'N', Company: 'C' }],
    [['--file', capture, '--object', 'lead', '--field', 'LastName='], { LastName: null, Company: 'C' }],
    [
      ['--file', 'ROOT/src/leads.ts', '--line', '5', '--field', 'Email=e'],
      { LastName: 'One', Company: 'C', Email: 'e' },
    ],
    [['--file', 'ROOT/load.py', '--line', '4'], { LastName: 'One', Company: 'C' }],
    [['--file', 'ROOT/load.py', '--object', 'Lead'], { LastName: 'One', Company: 'C' }],
  ])('comes from a file: %j', async (args, fields) => {
    const { record, err, code: exit } = await test(args, {}, { ...files, ...code });
    expect(err).toBe('');
    expect(exit).toBe(0);
    expect(record?.object).toBe('Lead');
    expect(Object.fromEntries(record!.fields.map(({ name, value }) => [name, value]))).toEqual(fields);
  });

  it.each<[args: string[], err: RegExp]>([
    [[], /there is no record to test: give --object/],
    [['--object', 'Lead'], /No field has a value/],
    [['--object', 'Lead', '--field', 'secret@example.com'], /Field 1 has no name: write Name=value\./],
    [['--object', 'Lead', '--id', 'secret'], /^duplicate-rules: Id: /],
    [['--object', 'Lead', '--field', 'Nope=secret'], /Nope: Lead has no such field/],
    [['--object', 'Lead', '--field', 'NumberOfEmployees=secret'], /NumberOfEmployees: a number is expected/],
    [['--file', 'ROOT/none.json'], /none\.json" cannot be read: it does not exist\./],
    [['--file', 'ROOT'], /cannot be read/],
    [
      ['--file', 'ROOT/Lead.json'],
      /there are 2 records in .*: record 1 \(line 1\), record 2 \(line 1\)\. Choose one with/,
    ],
    [['--file', 'ROOT/Lead.json', '--row', '3'], /there is no record 3 in .*, but record 1/],
    [['--file', 'ROOT/Lead.json', '--object', 'Contact'], /there is no Contact in .*, but record 1/],
    [
      ['--file', 'ROOT/rows.csv', '--row', '1'],
      /row 1 \(line 2\) does not tell its object: give it as --object NAME\./,
    ],
    [
      ['--file', 'ROOT/rows.csv', '--row', '3'],
      /there is no row 3 in .*: it has 2, the header not counted\./,
    ],
    [['--file', 'ROOT/rows.csv', '--line', '9'], /there is no line 9 in/],
    [['--file', 'ROOT/rows.csv', '--row', '0'], /number from 1/],
    [
      ['--file', 'ROOT/rows.csv', '--object', 'Lead', '--line', '1'],
      /no record was read from .*No row stands there: --row N counts from 1/,
    ],
    [['--file', capture, '--line', '1'], /No record stands there: --line N is the line of new Lead/],
    [['--file', 'ROOT/readme.md'], /readme\.md" is no file that records are read from: Apex/],
    [['--file', capture], /there are 2 records in .*new Lead\(…\) in Capture\.a \(line 3\), new Contact/],
    [
      ['--file', capture, '--line', '3'],
      /new Lead\(…\) in Capture\.a does not tell LastName \(name\)\. Give it: --field LastName=VALUE/,
    ],
    [
      ['--object', 'Lead', '--field', 'Email=e', '--project', 'no/such/folder'],
      /there is no folder "no\/such\/folder"/,
    ],
  ])('is asked for where it is not clear: %j', async (args, err) => {
    const run = await test(args, {}, files);
    expect(run.err).toMatch(err);
    expect(run.err).not.toMatch(/secret|\n\s+at /);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.gateway.tested).toEqual([]);
  });

  it('tells what is left out of a file', async () => {
    const { err, code } = await test(
      ['--file', 'ROOT/odd.csv', '--object', 'Lead'],
      {},
      {
        'odd.csv': 'LastName,What is it\nOne,x\n',
      },
    );
    expect(err).toBe('duplicate-rules: warning: Column What is it: left out, no API name of a field.\n');
    expect(code).toBe(0);
  });
});

describe('the output of test-record', () => {
  it('is the preview as data', async () => {
    const { out, root } = await test([...lead, '--format', 'json'], {
      results: [leadMatch()],
      reading: { problems: ['Not all was read.'] },
    });
    const preview = JSON.parse(out);
    expect(preview).toMatchObject({
      verdict: { kind: 'refused-unless-allow-save' },
      org: { username: 'ada@example.com', alias: 'dev' },
      sample: { object: 'Lead', fields: [{ name: 'Email', value: secret }] },
      rules: [{ fullName: 'Lead.Lead_Email', state: 'matched' }],
      problems: expect.arrayContaining(['Not all was read.']),
    });
    expect(preview.rules[0].file).toContain(path.basename(root));
  });

  const nasty = 'a\x1b[2J\x9b1m\u202eb\r\nc\u2028';

  it.each(['text', 'json'])('steers no terminal: %s', async (format) => {
    const { out } = await test(['--object', 'Lead', '--field', `Email=${nasty}`, '--format', format], {
      results: [leadMatch(true, nasty)],
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
    expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]/);
    if (format === 'json') expect(JSON.parse(out).sample.fields[0].value).toBe(nasty);
    else expect(out).toContain('\\x1b[2J\\x9b1m\\u202eb\\x0d\\nc');
  });

  it('asks for the project where a repository holds several', async () => {
    const inOne = Object.entries(leadProject({}));
    const two = ['a', 'b'].flatMap((name) => inOne.map(([file, text]) => [`${name}/${file}`, text]));
    const root = makeFolder({ ...Object.fromEntries(two), '.git/HEAD': '' });
    const run = await runHere(fakeGateway({}), 'test-record', '--project', root, ...lead);
    expect(run.code).toBe(2);
    expect(run.err).toContain('there are some in it: a, b. Name one with --project');
  });

  it('judges by the rules of the org, where the project has none', async () => {
    const root = makeFolder({ 'notes.txt': '' });
    const block = orgRule('Block');
    const gateway = fakeGateway({ results: [leadMatch(false)], files: [block] });
    const run = await runHere(gateway, 'test-record', '--project', root, ...lead);
    expect(run.code).toBe(1);
    expect(run.out).toContain('org ada@example.com, read 2026-03-01 09:00 UTC');
  });
});

function orgRule(action: 'Allow' | 'Block') {
  const [, text] = Object.entries(leadRule).find(([name]) => name.includes('duplicateRules/'))!;
  return {
    path: 'duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml',
    text: text.replace(/<actionOnInsert>\w+/, `<actionOnInsert>${action}`),
  };
}
