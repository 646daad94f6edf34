import { describe, expect, it } from 'vitest';
import { readError } from '../../../server/src/core/explain/read.ts';

const at = '17:34:16.390 (4768207887)|';
const header = '59.0 APEX_CODE,FINEST;APEX_PROFILING,NONE;DB,INFO\n';
const begin = `${at}CODE_UNIT_STARTED|[EXTERNAL]|DuplicateDetector\n${at}DUPLICATE_DETECTION_BEGIN\n`;
const end = `${at}DUPLICATE_DETECTION_END\n${at}CODE_UNIT_FINISHED|DuplicateDetector\n`;
const invoked = (name: string, id = '0Bm2O0000002WwQ') =>
  `${at}DUPLICATE_DETECTION_RULE_INVOCATION|DuplicateRuleId:${id}|DuplicateRuleName:${name}|DmlType:UPDATE\n`;
const matched = (action: string) =>
  `${at}DUPLICATE_DETECTION_MATCH_INVOCATION_DETAILS|EntityId:001000000000001|ActionTaken:${action}|DuplicateRecordIds:001000000000002\n${at}DUPLICATE_DETECTION_MATCH_INVOCATION_SUMMARY|EntityType:Account|NumRecordsToBeSaved:1|NumRecordsToBeSavedWithDuplicates:1|NumDuplicateRecordsFound:1\n`;
const inner =
  'System.DmlException: Update failed. First exception on row 0 with id 001000000000001AAA; first error: DUPLICATES_DETECTED, Use one of these records?: []';
const thrown = `${at}EXCEPTION_THROWN|[12]|${inner}\n`;
const fatal = `${at}FATAL_ERROR|System.DmlException: Insert failed. First exception on row 0; first error: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, CaseTrigger: execution of AfterInsert\n\ncaused by: ${inner}\n\nClass.Roll.up: line 12, column 1\nTrigger.CaseTrigger: line 3, column 1: []\n`;

