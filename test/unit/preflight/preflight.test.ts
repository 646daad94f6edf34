import { describe, expect, test } from 'vitest';
import { compileReference, isCompiled } from '../../../server/src/core/matching/compile.ts';
import { indexTable } from '../../../server/src/core/matching/index/tableIndex.ts';
import { tableSource } from '../../../server/src/core/matching/index/tableSource.ts';
import type { OfflineSave } from '../../../server/src/core/matching/run/model.ts';
import { runRules } from '../../../server/src/core/matching/run/run.ts';
import { existingById } from '../../../server/src/core/preflight/existingById.ts';
import type { LoadPlan, RowVerdict } from '../../../server/src/core/preflight/model.ts';
import { reportedRow } from '../../../server/src/core/preflight/report.ts';
import { preflight } from '../../../server/src/core/preflight/run.ts';
import { PreflightSum } from '../../../server/src/core/preflight/summary.ts';
import { nothingFound, rowSentences } from '../../../server/src/core/preflight/words.ts';
import { recordReader } from '../../../server/src/core/recordSets/read.ts';
import { type PartedTable, tableBuilder } from '../../../server/src/core/recordSets/table.ts';
import { catalogOf, catalogWith } from '../../support/catalog.ts';
import { matchingRule } from '../../support/matchingRules.ts';
import { duplicateRule } from '../../support/offlineRuns.ts';

function tableFrom(object: string, csv: string): PartedTable {
  const builder = tableBuilder({ object });
  const reader = recordReader('csv', builder);
  reader.push(csv);
  reader.end();
  return builder.build();
}

interface Case extends Partial<Omit<LoadPlan, 'catalog'>> {
  readonly rules: string;
  readonly existing?: string;
  readonly load: string;
}

function run({ rules, existing, load, ...options }: Case) {
  const plan: LoadPlan = {
    object: 'Lead',
    operation: 'insert',
    externalId: null,
    channel: 'rest-collections',
    batchSize: 200,
    allowSave: false,
    user: null,
    ...options,
    catalog: catalogOf(rules),
  };
  const tables = existing === undefined ? [] : [tableFrom(plan.object, existing)];
  const compiled = plan.catalog
    .rulesFor(plan.object)
    .flatMap(({ matchRules }) => matchRules)
    .map((reference) => compileReference(reference, plan.catalog))
    .filter(isCompiled);
  const indexed = tables.map((table) => {
    const steps = indexTable(table, compiled);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return { table, indexes: step.value };
  });
  const source = tableSource(indexed);
  const sum = new PreflightSum(plan, source);
  const verdicts: RowVerdict[] = [];
  const byId = tables[0] ? existingById(tables[0], plan.externalId) : null;
  for (const verdict of preflight(tableFrom(plan.object, load), plan, { source, byId })) {
    sum.add(verdict);
    verdicts.push(verdict);
  }
  return { verdicts, summary: sum.end(), fates: verdicts.map(({ fate }) => fate) };
}

const byron = 'Id,LastName,Email\n00Q000000000001,Byron,ada@x.org\n';

