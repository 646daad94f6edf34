import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expandRules } from '../../support/rulesShorthand.ts';
import { git, leadProject, leadRule, writeFiles } from './commandLine.ts';
import { runHere } from './fakeGateway.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-data-')));
  writeFiles(root, leadProject({ 'leads.csv': leads }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const leads = [
  'Id,LastName,Email,Phone',
  '00Q000000000001,Byron,ada@example.com,1',
  '00Q000000000002,Poe,poe@example.com,2',
  '00Q000000000003,King,ADA@example.com,2',
  '',
].join('\n');

const run = (...args: string[]) =>
  runHere(null, ...args.map((arg) => arg.replaceAll('ROOT', root)), '--project', root);

const matchingRules = 'force-app/main/default/matchingRules/Lead.matchingRule-meta.xml';

describe('match', () => {
  const match = (...args: string[]) =>
    run('match', '--object', 'Lead', '--against', 'Lead=ROOT/leads.csv', ...args);

  it('finds the records, and says why', async () => {
    const { out, code } = await match('--field', 'Email=Ada@example.com');
    expect(out).toMatch(/^Lead, new: a rule finds a duplicate\n/);
    expect(out).toContain('Rule Lead Email (Lead.Lead_Email): finds a duplicate (exact)');
    expect(out).toContain('Match key Email: ada@example.com, 2 behind it');
    expect(out).toMatch(/Email +Ada@example\.com +ADA@example\.com +Exact +100 of 100 +matches \(exact\)/);
    expect(code).toBe(1);
  });

  it('says why a record is not found', async () => {
    const { out, code } = await match('--field', 'Email=other@example.com', '--with', '00Q000000000002');
    expect(out).toContain('They do not match: Email differs.');
    expect(out).toContain('Not compared: no match key is equal.');
    expect(code).toBe(0);
    const byRow = await match('--field', 'Email=other@example.com', '--with', '2');
    expect(byRow.out).toBe(out);
  });

  it('an update is no duplicate of itself, and stands on what is there', async () => {
    const { code, out } = await match('--id', '00Q000000000002', '--field', 'Email=poe@example.com');
    expect([code, out]).toEqual([0, expect.stringContaining('update of 00Q000000000002')]);
    expect((await match('--id', '00Q000000000002', '--field', 'Email=ada@example.com')).code).toBe(1);
  });

  it('as JSON', async () => {
    const { out } = await match('--field', 'Email=ada@example.com', '--format', 'json');
    const { finds, rules } = JSON.parse(out);
    expect(finds).toBe(true);
    expect(rules[0].parts[0].pairs.map(({ id }: { id: string }) => id)).toEqual([
      '00Q000000000001',
      '00Q000000000003',
    ]);
  });

  it('shows what agrees in most fields first, else in the order of the file', async () => {
    const data = [
      'Id,Email,Phone',
      ...Array.from({ length: 12 }, (_, at) => `00Q0000000001${at + 10},ada@example.com,`),
      '00Q000000000201,ada@example.com,555',
      '00Q000000000202,ada@example.com,555',
      '',
    ];
    writeFiles(path.join(root, 'either'), {
      'sfdx-project.json': '{ "packageDirectories": [{ "path": "force-app", "default": true }] }',
      ...Object.fromEntries(expandRules('Lead: Block/Block matching Email | Phone')),
      'leads.csv': data.join('\n'),
    });
    const fields = ['--object', 'Lead', '--field', 'Email=ada@example.com', '--field', 'Phone=555'];
    const own = ['--against', `${root}/either/leads.csv`, '--project', path.join(root, 'either')];
    const { out } = await runHere(null, 'match', ...fields, ...own, '--format', 'json');
    const [{ pairs, count }] = JSON.parse(out).rules[0].parts;
    expect(count).toBe(14);
    expect(pairs.map(({ id }: { id: string }) => id.slice(-3))).toEqual([
      ...['201', '202', '110', '111', '112', '113', '114', '115', '116', '117'],
    ]);
  });

  it.each([
    [['--with', '00Q00000000000X', '--field', 'Email=a'], /no existing record has the Id or row/],
    [[], /No field has a value/],
  ])('what cannot be done is said: %j', async (args, message) => {
    const { code, err } = await match(...args);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  it('tells a field that nobody knows', async () => {
    const { out } = await match('--field', 'Emial=ada@example.com');
    expect(out).toContain('Note: Lead has no field Emial in the project. Did you mean "Email"?');
  });

  it.each([
    ['match', '--object', 'Leed', '--field', 'Email=a', '--against', 'Lead=ROOT/leads.csv'],
    ['match', '--object', 'Lead', '--field', 'Email=a', '--against', 'Leed=ROOT/leads.csv'],
    ['preflight', 'ROOT/leads.csv', '--object', 'Leed'],
    ['preflight', 'ROOT/leads.csv', '--against', 'Leed=ROOT/leads.csv'],
    ['dedupe', 'ROOT/leads.csv', '--object', 'Leed'],
    ['forecast', 'ROOT/leads.csv', '--object', 'Leed'],
    ['export-keys', 'ROOT/leads.csv', '--object', 'Leed', '--out', 'ROOT/keys'],
  ])('an object that nobody knows is told, not that no rule finds anything: %s %s %s', async (...args) => {
    const { out, err, code } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/there is no object "Leed" in .*\. Did you mean "Lead"\? Objects with rules: .*Lead/);
  });

  it('nor does an audit of records of an object that nobody knows', async () => {
    const { out, err, code } = await runHere(null, 'audit', root, '--data', `Leed=${root}/leads.csv`);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining('Did you mean "Lead"?')]);
  });

  it('needs something to compare with', async () => {
    const { code, err } = await run('match', '--object', 'Lead', '--field', 'Email=a');
    expect([code, err]).toEqual([2, expect.stringMatching(/name existing records with --against FILE/)]);
  });
});

describe('a file whose columns are not those that rules compare', () => {
  beforeEach(() =>
    writeFiles(root, {
      'labels.csv': 'Id,E-Mail,Telephone\n00Q000000000001,ada@example.com,1\n',
      'near.csv': 'Id,LastName,Company,Emial\n00Q000000000001,Byron,Engines,ada@example.com\n',
      'other.csv': 'Id,Nickname\n00Q000000000001,Countess\n',
      'fields.csv': 'LastName,Company\nByron,Engines\n',
      'values.csv': 'secret@example.com,Byron\nother@example.com,Poe\n',
    }),
  );
  const none = 'None of its columns is a field that the rules compare (Email)';

  it.each([
    ['match', '--object', 'Lead', '--field', 'Email=a@b.c', '--against', 'Lead=ROOT/labels.csv'],
    ['dedupe', 'ROOT/labels.csv', '--object', 'Lead'],
    ['forecast', 'ROOT/labels.csv', '--object', 'Lead'],
    ['preflight', 'ROOT/leads.csv', '--against', 'Lead=ROOT/labels.csv'],
  ])('is told by %s', async (...args) => {
    expect((await run(...args)).out.replace(/\s+/g, ' ')).toContain(none);
  });

  it.each([
    ['labels.csv', [], /E-Mail in the project\. Did you mean "Email"\?/],
    ['labels.csv', ['--operation', 'update'], /E-Mail in the project\. Did you mean "Email"\?/],
    ['near.csv', ['--channel', 'bulk-2'], /Emial in the project\. Did you mean "Email"\?/],
    ['near.csv', ['--operation', 'update'], /Emial in the project\. Did you mean "Email"\?/],
    ['other.csv', [], /API names of fields\.$/],
    ['values.csv', [], /API names of fields\.$/],
  ])('cannot be loaded as if nothing was wrong: %s %j', async (file, args, expected) => {
    const { out, err, code } = await run('preflight', `ROOT/${file}`, '--object', 'Lead', ...args);
    const said = err.replace(/\s+/g, ' ').trim();
    expect([code, out]).toEqual([2, '']);
    expect(said).toContain(none);
    expect(said).toMatch(expected);
    expect(said).not.toContain('secret');
  });

  it.each([
    ['fields.csv', [], 'There is no column for Email, which rules compare: the rows leave it blank.'],
    ['other.csv', ['--operation', 'update'], none],
  ])('may well be all that changes: %s %j', async (file, args, expected) => {
    const { out, code } = await run('preflight', `ROOT/${file}`, '--object', 'Lead', ...args);
    expect(out.replace(/\s+/g, ' ')).toContain(expected);
    expect(code).toBe(0);
  });

  it('has nothing to be told of where it holds them', async () => {
    expect((await run('preflight', 'ROOT/leads.csv', '--against', 'ROOT/leads.csv')).out).not.toContain(
      'column',
    );
  });
});

it.each([
  ['dedupe', 'ROOT/leads.csv', '--rule', 'Nope'],
  ['forecast', 'ROOT/leads.csv', '--rule', 'Nope'],
  ['export-keys', 'ROOT/leads.csv', '--out', 'ROOT/k', '--rule', 'Nope'],
])('%s says which matching rules there are where a name is none of them', async (...args) => {
  const { code, err } = await run(...args);
  expect([code, err]).toEqual([2, expect.stringMatching(/--rule gives \(there are Lead\.\w+/)]);
});

describe('dedupe', () => {
  it('tells clusters by ids and rows, no values', async () => {
    const { out, code } = await run('dedupe', 'ROOT/leads.csv');
    expect(out).toContain('2 records in 1 cluster of duplicates');
    expect(out).toContain('00Q000000000001 (row 1), 00Q000000000003 (row 3)');
    expect(out).not.toMatch(/example\.com/);
    expect(code).toBe(1);
  });

  it('as CSV and JSON', async () => {
    const csv = await run('dedupe', 'ROOT/leads.csv', '--format', 'csv');
    expect(csv.out.split('\n').slice(0, 2)).toEqual([
      'Cluster,Id,Row,Certainty,MatchingRules',
      expect.stringMatching(/^1,00Q000000000001,1,exact,Lead\.Lead_Email/),
    ]);
    const json = await run('dedupe', 'ROOT/leads.csv', '--format', 'json');
    expect(JSON.parse(json.out).clusters[0].links[0]).toMatchObject({ rows: [1, 3], certainty: 'exact' });
  });

  it('by one rule, which has to be there', async () => {
    const { code, err } = await run('dedupe', 'ROOT/leads.csv', '--rule', 'None');
    expect([code, err]).toEqual([2, expect.stringMatching(/no matching rule of Lead has the name/)]);
  });
});

describe('forecast', () => {
  it('counts the pairs that a changed rule hits more, and less', async () => {
    git(root, 'init', '-q');
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'before');
    writeFiles(root, { [matchingRules]: leadRule[matchingRules]!.replaceAll('>Email<', '>Phone<') });
    const { out, code } = await run('forecast', 'ROOT/leads.csv', '--since', 'HEAD');
    expect(code).toBe(0);
    expect(out).toContain('would hit 1 pair of 2 records (67 %)');
    expect(out).toContain('before: 1 pair of 2 records (67 %)');
    expect(out).toContain('1 pair more, 1 less');
  });

  it('says that nothing has changed', async () => {
    git(root, 'init', '-q');
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'before');
    const { out } = await run('forecast', 'ROOT/leads.csv', '--since', 'HEAD');
    expect(out).toContain('unchanged');
    writeFiles(root, { 'none.csv': 'Id,Email\n00Q000000000001,a@example.com\n' });
    const none = await run('forecast', 'ROOT/none.csv', '--object', 'Lead');
    expect(none.out).toContain('would hit no pair\n');
    const { err, code } = await run('forecast', 'ROOT/leads.csv', '--since', 'nowhere');
    expect([code, err]).toEqual([2, expect.stringMatching(/nowhere/)]);
  });
});
