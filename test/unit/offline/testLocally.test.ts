import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ProjectSchema } from '../../../server/src/core/metadata/objects.ts';
import { previewText } from '../../../server/src/core/preview/text.ts';
import type { SampleRecord } from '../../../server/src/core/records/model.ts';
import { RecordFiles } from '../../../server/src/offline/recordFiles.ts';
import { testLocally } from '../../../server/src/offline/testLocally.ts';
import { catalogOf } from '../../support/catalog.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-local-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const csv = 'Id,Name,Email\n00Q000000000001AAA,Ada,ada@example.com\n,Eve,eve@example.com\n';

async function tried(
  record: SampleRecord['fields'] | SampleRecord,
  {
    file = 'leads.csv',
    text = csv,
    rules = 'Lead: Block/Block matching Email',
    signal = new AbortController().signal,
    files = new RecordFiles(),
    now = (): string => '2026-01-01T00:00:00Z',
  } = {},
) {
  if (text !== '') writeFileSync(path.join(folder, file), text);
  return testLocally({
    record: 'object' in record ? record : { object: 'lead', id: null, fields: record },
    catalog: catalogOf(rules),
    schema: new ProjectSchema(),
    file: path.join(folder, file),
    files,
    signal,
    progress: () => {},
    now,
  });
}
const email = (value: string) => [{ name: 'Email', value }];

test('a record is compared with those of a file, without an org', async () => {
  const preview = await tried(email('ADA@example.com'));
  expect(preview).toMatchObject({
    heading: 'Insert of Lead: 1 match by 1 rule',
    verdict: { kind: 'refused' },
    org: null,
    testedBy: 'the local rules and leads.csv (2 records of Lead), without an org',
    rules: [
      {
        state: 'matched',
        matches: [
          {
            records: [
              {
                id: '00Q000000000001AAA',
                title: 'Ada',
                offline: { matches: true, certainty: 'exact', agrees: null },
              },
            ],
          },
        ],
      },
    ],
    problems: [],
  });
});

test('a row without an Id is named by its place', async () => {
  const { rules } = await tried(email('eve@example.com'));
  expect(rules[0]!.matches[0]!.records).toMatchObject([{ id: 'row 2', title: 'Eve', url: null }]);
});

test('of no match it is said how sure that is, and what was not looked at', async () => {
  const preview = await tried(email('new@example.com'));
  expect(preview.verdict).toEqual({
    kind: 'clean',
    text: 'No duplicate is among the records that were compared.',
  });
  expect(preview.untested.map(({ what }) => what)).toEqual([
    'Other records',
    'Sharing',
    'Defaults, triggers and flows',
  ]);
  expect(previewText(preview)).toContain('No duplicate is among the records');
});

test('an update is no duplicate of itself, and keeps what it does not change', async () => {
  const change = { object: 'Lead', id: '00Q000000000001', fields: [{ name: 'Name', value: 'x' }] };
  const preview = await tried(change);
  expect(preview.verdict.kind).toBe('clean');
});

test.each([
  ['what a column lacks is not known', { text: 'Id,Name\n00Q000000000001AAA,Ada\n' }],
  ['of an object without records nothing is known', { file: 'contacts.csv' }],
])('%s', async (_what, options) => {
  const preview = await tried(email('a@b.de'), options);
  expect(preview.verdict.kind).toBe('unknown');
  const text = previewText(preview);
  expect(text).toContain('): not known\n');
  expect(text).not.toContain('answer');
});

test('records of a tree say their object; those of other objects stay out', async () => {
  const records = ['Lead', 'Contact', 'Account'].map((type) => ({
    attributes: { type, referenceId: `${type}Ref1` },
    Email: 'ada@example.com',
    Name: type,
  }));
  const preview = await tried(email('ada@example.com'), {
    file: 'export.json',
    text: JSON.stringify({ records }),
  });
  expect(preview.testedBy).toContain('export.json (1 record of Lead)');
  expect(preview.rules[0]!.matches.flatMap((match) => match.records).map(({ title }) => title)).toEqual([
    'Lead',
  ]);
});

test('a name that tells no object is said, and what is wrong in the file, without its values', async () => {
  const { problems } = await tried(email('ada@example.com'), {
    file: 'people.csv',
    text: `${csv}00Q000000000003AAA,"secret,one,two\n`,
  });
  expect(problems[0]).toContain('does not tell an object');
  expect(problems[1]).toMatch(/^people\.csv has .*problem.* in row \d/);
  expect(problems.join()).not.toContain('secret');
});

