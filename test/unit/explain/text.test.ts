import { describe, expect, it } from 'vitest';
import type { ErrorForm, Refusal } from '../../../server/src/core/explain/model.ts';
import { readError } from '../../../server/src/core/explain/read.ts';

const account = '001000000000001AAA';
const lead = '00Q000000000001AAA';

type Expected = Partial<Refusal> & { form: ErrorForm };

const texts: readonly (readonly [string, string, Expected])[] = [
  [
    'an Apex exception',
    'System.DmlException: Insert failed. First exception on row 0; first error: DUPLICATES_DETECTED, Use one of these records?: []',
    { form: 'apex', message: 'Use one of these records?', operation: 'insert', object: null, nested: '' },
  ],
  [
    'an Apex exception with an id and a stack',
    `System.DmlException: Update failed. First exception on row 3 with id ${lead}; first error: DUPLICATES_DETECTED, Is it: [one] of them?: []\n\nClass.Leads.save: line 12, column 1\nClass.Leads.run: line 4, column 1\nTrigger.LeadTrigger: line 7, column 1`,
    {
      form: 'apex',
      message: 'Is it: [one] of them?',
      operation: 'update',
      object: 'Lead',
      places: [
        { kind: 'class', name: 'Leads.save', line: 12, column: 1 },
        { kind: 'class', name: 'Leads.run', line: 4, column: 1 },
        { kind: 'trigger', name: 'LeadTrigger', line: 7, column: 1 },
      ],
    },
  ],
  [
    'an alert text of several lines',
    'Insert failed. First exception on row 0; first error: DUPLICATES_DETECTED, A duplicate.\nSee the wiki.: []',
    { form: 'apex', message: 'A duplicate.\nSee the wiki.', operation: 'insert' },
  ],
  [
    'a nested one',
    `System.DmlException: Insert failed. First exception on row 0; first error: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, CandidateHired: execution of AfterUpdate\n\ncaused by: System.DmlException: Update failed. First exception on row 1 with id ${account}; first error: DUPLICATES_DETECTED, Use one of these records?: []\n\nClass.Hiring.promote: line 5, column 1\nTrigger.CandidateHired: line 2, column 1: []`,
    {
      form: 'apex',
      message: 'Use one of these records?',
      operation: 'update',
      object: 'Account',
      nested: 'in the trigger CandidateHired (AfterUpdate), inside the insert',
      places: [
        { kind: 'class', name: 'Hiring.promote', line: 5, column: 1 },
        { kind: 'trigger', name: 'CandidateHired', line: 2, column: 1 },
      ],
    },
  ],
  [
    'one nested on one line, in a package',
    `first error: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, dlrs_AssetTrigger: execution of AfterUpdate caused by: System.DmlException: Update failed. First exception on row 1 with id ${account}; first error: DUPLICATES_DETECTED, You're creating a duplicate Account.: [] (dlrs) : []: ()`,
    {
      form: 'apex',
      message: "You're creating a duplicate Account.",
      operation: 'update',
      object: 'Account',
      nested: 'in the trigger dlrs_AssetTrigger (AfterUpdate)',
    },
  ],
  [
    'one nested twice',
    'Insert failed. First exception on row 0; first error: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, A: execution of AfterInsert caused by: System.DmlException: Update failed. First exception on row 0; first error: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, B: execution of BeforeUpdate caused by: System.DmlException: Upsert failed. First exception on row 0; first error: DUPLICATES_DETECTED, Hm?: []: []: []',
    {
      form: 'apex',
      message: 'Hm?',
      operation: 'upsert',
      nested: 'in the trigger B (BeforeUpdate), in the trigger A (AfterInsert), inside the insert',
    },
  ],
  [
    'lead conversion',
    `System.DmlException: ConvertLead failed. First exception on row 0 with id ${lead}; first error: DUPLICATES_DETECTED, Duplicate Alert: []`,
    { form: 'apex', message: 'Duplicate Alert', operation: 'convertLead' },
  ],
  [
    'a flow',
    "Error Occurred: This error occurred when the flow tried to create records: DUPLICATES_DETECTED: Use one of these records?. You can look up ExceptionCode values in the <a href='https://developer.salesforce.com/docs'>SOAP API Developer Guide</a>.",
    { form: 'flow', message: 'Use one of these records?', operation: 'insert', nested: '' },
  ],
  [
    'a flow that a save ran',
    "System.DmlException: Update failed. First exception on row 0; first error: CANNOT_EXECUTE_FLOW_TRIGGER, We can't save this record because the “Sync” process failed. This error occurred when the flow tried to update records: DUPLICATES_DETECTED: Use one of these records?. You can look up ExceptionCode values in the SOAP API Developer Guide.: []",
    {
      form: 'apex',
      message: 'Use one of these records?',
      operation: 'update',
      nested: 'in a flow, inside the update',
    },
  ],
  [
    'MuleSoft',
    'Message : Use one of these records? DUPLICATES_DETECTED',
    { form: 'text', message: 'Use one of these records?' },
  ],
  [
    'restforce',
    'Restforce::ErrorCode::DuplicatesDetected (DUPLICATES_DETECTED: Use one of these records?)',
    { form: 'text', message: 'Use one of these records?' },
  ],
  [
    'a row of a bulk job',
    'DUPLICATES_DETECTED:Use one of these records?:--',
    { form: 'text', message: 'Use one of these records?' },
  ],
  [
    'a tool with labels',
    'CRM ErrorCode: DUPLICATES_DETECTED, CRM ErrorMessage: Use one of these records?, RecordId: 456',
    { form: 'text', message: 'Use one of these records?' },
  ],
  [
    "Java's connector",
    "[DuplicateError  fields='{[0]}'\n message='Use one of these records?'\n statusCode='DUPLICATES_DETECTED'\n]",
    { form: 'soap', message: 'Use one of these records?' },
  ],
  ['the code alone', 'errorCode=DUPLICATES_DETECTED', { form: 'text', message: '' }],
  [
    'the standard alert text alone',
    ' Use one of these records?\n',
    { form: 'text', message: 'Use one of these records?' },
  ],
  [
    'the stack of jsforce',
    'DUPLICATES_DETECTED: Use one of these records?\n    at HttpApi.getError (/app/node_modules/jsforce/lib/http-api.js:2:1)',
    { form: 'jsforce', message: 'Use one of these records?' },
  ],
  [
    'a nested exception in a REST body',
    JSON.stringify([
      {
        errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        fields: [],
        message:
          'T: execution of AfterInsert\n\ncaused by: System.DmlException: Insert failed. First exception on row 0; first error: DUPLICATES_DETECTED, Use one of these records?: []\n\nTrigger.T: line 3, column 5',
      },
    ]),
    {
      form: 'rest',
      message: 'Use one of these records?',
      operation: 'insert',
      nested: 'in the trigger T (AfterInsert)',
      places: [{ kind: 'trigger', name: 'T', line: 3, column: 5 }],
    },
  ],
];