describe('what a row gets', () => {
  test.each<[string, Case, readonly string[]]>([
    [
      'of a Block rule, and of no match',
      {
        rules: 'Lead: Block/Block matching Email',
        existing: byron,
        load: 'LastName,Email\nB,ADA@x.org\nC,c@x.org',
      },
      ['refused', 'saved'],
    ],
    [
      'of an Alert rule',
      { rules: 'Lead: Alert/Alert matching Email', existing: byron, load: 'Email\nada@x.org' },
      ['refused-unless-allow-save'],
    ],
    [
      'of an Alert rule with allowSave',
      {
        rules: 'Lead: Alert/Alert matching Email',
        existing: byron,
        load: 'Email\nada@x.org',
        allowSave: true,
      },
      ['saved'],
    ],
    [
      'of an Alert rule that reports, with allowSave',
      {
        rules: 'Lead: Alert+Report/Alert matching Email',
        existing: byron,
        load: 'Email\nada@x.org',
        allowSave: true,
      },
      ['saved-and-reported'],
    ],
    [
      'of allowSave over Bulk API, which takes none',
      {
        rules: 'Lead: Alert/Alert matching Email',
        existing: byron,
        load: 'Email\nada@x.org',
        allowSave: true,
        channel: 'bulk-2',
      },
      ['refused'],
    ],
    [
      'of a rule that reports',
      { rules: 'Lead: Report/Report matching Email', existing: byron, load: 'Email\nada@x.org' },
      ['saved-and-reported'],
    ],
    [
      'of an inactive rule',
      { rules: 'Lead: Block/Block matching Email inactive', existing: byron, load: 'Email\nada@x.org' },
      ['saved'],
    ],
    [
      'of a condition that the row decides, or leaves open',
      {
        rules: 'Lead: Block/Block matching Email when Country equals US',
        existing: byron,
        load: 'Email,Country\nada@x.org,US\nada@x.org,FR',
      },
      ['refused', 'saved'],
    ],
    [
      'of a condition on a user who is not given',
      {
        rules: 'Lead: Block/Block matching Email when $User.Username notEqual a@b.c',
        existing: byron,
        load: 'Email\nada@x.org\nc@x.org',
      },
      ['unknown', 'saved'],
    ],
    [
      'of several rules: the worst',
      {
        rules: 'Lead.A: Report/Report matching Email\nLead.B: Block/Block matching LastName',
        existing: byron,
        load: 'LastName,Email\nByron,c@x.org\nC,ada@x.org\nByron,ada@x.org',
      },
      ['refused', 'saved-and-reported', 'refused'],
    ],
  ])('%s', (_, given, fates) => expect(run(given).fates).toEqual(fates));
});

