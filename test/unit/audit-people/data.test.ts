import { describe, expect, it } from 'vitest';
import { dataFromRecords } from '../../../server/src/core/audit/data/records.ts';
import { dataSection } from '../../../server/src/core/audit/data/section.ts';
import type { AuditSection } from '../../../server/src/core/audit/model.ts';
import { clustersOf } from '../../../server/src/core/dedupe/clusters.ts';
import type { MatchingPair } from '../../../server/src/core/dedupe/pairs.ts';
import type { Certainty } from '../../../server/src/core/matching/certainty.ts';
import type { OrgDuplicateSets } from '../../../server/src/core/orgData/duplicateSets.ts';
import type { RecordTable } from '../../../server/src/core/recordSets/model.ts';
import { tableBuilder } from '../../../server/src/core/recordSets/table.ts';

function table(csv: string): RecordTable {
  const [head, ...rows] = csv
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
  const builder = tableBuilder({ object: 'Contact', takes: () => true });
  builder.fields(head!);
  rows.forEach((values, index) => {
    builder.record(values, { row: index + 1, line: index + 2 }, null);
  });
  return builder.build();
}

const pair = (one: number, other: number, certainty: Certainty = 'exact') =>
  ({ one, other, certainty, confidence: 100, stands: 1, rule: {} }) as unknown as MatchingPair;

function inFile(csv: string, pairs: readonly MatchingPair[], names = false): AuditSection {
  const rules = [{ rule: 'Contact.Email', pairs: pairs.length, approximate: 0 }];
  const about = { file: 'contacts.csv', object: 'Contact', rules, notes: ['A note.'] };
  const found = dataFromRecords(table(csv), clustersOf(pairs), about);
  return dataSection({ org: null, files: [found], names });
}

describe('exported records', () => {
  const withDates = `Id,Email,CreatedBy.Name,CreatedDate
    003A,a@x.example,Ada Byron,2026-01-02T00:00:00Z
    003B,a@x.example,Integration Loader,2026-01-03T00:00:00Z
    003C,a@x.example,Integration Loader,2026-01-04T00:00:00Z
    003D,b@x.example,Grace Harper,2026-01-01T00:00:00Z`;

  it('who made the later ones, and who of them looks like an integration', () => {
    const [statement] = inFile(withDates, [pair(0, 1), pair(1, 2)]).statements;
    expect(statement).toMatchObject({
      id: 'duplicates-in-data:Contact:contacts.csv',
      risk: 'medium',
      confidence: 'documented',
      count: 3,
      text: 'contacts.csv holds 3 duplicates among 4 records of Contact, in 1 cluster.',
      details: [
        'By Contact.Email (2 matching pairs).',
        'The largest cluster has 3 records.',
        '2 records that came after another of their cluster were created by 1 user (CreatedBy.Name).',
        '1 name among these looks like that of an integration, with 2 records.',
        'A note.',
      ],
    });
  });

  it('values of records are in no report, ids only where asked for', () => {
    const text = JSON.stringify(inFile(withDates, [pair(0, 3)]));
    expect(text).not.toMatch(/@x\.example|Ada|Grace|Loader|003/);
    const named = JSON.stringify(inFile(withDates, [pair(0, 3)], true));
    expect(named).toContain('Ids: 003A and 003D.');
    expect(JSON.stringify(inFile(withDates, [pair(0, 1)], true))).toContain(
      'They are: Integration Loader (1 record).',
    );
    expect(named).not.toMatch(/@x\.example/);
  });

  it.each<[why: string, csv: string, detail: string]>([
    [
      'without a time all count',
      'Email,CreatedById\na,005A\na,005B',
      '2 records in clusters, the first ones included were created by 2 users (CreatedById); the one with the most created 1.',
    ],
    [
      'without a creator that is said',
      'Email\na\na',
      'Who created them is not in the file: a column CreatedById or CreatedBy.Name would tell.',
    ],
  ])('%s', (_, csv, detail) => {
    expect(inFile(csv, [pair(0, 1)]).statements[0]!.details).toContain(detail);
  });

  it('what hangs on algorithms that are not public is approximate', () => {
    const [statement] = inFile('Email\na\na', [pair(0, 1, 'approximate')]).statements;
    expect(statement!.confidence).toBe('approximate');
    expect(statement!.details.join()).toContain('1 cluster hangs on algorithms');
  });

  it('none are nothing to do', () => {
    expect(inFile('Email\na\nb', [])).toMatchObject({
      summary: ['contacts.csv: no duplicates found among 2 records.'],
      statements: [{ risk: 'none', recommendation: null }],
    });
  });

  it('without a rule nothing is said', () => {
    const found = dataFromRecords(table('Email\na'), [], {
      file: 'a.csv',
      object: 'X',
      rules: [],
      notes: [],
    });
    const section = dataSection({ org: null, files: [found], names: false });
    expect([section.summary, section.statements]).toEqual([[], []]);
    expect(section.notLookedAt.map(({ id }) => id)).toEqual(['duplicate-sets', 'data-file:X:a.csv']);
  });
});

describe('what an org has reported', () => {
  const org: OrgDuplicateSets = {
    readAt: '2026-03-01T09:00:00Z',
    rules: [
      {
        rule: 'Lead.R',
        sets: { month: 2, quarter: 0, year: 1, older: 1 },
        records: 9,
        oldest: '2024-01-02T00:00:00Z',
      },
      { rule: null, sets: { month: 1, quarter: 0, year: 0, older: 0 }, records: 2, oldest: null },
    ],
    creators: {
      looked: 10,
      all: 11,
      by: [
        {
          userId: '005A',
          username: 'ada@example.com',
          profile: 'Sales',
          userType: 'Standard',
          license: null,
          records: 6,
        },
        {
          userId: '005I',
          username: 'erp.integration@example.com',
          profile: 'API',
          userType: 'Standard',
          license: null,
          records: 4,
        },
      ],
    },
    problems: [],
  };

  it('by rule and age', () => {
    const section = dataSection({ org, files: [], names: false });
    expect(section.summary).toEqual(['The org has 5 duplicate record sets that this user can see.']);
    expect(section.statements.map(({ risk, text }) => `${risk}: ${text}`)).toEqual([
      'medium: Of Lead.R 4 duplicate record sets are in the org, with 9 records; 2 are older than 90 days.',
      'low: 1 duplicate record set that names no rule is in the org, with 2 records.',
      'medium: 4 records of 10 in duplicate record sets were created by what looks like an integration.',
    ]);
    expect(section.tables[0]!.rows).toEqual([
      ['Lead.R', '2', '0', '1', '1', '9', '2024-01-02'],
      ['No rule named', '1', '0', '0', '0', '2', '–'],
    ]);
    expect(section.tables[1]!.rows).toEqual([
      ['Sales', 'Standard', '1', '6', '–'],
      ['API', 'Standard', '1', '4', 'Yes'],
    ]);
    expect(JSON.stringify(section)).not.toMatch(/@example|005/);
  });

  it('users are named where that is asked for', () => {
    const section = dataSection({ org, files: [], names: true });
    expect(section.tables[1]!.rows[0]![0]).toBe('ada@example.com (Sales)');
  });

  it('what cannot be read is told', () => {
    const closed = { ...org, rules: null, creators: null, problems: ['DuplicateRecordSet cannot be read.'] };
    const section = dataSection({ org: closed, files: [], names: false });
    expect(section.statements).toEqual([]);
    expect(section.notLookedAt[0]).toMatchObject({
      id: 'org-data:1',
      why: 'DuplicateRecordSet cannot be read.',
    });
  });
});