describe('a refusal in a text', () => {
  it.each(texts)('is read from %s', (_, text, { form, ...refusal }) => {
    const reading = readError(text, null);
    expect(reading.form).toBe(form);
    expect(reading.refusals).toMatchObject([{ count: 1, answer: null, rules: [], rows: [], ...refusal }]);
    expect(reading.others).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it('is read from a report of failed tests', () => {
    const text = `All Test Failures:
1.  HH_TEST.testRemove -- System.DmlException: Insert failed. First exception on row 0; first error: DUPLICATES_DETECTED, Duplicate Alert: []
    Stack trace: Class.HH_TEST.testRemove: line 207, column 1
2.  HH_TEST.testOther -- System.DmlException: Insert failed. First exception on row 0; first error: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, TDTM_Contact: execution of BeforeInsert

    caused by: System.AssertException: Assertion Failed: Class.ACCT.insertContactAccount: line 568, column 1
    Trigger.TDTM_Contact: line 34, column 1: Expected: null, Actual: Insert failed. First exception on row 0; first error: DUPLICATES_DETECTED, Duplicate Alert: []

    Class.TDTM.run: line 139, column 1
    Trigger.TDTM_Contact: line 34, column 1: []
    Stack trace: Class.HH_TEST.testOther: line 201, column 1`;
    expect(readError(text, null).refusals).toMatchObject([
      {
        message: 'Duplicate Alert',
        operation: 'insert',
        nested: '',
        places: [{ name: 'HH_TEST.testRemove', line: 207 }],
      },
      {
        message: 'Duplicate Alert',
        nested: 'in the trigger TDTM_Contact (BeforeInsert), inside the insert',
        places: [{ name: 'TDTM.run' }, { name: 'TDTM_Contact' }],
      },
    ]);
  });

  it('is no fault of SOAP, which is another error', () => {
    const fault = `<soapenv:Envelope xmlns:soapenv="x"><soapenv:Body><soapenv:Fault><faultcode>sf:INVALID_SESSION_ID</faultcode><faultstring>INVALID_SESSION_ID: Invalid Session ID</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
    expect(readError(fault, null)).toMatchObject({
      form: 'soap',
      refusals: [],
      others: [{ code: 'INVALID_SESSION_ID', count: 1 }],
    });
  });

  it('is one where it is said twice', () => {
    const text = 'Insert failed. First exception on row 0; first error: DUPLICATES_DETECTED, A?: []';
    expect(readError(`${text}\n\nlater\n${text}`, null).refusals).toMatchObject([
      { message: 'A?', count: 2 },
    ]);
  });
});

describe('DUPLICATE_VALUE', () => {
  it.each([
    `System.DmlException: Insert failed. First exception on row 0; first error: DUPLICATE_VALUE, duplicate value found: Email__c duplicates value on record with id: ${account.slice(0, 15)}: []`,
    JSON.stringify([
      {
        message: `duplicate value found: Email__c duplicates value on record with id: ${account.slice(0, 15)}`,
        errorCode: 'DUPLICATE_VALUE',
        fields: [],
      },
    ]),
    `duplicate value found: Email__c duplicates value on record with id: ${account.slice(0, 15)}`,
  ])('is told apart, with the field and the record: %s', (text) => {
    const reading = readError(text, null);
    expect(reading.refusals).toEqual([]);
    expect(reading.others).toEqual([
      {
        code: 'DUPLICATE_VALUE',
        message: `duplicate value found: Email__c duplicates value on record with id: ${account.slice(0, 15)}`,
        count: 1,
        explanation: `Not a duplicate rule: the value is not unique in the field Email__c, which is unique or a unique external id. The value is in use on record ${account.slice(0, 15)} (Account). allowSave does not help; upsert by that field or give another value.`,
      },
    ]);
  });

  it('is explained without a field', () => {
    const [other] = readError(
      'first error: DUPLICATE_VALUE, duplicate value found: <unknown> duplicates value on record with id: <unknown>: []',
      null,
    ).others;
    expect(other!.explanation).toContain('Salesforce does not name the field here.');
  });
});

describe('a text with nothing of it', () => {
  it('is source code that names the code', () => {
    const source = "if (e.getMessage().contains('DUPLICATES_DETECTED')) { retry(); }";
    expect(readError(source, 'apex')).toMatchObject({
      refusals: [],
      problems: [expect.stringContaining('Nothing')],
    });
    expect(readError(source, null).refusals).toHaveLength(1);
  });

  it.each(['', '   \n', 'hello', '{"a": 1}', '<a/>', 'import x from "y";\nconst a = {b: [1, 2]};'])(
    'gives a problem that helps: %j',
    (text) => {
      const reading = readError(text, null);
      expect(reading.refusals).toEqual([]);
      expect(reading.others).toEqual([]);
      expect(reading.problems).toHaveLength(1);
    },
  );
});