describe('duplicates inside the file', () => {
  const load = 'Email\na@x.org\nA@x.org\nb@x.org\na@x.org';
  const rules = 'Lead: Block/Block matching Email';

  test('escape within a batch', () => {
    const { verdicts, summary } = run({ rules, load });
    expect(verdicts.map(({ fate, escapes }) => [fate, ...escapes])).toEqual([
      ['saved'],
      ['saved', 0],
      ['saved'],
      ['saved', 0, 1],
    ]);
    expect(summary).toMatchObject({ escaping: 2, withinFile: 0 });
  });

  test('are reported together, and each row says by which other one', () => {
    const table = tableFrom('Lead', load);
    const { verdicts } = run({ rules: 'Lead: Report/Report matching Email', load });
    const told = verdicts.map((verdict) => rowSentences(reportedRow(verdict, table, new Map())));
    expect(told).toEqual([
      [
        'Rows 2, 4 of its own batch match it, for which Salesforce does not refuse them: all are saved, and reported.',
      ],
      [
        'Matches row 1 of its own batch, for which Salesforce does not refuse it: both are saved, and reported.',
      ],
      [],
      [
        'Matches rows 1, 2 of its own batch, for which Salesforce does not refuse it: both are saved, and reported.',
      ],
    ]);
    const two = run({ rules: 'Lead: Report/Report matching Email', load: 'Email\na@x.org\nA@x.org' });
    expect(rowSentences(reportedRow(two.verdicts[0]!, table, new Map()))).toEqual([
      'Row 2 of its own batch matches it, for which Salesforce does not refuse them: both are saved, and reported.',
    ]);
  });

  const existing = 'Id,LastName,Email\n00Q000000000001,Z,z@x.org';
  const later =
    'Row 3 of its own batch matches it, for which Salesforce does not refuse them: both are saved, and reported.';
  const matches = (row: number, end = '.') =>
    `Matches row ${row} of its own batch, for which Salesforce does not refuse it: both are saved${end}`;

  test.each([
    [
      'an existing record by the one, a row by the other',
      'A,a@x.org\nA,z@x.org\nB,b@x.org',
      2,
      ['Lead.Mail matches 00Q000000000001 (exact).', matches(1)],
    ],
    [
      'two rows, one by each',
      'A,a@x.org\nB,b@x.org\nA,b@x.org',
      3,
      [matches(1), matches(2, ', and reported.')],
    ],
    [
      'an earlier row by the one, a later row by the other',
      'A,a@x.org\nA,b@x.org\nC,b@x.org',
      2,
      [matches(1), later],
    ],
    ['a later row alone', 'A,a@x.org\nB,b@x.org\nC,b@x.org', 2, [later]],
    ['a later row, by the rule that blocks alone', 'A,a@x.org\nB,b@x.org\nB,c@x.org', 2, []],
  ])('are told as reported beside the rule that reports: %s', (_, rows, number, sentences) => {
    const text = `LastName,Email\n${rows}`;
    const { verdicts } = run({
      rules: 'Lead.Mail: Report/Report matching Email\nLead.Name: Block/Block matching LastName',
      existing,
      load: text,
    });
    const verdict = verdicts[number - 1]!;
    const table = tableFrom('Lead', text);
    expect(rowSentences(reportedRow(verdict, table, new Map()))).toEqual(sentences);
    expect(verdict.fate).toBe(sentences.length === 0 ? 'saved' : 'saved-and-reported');
  });

  test('are told of every row that is reported, whatever the batches', () => {
    for (const batchSize of [1, 2, 3, 200]) {
      const { verdicts } = run({
        rules: 'Lead.A: Report/Report matching Email\nLead.B: Block/Block matching LastName',
        existing: 'Id,LastName,Email\n00Q000000000001,Byron,z@x.org',
        load: 'LastName,Email\nA,a@x.org\nByron,a@x.org\nB,a@x.org\nC,z@x.org\nD,a@x.org\nE,b@x.org',
        batchSize,
      });
      const reported = verdicts.filter(({ fate }) => fate === 'saved-and-reported');
      expect(reported.length).toBeGreaterThan(2);
      for (const { rules, escapes, reportedBy } of reported)
        expect(rules.length + escapes.length + reportedBy.length).toBeGreaterThan(0);
    }
  });

  test('are refused from the next batch on, and name the row', () => {
    const { verdicts, summary } = run({ rules, load, batchSize: 2 });
    expect(verdicts.map(({ fate, escapes, batch }) => [batch, fate, ...escapes])).toEqual([
      [0, 'saved'],
      [0, 'saved', 0],
      [1, 'saved'],
      [1, 'refused'],
    ]);
    expect(verdicts[3]!.rules[0]!.matches.map(({ row, id }) => [row, id])).toEqual([
      [0, null],
      [1, null],
    ]);
    expect(verdicts[3]!.action).toEqual({ kind: 'review', why: 'it duplicates an earlier row of the file' });
    expect(summary).toMatchObject({ escaping: 1, withinFile: 1 });
  });

  test('one by one: a refused row is not there for those after it', () => {
    const { fates } = run({
      rules: 'Lead: Block/Block matching Email | Phone',
      load: 'Email,Phone\na@x.org,1\na@x.org,2\nb@x.org,2',
      batchSize: 1,
    });
    expect(fates).toEqual(['saved', 'refused', 'saved']);
  });
});

test('what an earlier row leaves blank is blank in its record', () => {
  const { fates } = run({
    rules: 'Lead: Block/Block matching Email, Phone',
    load: 'Email,Phone\na@x.org,\na@x.org,1',
    batchSize: 1,
  });
  expect(fates).toEqual(['saved', 'saved']);
});