test('a file that cannot be read, and a record that cannot be tested, are refused', async () => {
  await expect(tried(email('a@b.de'), { file: 'none.csv', text: '' })).rejects.toThrow(
    /^none\.csv cannot be read: /,
  );
  await expect(tried({ object: 'Lead', id: 'x', fields: [] })).rejects.toThrow(/^Id: /);
});

test('a cancelled test ends', async () => {
  await expect(tried(email('a@b.de'), { signal: AbortSignal.abort() })).rejects.toThrow();
});

describe('near misses', () => {
  const people = `Id,FirstName,LastName,Company,Email
00Q000000000001AAA,Ada,Byron,Engines Ltd,ada.byron@example.com
00Q000000000002AAA,Grace,Harper,Compilers,grace@example.com
00Q000000000003AAA,Ada,Byrom,Engines Ltd,ada.byron@example.org
`;
  const named = (values: Record<string, string>) =>
    Object.entries(values).map(([name, value]) => ({ name, value }));

  async function near(values: Record<string, string>, rules: string, options = {}) {
    const preview = await tried(named(values), { text: people, rules, ...options });
    return (preview.rules[0]!.near ?? []).flatMap(({ records }) =>
      records.map(({ id, fields, offline }) => ({
        id: id.slice(0, 15),
        missing: fields.filter(({ deciding }) => deciding).map(({ name }) => name),
        matches: offline?.matches,
      })),
    );
  }

  test.each([
    [
      'an address with a slip',
      'Lead: Block/Block matching Email',
      { Email: 'ada.byrn@example.com' },
      [{ id: '00Q000000000001', missing: ['Email'], matches: false }],
    ],
    [
      'one of two fields, the nearest first',
      'Lead: Block/Block matching LastName, Company',
      { LastName: 'Byrn', Company: 'Engines Ltd' },
      [
        { id: '00Q000000000001', missing: ['LastName'], matches: false },
        { id: '00Q000000000003', missing: ['LastName'], matches: false },
      ],
    ],
    [
      'nobody who has only the domain in common',
      'Lead: Block/Block matching Email',
      { Email: 'somebody.else@example.com' },
      [],
    ],
    ['nobody where a value is blank', 'Lead: Block/Block matching Email', { LastName: 'Byron' }, []],
    [
      'nobody where a match is found',
      'Lead: Block/Block matching Email',
      { Email: 'ADA.byron@example.com' },
      [],
    ],
  ])('are %s', async (_what, rules, values, expected) => {
    expect(await near(values, rules)).toEqual(expected);
  });

  test('are not the record itself', async () => {
    const change = {
      object: 'Lead',
      id: '00Q000000000001',
      fields: named({ Email: 'ada.byr@example.com' }),
    };
    const preview = await tried(change, { text: people });
    expect(preview.rules[0]!.near ?? []).toEqual([]);
  });

  test('say beside each other what is compared', async () => {
    const preview = await tried(named({ Email: 'ada.byrn@example.com' }), { text: people });
    const text = previewText(preview);
    expect(text).toContain('Closest by matching rule');
    expect(text).toMatch(/\* Email +ada\.byrn@example\.com +ada\.byron@example\.com/);
    expect(preview.verdict.kind).toBe('clean');
  });
});

describe('a file', () => {
  test('is read again only where it, or a rule, has changed', async () => {
    const files = new RecordFiles();
    const again = (options = {}) =>
      tried(email('ada@example.com'), { file: 'kept.csv', text: '', files, ...options });
    expect((await again({ text: csv })).verdict.kind).toBe('refused');
    expect((await again()).verdict.kind).toBe('refused');
    expect(files.reads).toBe(1);
    await again({ rules: 'Lead: Block/Block matching Name' });
    expect(files.reads).toBe(2);
    expect((await again({ text: 'Id,Email\n00Q000000000009AAA,other@example.com\n' })).verdict.kind).toBe(
      'clean',
    );
    expect(files.reads).toBe(3);
    files.drop();
    await again();
    expect(files.reads).toBe(4);
    files.drop();
  });

  test('can be given up while near misses are looked for', async () => {
    const controller = new AbortController();
    const now = () => {
      controller.abort();
      return '';
    };
    await expect(tried(email('n@example.com'), { signal: controller.signal, now })).rejects.toThrow(/abort/);
  });
});