describe('a debug log', () => {
  it('tells the rules, the matched records and the exception of one refusal', () => {
    const log =
      header +
      begin +
      invoked('Business Duplicate Rule 3') +
      matched('Allow_[Alert,Report]') +
      invoked('Business Duplicate Rule 5', '0Bm2O0000002WwS') +
      end +
      thrown +
      fatal;
    const reading = readError(log, 'apexlog');
    expect(reading.form).toBe('debug-log');
    expect(reading.refusals).toEqual([
      {
        message: 'Use one of these records?',
        answer: null,
        rules: [
          {
            id: '0Bm2O0000002WwQ',
            name: 'Business Duplicate Rule 3',
            action: 'Allow_[Alert,Report]',
            matchedIds: ['001000000000002'],
          },
        ],
        object: 'Account',
        operation: 'update',
        count: 1,
        rows: [],
        nested: 'in the trigger CaseTrigger (AfterInsert), inside the insert',
        places: [
          { kind: 'class', name: 'Roll.up', line: 12, column: 1 },
          { kind: 'trigger', name: 'CaseTrigger', line: 3, column: 1 },
        ],
      },
    ]);
    expect(reading.others).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it('tells a match without an exception as well, and a rule that only reports apart', () => {
    const log =
      begin + invoked('Blocker') + matched('Block') + invoked('Reporter') + matched('Allow_[Report]') + end;
    const reading = readError(log, null);
    expect(reading.refusals).toMatchObject([{ message: '', rules: [{ name: 'Blocker', action: 'Block' }] }]);
    expect(reading.problems).toEqual([
      "Rule 'Reporter' found a match too and let it pass (Allow_[Report]).",
      "No exception follows the match of 'Blocker' in the log: the save passed the alert with allowSave=true, its results carry the refusal, or the log ends before it.",
    ]);
  });

  it('tells exceptions where the workflow level left the detections out', () => {
    const reading = readError(header + thrown + thrown + fatal, null);
    expect(reading.refusals).toMatchObject([
      {
        message: 'Use one of these records?',
        rules: [],
        count: 1,
        object: 'Account',
        nested: 'in the trigger CaseTrigger (AfterInsert), inside the insert',
      },
    ]);
  });

  it('reads what the code wrote into it', () => {
    const line = `${at}USER_DEBUG|[3]|ERROR|[{"errorCode":"DUPLICATES_DETECTED","message":"Hm?"}]\n`;
    expect(readError(header + line, null).refusals).toMatchObject([{ message: 'Hm?' }]);
  });

  it('counts other errors once', () => {
    const text =
      'System.DmlException: Insert failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, Required fields are missing: [LastName]: [LastName]';
    const reading = readError(`${at}EXCEPTION_THROWN|[1]|${text}\n${at}FATAL_ERROR|${text}\n`, null);
    expect(reading.others).toMatchObject([
      { code: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [LastName]', count: 1 },
    ]);
  });

  it('is long', () => {
    const noise =
      `${at}STATEMENT_EXECUTE|[12]\n${at}VARIABLE_ASSIGNMENT|[12]|this.values|{"a":[1,2,3]}|0x1\n`.repeat(
        150_000,
      );
    const log = header + noise + begin + invoked('R') + matched('Block') + end + thrown + noise;
    expect(log.length).toBeGreaterThan(20_000_000);
    const started = performance.now();
    expect(readError(log, null).refusals).toMatchObject([
      { message: 'Use one of these records?', rules: [{ name: 'R' }] },
    ]);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

describe('failed rows', () => {
  it('of Bulk API 2.0 are grouped by message, with their own values', () => {
    const csv = [
      'sf__Id,sf__Error,FirstName,LastName,Email',
      ',DUPLICATES_DETECTED:Use one of these records?:--,Ada,Lovelace,ada@example.com',
      ',"REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --",X,,',
      ',DUPLICATES_DETECTED:Use one of these records?:--,"B ""x"", y",Babbage,',
      ',"DUPLICATE_VALUE:duplicate value found: Mail__c duplicates value on record with id: 003000000000001:--",X,Y,Z',
      '',
    ].join('\r\n');
    const reading = readError(csv, 'csv');
    expect(reading.form).toBe('bulk-results');
    expect(reading.refusals).toMatchObject([
      {
        message: 'Use one of these records?',
        count: 2,
        object: null,
        operation: null,
        rows: [
          {
            object: '',
            id: null,
            fields: [
              { name: 'FirstName', value: 'Ada' },
              { name: 'LastName', value: 'Lovelace' },
              { name: 'Email', value: 'ada@example.com' },
            ],
            open: [],
            origin: 'row 1',
            updates: null,
          },
          {
            fields: [
              { name: 'FirstName', value: 'B "x", y' },
              { name: 'LastName', value: 'Babbage' },
            ],
            origin: 'row 3',
          },
        ],
      },
    ]);
    const [first] = reading.refusals[0]!.rows;
    expect(csv.slice(first!.span.start, first!.span.end).trim()).toBe(
      ',DUPLICATES_DETECTED:Use one of these records?:--,Ada,Lovelace,ada@example.com',
    );
    expect(reading.others).toMatchObject([
      { code: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [LastName]', count: 1 },
      { code: 'DUPLICATE_VALUE', explanation: expect.stringContaining('Mail__c') },
    ]);
  });

  it('of Bulk API 2.0 updates are updates', () => {
    const csv =
      'sf__Id|sf__Error|Id|Email\n003000000000001AAA|DUPLICATES_DETECTED:Hm?:--|003000000000001AAA|a@example.com\n';
    expect(readError(csv, null).refusals).toMatchObject([
      {
        message: 'Hm?',
        operation: 'update',
        rows: [
          { id: '003000000000001AAA', updates: true, fields: [{ name: 'Email', value: 'a@example.com' }] },
        ],
      },
    ]);
  });

  it('of Bulk API have no values', () => {
    const csv =
      '"Id","Success","Created","Error"\n"003000000000001AAA","true","true",""\n"","false","false","DUPLICATES_DETECTED:Use one of these records?:--"\n';
    const reading = readError(csv, null);
    expect(reading.form).toBe('bulk-results');
    expect(reading.refusals).toMatchObject([{ count: 1, rows: [{ fields: [], origin: 'row 2' }] }]);
  });

  it('of Bulk API can fail inside a trigger', () => {
    const csv =
      'sf__Id,sf__Error,LastName\n,"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY:T: execution of AfterInsert\n\ncaused by: System.DmlException: Insert failed. First exception on row 0; first error: DUPLICATES_DETECTED, Hm?: []\n\nTrigger.T: line 3, column 1:--",X\n';
    expect(readError(csv, null)).toMatchObject({
      refusals: [
        { message: 'Hm?', operation: 'insert', nested: 'in the trigger T (AfterInsert)', count: 1, rows: [] },
      ],
      others: [],
    });
  });

  it('of Data Loader have only the message: a rule must have it as its alert text', () => {
    const csv =
      '\uFEFF"FIRSTNAME","LASTNAME","ERROR"\n"Ada","Lovelace","Use one of these records?"\n"A","B","Is it this one?"\n"A","B","duplicate value found: Mail__c duplicates value on record with id: 003000000000001"\n';
    const reading = readError(csv, null);
    expect(reading.form).toBe('data-loader-results');
    expect(reading.refusals).toMatchObject([
      {
        message: 'Use one of these records?',
        count: 1,
        rows: [
          {
            fields: [
              { name: 'FIRSTNAME', value: 'Ada' },
              { name: 'LASTNAME', value: 'Lovelace' },
            ],
          },
        ],
      },
      { message: 'Is it this one?', suspected: true },
    ]);
    expect(reading.refusals[0]!.suspected).toBeUndefined();
    expect(reading.others).toMatchObject([{ code: 'DUPLICATE_VALUE' }]);
  });

  it('are a hundred rows of many', () => {
    const csv = `sf__Id,sf__Error,LastName\n${',DUPLICATES_DETECTED:Hm?:--,X\n'.repeat(250_000)}`;
    const started = performance.now();
    const [refusal] = readError(csv, 'csv').refusals;
    expect(refusal).toMatchObject({ count: 250_000 });
    expect(refusal!.rows).toHaveLength(100);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it('without an error give a problem', () => {
    expect(readError('sf__Id,sf__Error,LastName\n', 'csv').problems).toContain(
      'The file has no row with an error.',
    );
  });

  it('with nothing but a match that was let pass holds no refusal, and says so', () => {
    const reading = readError(begin + invoked('Reporter') + matched('Allow_[Report]') + end, 'apexlog');
    expect(reading).toMatchObject({
      refusals: [],
      problems: ["Rule 'Reporter' found a match and let it pass (Allow_[Report])."],
    });
  });
});