describe('updates and upserts', () => {
  const existing = 'Id,Ext__c,Email,Phone\n00Q000000000001,A,a@x.org,1\n00Q000000000002,B,b@x.org,2\n';
  const rules = 'Lead: Block/Alert matching Email';
  test.each<[string, Omit<Case, 'rules' | 'existing'>, readonly string[]]>([
    [
      'an update is no duplicate of itself, but may become one of another',
      { operation: 'update', load: 'Id,Email\n00Q000000000001,A@x.org\n00Q000000000001,b@x.org' },
      ['saved', 'refused-unless-allow-save'],
    ],
    [
      'an update that changes no compared field',
      { operation: 'update', load: 'Id,Phone\n00Q000000000001,2' },
      ['saved'],
    ],
    [
      'an upsert updates what is there and inserts the rest',
      { operation: 'upsert', externalId: 'Ext__c', load: 'Ext__c,Email\nA,b@x.org\nC,a@x.org\nD,d@x.org' },
      ['refused-unless-allow-save', 'refused', 'saved'],
    ],
    [
      'what an update changes counts from the next batch on',
      {
        operation: 'update',
        load: 'Id,Email\n00Q000000000001,c@x.org\n00Q000000000002,a@x.org\n00Q000000000003,c@x.org',
        batchSize: 1,
      },
      ['saved', 'saved', 'refused-unless-allow-save'],
    ],
    [
      'within a batch it does not',
      {
        operation: 'update',
        load: 'Id,Email\n00Q000000000001,c@x.org\n00Q000000000002,a@x.org\n00Q000000000003,c@x.org',
      },
      ['saved', 'refused-unless-allow-save', 'saved'],
    ],
    ['an update without an Id', { operation: 'update', load: 'Id,Email\n,new@x.org' }, ['refused']],
    ['an upsert by Id without one', { operation: 'upsert', load: 'Id,Email\n,new@x.org' }, ['saved']],
    [
      'an upsert by an external id without one',
      { operation: 'upsert', externalId: 'Ext__c', load: 'Ext__c,Email\n,new@x.org' },
      ['refused'],
    ],
    [
      'an upsert updates what an earlier batch inserted, and that is no duplicate of itself',
      {
        operation: 'upsert',
        externalId: 'Ext__c',
        load: 'Ext__c,Email\nN,n@x.org\nn,n@x.org\nN,m@x.org\nM,n@x.org\nK,m@x.org',
        batchSize: 1,
      },
      ['saved', 'saved', 'saved', 'saved', 'refused'],
    ],
    [
      'the same external id twice in a batch',
      {
        operation: 'upsert',
        externalId: 'Ext__c',
        load: 'Ext__c,Email\nN,n@x.org\nM,m@x.org\nn,k@x.org\nN,l@x.org',
        batchSize: 3,
      },
      ['refused', 'saved', 'refused', 'saved'],
    ],
  ])('%s', (_, given, fates) => expect(run({ rules, existing, ...given }).fates).toEqual(fates));

  test('a record of the file that has no Id is named by its row', () => {
    const { verdicts } = run({
      rules,
      existing,
      operation: 'upsert',
      externalId: 'Ext__c',
      load: 'Ext__c,Email\nN,n@x.org\nM,n@x.org',
      batchSize: 1,
    });
    expect(verdicts[1]!.rules[0]!.matches).toMatchObject([{ id: null, row: 0 }]);
  });

  test('a record that is updated very often', () => {
    const load = `Id,Email\n${'00Q000000000001,c@x.org\n'.repeat(5_000)}00Q000000000002,c@x.org\n`;
    const { fates } = run({ rules, existing, operation: 'update', load, batchSize: 1 });
    expect(fates.at(-1)).toBe('refused-unless-allow-save');
  });
});

describe('a tree request', () => {
  const load = 'Email\nnew@x.org\nADA@x.org\nnew@x.org\nother@x.org';

  test.each([
    ['Block/Block', 'refused'],
    ['Alert/Alert', 'refused-unless-allow-save'],
  ])('is refused as a whole: %s', (actions, refused) => {
    const rules = `Lead: ${actions} matching Email`;
    const { verdicts, fates } = run({ rules, existing: byron, load, channel: 'rest-tree', batchSize: 2 });
    expect(fates).toEqual([refused, refused, 'saved', 'saved']);
    expect(verdicts.map(({ isClean }) => isClean)).toEqual([true, false, true, true]);
    expect(verdicts.map(({ fails }) => fails)).toEqual([
      'Row 2 of its request is refused, and with it the whole request.',
      null,
      null,
      null,
    ]);
  });
});

