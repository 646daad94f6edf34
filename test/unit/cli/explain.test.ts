import { describe, expect, it } from 'vitest';
import { leadProject, makeFolder, useCommandLine } from './commandLine.ts';
import { type FakeGatewayOptions, fakeGateway, orgProblem, runHere } from './fakeGateway.ts';

useCommandLine();

const restError = JSON.stringify([
  {
    errorCode: 'DUPLICATES_DETECTED',
    message: 'Is it one of these?',
    duplicateResut: {
      allowSave: true,
      duplicateRule: 'Lead_Email',
      duplicateRuleEntityType: 'Lead',
      errorMessage: 'Is it one of these?',
      matchResults: [
        {
          entityType: 'Lead',
          rule: 'Lead_Email',
          matchEngine: 'ExactMatchEngine',
          size: 1,
          success: true,
          errors: [],
          matchRecords: [
            {
              matchConfidence: 100,
              additionalInformation: [],
              fieldDiffs: [],
              record: {
                attributes: {
                  type: 'Lead',
                  url: '/services/data/v66.0/sobjects/Lead/00Q000000000001EAA',
                },
                Id: '00Q000000000001EAA',
              },
            },
          ],
        },
      ],
    },
  },
]);

const files = {
  'error.json': restError,
  'failed.csv': [
    '"sf__Id","sf__Error",LastName,Email',
    '"","DUPLICATES_DETECTED:Is it one of these?:--",Byron,ada@example.com',
    '"","DUPLICATE_VALUE:duplicate value found: Key__c duplicates value on record with id: 00Q000000000001:--",B,b@example.com',
    '',
  ].join('\n'),
  'two.csv': [
    '"sf__Id","sf__Error",LastName',
    '"","DUPLICATES_DETECTED:Is it one of these?:--",A',
    '"","DUPLICATES_DETECTED:Use one of these records?:--",B',
    '"","DUPLICATES_DETECTED:Is it one of these?:--",C',
    '',
  ].join('\n'),
  'other.txt': 'Nothing at all',
  'latin1.txt': Buffer.from('DUPLICATES_DETECTED, G\xfcltig? : []', 'latin1'),
};

/** Explains a file of the above in a project with the rule of `leadRule`. */
async function explain(args: readonly string[], options: FakeGatewayOptions | null = null) {
  const { 'latin1.txt': bytes, ...texts } = files;
  const root = makeFolder(leadProject({ ...texts, 'latin1.txt': bytes as unknown as string }));
  const gateway = options && fakeGateway(options);
  const placed = args.map((arg) => arg.replace('ROOT', root));
  const run = await runHere(gateway, 'explain', '--project', root, ...placed);
  return { ...run, gateway };
}

describe('explain', () => {
  it('tells the rule, the matched record and what to do, without an org', async () => {
    const { out, err, code } = await explain(['ROOT/error.json']);
    expect(out).toMatch(/^REST answer: 1 record refused by a duplicate rule\n/);
    expect(out).toContain('Rule Lead Email (Lead.Lead_Email): finds a match');
    expect(out).toContain('00Q000000000001EAA');
    expect(out).toMatch(/\nWhat to do:\n {2}- .*allowSave=true/);
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  it('tells other errors apart, and rows that can be tested', async () => {
    const { out, code } = await explain(['ROOT/failed.csv', '--no-org']);
    expect(out).toMatch(/\nNot from a duplicate rule:\n {2}DUPLICATE_VALUE: .*\n {4}.*unique/s);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /row 1\. Test one: duplicate-rules test-record --object Lead --file \S+failed\.csv --row N/,
    );
    expect(code).toBe(0);
  });

  it('says first how many records which rule refused', async () => {
    const { out } = await explain(['ROOT/two.csv', '--no-org']);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /^Failed rows of a bulk job: 3 records refused by a duplicate rule 1\. 2 records: .*'Lead Email'.* 2\. 1 record: .*does not tell by which rule\. -----/,
    );
  });

  it('gives all of it as data', async () => {
    const { out } = await explain(['ROOT/error.json', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      refusals: [{ count: 1, preview: { org: null, rules: [{ fullName: 'Lead.Lead_Email' }] } }],
      others: [],
      problems: [],
    });
  });

  it.each<[file: string, code: number, text: RegExp]>([
    ['ROOT/other.txt', 2, /Nothing of a duplicate rule was found/],
    ['ROOT/latin1.txt', 0, /is not UTF-8; it is read as Latin-1/],
    ['ROOT/none.txt', 2, /none\.txt" cannot be read: it does not exist/],
    ['ROOT', 2, /cannot be read/],
  ])('%s: %i', async (file, code, text) => {
    const run = await explain([file]);
    expect(run.out + run.err).toMatch(text);
    expect(run.code).toBe(code);
  });

  it.each([
    [['--org'], null],
    [['--org', 'uat'], 'uat'],
    [['--org=uat'], 'uat'],
  ])('asks an org with %j', async (args, org) => {
    const { out, gateway } = await explain(['ROOT/error.json', ...args], {});
    expect(gateway!.connected).toEqual([org]);
    expect(out).toContain('and org ada@example.com (dev)');
    expect(out).toContain('https://dev.my.salesforce.example/00Q000000000001EAA');
    expect(gateway!.isClosed).toBe(true);
  });

  it('explains what it can where the org cannot be asked', async () => {
    const { out, code } = await explain(['ROOT/error.json', '--org'], {
      problem: orgProblem('expired', 'The session with dev has expired.'),
    });
    expect(out).toContain('Problem: The org was not asked: The session with dev has expired.\n');
    expect(out).toContain('Rule Lead Email (Lead.Lead_Email): finds a match');
    expect(code).toBe(0);
  });

  it('does not take the file for an org', async () => {
    const { err, code } = await explain(['--org', 'ROOT/error.json']);
    expect(err).toMatch(/--org ".*error\.json" is a file: put the file before --org/);
    expect(code).toBe(2);
  });
});