describe('what to do with a row', () => {
  const rules = 'Lead: Block/Block matching Email | Phone';
  const existing = 'Id,Email,Phone\n00Q000000000001,a@x.org,1\n00Q000000000002,b@x.org,2\n,c@x.org,3\n';
  test.each([
    ['Email,Phone\nnew@x.org,9', { kind: 'insert' }],
    ['Email,Phone\na@x.org,9', { kind: 'update-match', id: '00Q000000000001' }],
    ['Email,Phone\na@x.org,1', { kind: 'update-match', id: '00Q000000000001' }],
    ['Email,Phone\na@x.org,2', { kind: 'review', why: 'it matches several records' }],
    ['Email,Phone\nc@x.org,9', { kind: 'review', why: 'the matched record has no Id in the data' }],
  ])('%j', (load, action) => {
    expect(run({ rules, existing, load }).verdicts[0]!.action).toEqual(action);
  });
});

describe('hints', () => {
  const existing = 'Id,Email,Phone,Company\n00Q000000000001,a@x.org,+14155550100,Acme\n';
  test.each<[string, string, readonly string[]]>([
    ['Email', 'Email\n<a@x.org>', ['Email without "mailto:" or angle brackets: refused']],
    ['Email', 'Email\na@x.org\u200b', ['Email without invisible characters and doubled spaces: refused']],
    ['Phone', 'Phone\n(415) 555-0100', ['Phone as digits with + and the country code (E.164): refused']],
    ['Email', 'Email\n a@x.org ', []],
    ['Email', 'Email\nother@x.org', []],
    ['Company', 'Company\nB  Corp', []],
  ])('matching %s: %j', (fields, load, hints) => {
    const { verdicts } = run({ rules: `Lead: Block/Block matching ${fields}`, existing, load });
    expect(verdicts[0]!.hints.map(({ field, change, fate }) => `${field} ${change}: ${fate}`)).toEqual(hints);
  });
});

describe('the summary', () => {
  test('counts', () => {
    const { summary } = run({
      rules: 'Lead.A: Block/Block matching Email\nLead.B: Report/Report matching LastName',
      existing: byron,
      load: 'LastName,Email\nByron,ada@x.org\nByron,c@x.org\nC,c2@x.org',
    });
    expect(summary).toMatchObject({
      rows: 3,
      fates: { refused: 1, 'saved-and-reported': 1, saved: 1, unknown: 0 },
      actions: { insert: 2, 'update-match': 1 },
      rules: [
        { rule: 'Lead.A', results: { refused: 1 }, unsure: 0, unasked: [] },
        { rule: 'Lead.B', results: { 'saved-and-reported': 2 }, unsure: 0, unasked: [] },
      ],
      notes: [],
    });
  });

  test.each<[string, Case, RegExp]>([
    [
      'no rule',
      { rules: 'Lead: Block/Block inactive', load: 'Email\na' },
      /No active duplicate rule of Lead/,
    ],
    ['an assumed rule', { rules: '', load: 'Email\na' }, /Standard_Lead_Duplicate_Rule is assumed/],
    [
      'allowSave in vain',
      { rules: 'Lead: Alert/Alert matching Email', load: 'Email\na', allowSave: true, channel: 'bulk-2' },
      /takes no allowSave: it counts as not given/,
    ],
    [
      'no existing records',
      { rules: 'Lead: Alert/Alert matching Email', load: 'Email\na' },
      /^No existing records of Lead were given \(on the command line: --against FILE\): matches with them are not looked for\.$/,
    ],
    [
      'a tree',
      { rules: 'Lead: Alert/Alert matching Email', existing: byron, load: 'Email\na', channel: 'rest-tree' },
      /one refused row refuses all rows of its batch/,
    ],
  ])('says so: %s', (_, given, note) => {
    expect(run(given).summary.notes).toEqual(expect.arrayContaining([expect.stringMatching(note)]));
  });
});

test.each<[string[], string]>([
  [[], 'finds nothing'],
  [['Contact'], 'not looked for: no records of Contact were given'],
])('a rule that found nothing, of %j without records: %s', (unasked, words) => {
  expect(nothingFound(unasked)).toBe(words);
});

describe('how sure a row is', () => {
  // Whether Exact finds equal values of more than 99 characters is not known for sure.
  const long = 'x'.repeat(100);
  test.each<[string, Case, readonly (readonly [string, string])[]]>([
    [
      'as the rule that decides, not as another that finds something too',
      {
        rules: 'Lead.A: Block/Block matching LastName\nLead.B: Report/Report matching Email',
        existing: `LastName,Email\n${long},ada@x.org`,
        load: `LastName,Email\n${long},ada@x.org`,
      },
      [['refused', 'approximate']],
    ],
    [
      'as the rules that would refuse it, where it is saved',
      {
        rules: 'Lead.A: Block/Block matching LastName\nLead.B: Report/Report matching Email',
        existing: byron,
        load: 'LastName,Email\nZoë,ada@x.org',
      },
      [['saved-and-reported', 'approximate']],
    ],
    [
      'not at all where it matches a row that may not be saved',
      {
        rules:
          'Lead.A: Block/Block matching Phone when $User.Username equals a@b.c\nLead.B: Block/Block matching Email',
        existing: 'Id,LastName,Email,Phone\n00Q000000000001,Byron,ada@x.org,1\n',
        load: 'Email,Phone\nb@x.org,1\nb@x.org,2',
        batchSize: 1,
      },
      [
        ['unknown', 'unknown'],
        ['unknown', 'unknown'],
      ],
    ],
    [
      'and one that only may be reported is not told to be',
      {
        rules: 'Lead: Report/Report matching Email when $User.Username equals a@b.c',
        existing: byron,
        load: 'Email\nada@x.org',
      },
      [['saved', 'unknown']],
    ],
  ])('%s', (_, given, expected) => {
    const { verdicts, summary } = run(given);
    expect(verdicts.map(({ fate, certainty }) => [fate, certainty])).toEqual(expected);
    const isUnsure = ([fate, certainty]: readonly string[]) =>
      fate!.startsWith('saved') && certainty !== 'exact';
    expect(summary.savedUnsure).toBe(expected.filter(isUnsure).length);
  });

  test('a row is not told to escape where it may not be saved', () => {
    const { verdicts } = run({
      rules:
        'Lead.A: Block/Block matching Phone when $User.Username equals a@b.c\nLead.B: Block/Block matching Email',
      existing: 'Id,LastName,Email,Phone\n00Q000000000001,Byron,ada@x.org,1\n',
      load: 'Email,Phone\nb@x.org,1\nb@x.org,2\nb@x.org,3',
    });
    expect(verdicts.map(({ escapes }) => escapes)).toEqual([[], [], [1]]);
  });
});

test('a rule without a key rules a match out where all records were compared', () => {
  const titles = matchingRule('Lead: Title Title');
  const catalog = catalogWith([duplicateRule('Lead', [['Lead', 'R']])], [titles]);
  const source = tableSource([{ table: tableFrom('Lead', 'Title\nCEO'), indexes: [] }]);
  const save: OfflineSave = {
    object: 'Lead',
    operation: 'insert',
    id: null,
    values: (key) => (key === 'title' ? 'Gardener' : undefined),
    changed: null,
    user: null,
    catalog,
  };
  expect(runRules(save, source)[0]).toMatchObject({ finds: false, certainty: 'approximate' });
});
