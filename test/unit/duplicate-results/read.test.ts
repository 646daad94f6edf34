import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFindDuplicates } from '../../../server/src/core/duplicateResults/findDuplicates.ts';
import { readPredupe } from '../../../server/src/core/duplicateResults/predupe.ts';
import { readDuplicateResult } from '../../../server/src/core/duplicateResults/read.ts';
import { xmlValue } from '../../../server/src/core/duplicateResults/soapXml.ts';
import { readXml } from '../../../server/src/core/metadata/xml.ts';

/** Root elements are told by their shape, whatever their name. */
const fromXml = (text: string) => {
  const { root } = readXml(text);
  return root === null ? [] : readFindDuplicates(xmlValue(root));
};

const alertText = "You're creating a duplicate record.";

const restResult = {
  allowSave: true,
  duplicateRule: 'Contacts_DR',
  duplicateRuleEntityType: 'Contact',
  errorMessage: alertText,
  matchResults: [
    {
      entityType: 'Contact',
      errors: [],
      matchEngine: 'ExactMatchEngine',
      matchRecords: [
        {
          additionalInformation: [],
          fieldDiffs: [],
          matchConfidence: 100,
          record: {
            attributes: { type: 'Contact', url: '/services/data/v50.0/sobjects/Contact/003000000000001AAA' },
            Id: '003000000000001AAA',
          },
        },
      ],
      rule: 'Contact_MR',
      size: 1,
      success: true,
    },
  ],
};

const soapResult = {
  allowSave: 'true',
  duplicateRule: 'Contacts_DR',
  duplicateRuleEntityType: 'Contact',
  errorMessage: alertText,
  matchResults: {
    entityType: 'Contact',
    matchEngine: 'ExactMatchEngine',
    matchRecords: {
      fieldDiffs: { difference: 'SAME', name: 'Email' },
      matchConfidence: '100.0',
      record: {
        $: { 'xsi:type': 'sf:sObject' },
        'sf:type': 'Contact',
        'sf:Id': ['003000000000001AAA', '003000000000001AAA'],
        'sf:Email': 'ada@example.com',
        'sf:Fax': { $: { 'xsi:nil': 'true' } },
      },
    },
    rule: 'Contact_MR',
    size: '1',
    success: 'true',
  },
};

const read = {
  allowSave: true,
  duplicateRule: 'Contacts_DR',
  duplicateRuleEntityType: 'Contact',
  errorMessage: alertText,
  matchResults: [
    {
      entityType: 'Contact',
      rule: 'Contact_MR',
      matchEngine: 'ExactMatchEngine',
      size: 1,
      success: true,
      errors: [],
      matchRecords: [
        {
          id: '003000000000001AAA',
          type: 'Contact',
          matchConfidence: 100,
          fieldDiffs: [],
          additionalInformation: [],
          fields: {},
        },
      ],
    },
  ],
};

const soapRead = {
  ...read,
  matchResults: [
    {
      ...read.matchResults[0]!,
      matchRecords: [
        {
          ...read.matchResults[0]!.matchRecords[0]!,
          fieldDiffs: [{ name: 'Email', difference: 'SAME' }],
          fields: { Email: 'ada@example.com', Fax: null },
        },
      ],
    },
  ],
};

describe('what one duplicate rule says', () => {
  it.each([
    ['REST', restResult, read],
    ['the error that holds it, as live traffic spells it', { duplicateResut: restResult, message: '' }, read],
    ['the error that holds it, spelled right', { duplicateResult: restResult }, read],
    ['SOAP parsed to JSON', soapResult, soapRead],
    ['a list of one', { duplicateResult: [soapResult] }, soapRead],
  ])('is read from %s', (_, value, expected) => {
    expect(readDuplicateResult(value)).toEqual(expected);
  });

  it.each([
    null,
    undefined,
    0,
    'x',
    [],
    {},
    { errorCode: 'X' },
    { duplicateResult: null },
    { duplicateResut: '[Object]' },
  ])('is not read from %j', (value) => {
    expect(readDuplicateResult(value)).toBeNull();
  });

  it('stays unknown where the answer has the wrong types', () => {
    const result = readDuplicateResult({
      allowSave: 'perhaps',
      duplicateRule: { a: 1 },
      errorMessage: { $: { 'xsi:nil': 'true' } },
      matchResults: ['x', { size: 'many', success: 7, matchRecords: { matchConfidence: -1, record: 'x' } }],
    });
    expect(result).toEqual({
      allowSave: null,
      duplicateRule: '',
      duplicateRuleEntityType: '',
      errorMessage: null,
      matchResults: [
        {
          entityType: '',
          rule: '',
          matchEngine: null,
          size: null,
          success: null,
          errors: [],
          matchRecords: [
            {
              id: '',
              type: '',
              matchConfidence: null,
              fieldDiffs: [],
              additionalInformation: [],
              fields: {},
            },
          ],
        },
      ],
    });
  });

  it('keeps a failed comparison apart from no match', () => {
    const failure = { success: 'false', errors: { statusCode: 'UNKNOWN_EXCEPTION', message: 'no index' } };
    expect(readDuplicateResult({ matchResults: failure })?.matchResults[0]).toMatchObject({
      success: false,
      errors: [{ code: 'UNKNOWN_EXCEPTION', message: 'no index' }],
    });
  });

  it('reads values of every type, of parents and addresses, and no harmful names', () => {
    const record = JSON.parse(
      '{"attributes":{"type":"Account"},"Id":"001","Type":"Prospect","NumberOfEmployees":5,"Active__c":true,' +
        '"Parent":{"attributes":{"type":"Account"},"Name":"Up"},"BillingAddress":{"city":"Oslo"},"Deep":{"a":{"b":1}},' +
        '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}',
    );
    const [match] = readDuplicateResult({ matchResults: { matchRecords: { record } } })!.matchResults;
    expect(match!.matchRecords[0]).toMatchObject({ id: '001', type: 'Account' });
    expect(match!.matchRecords[0]!.fields).toEqual({
      Type: 'Prospect',
      NumberOfEmployees: 5,
      Active__c: true,
      'Parent.Name': 'Up',
      'BillingAddress.city': 'Oslo',
    });
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it.each([
    [
      'the url, if there is no Id',
      { attributes: { type: 'Lead', url: '/sobjects/Lead/00Q1' } },
      '00Q1',
      'Lead',
    ],
    ['the enterprise type', { $: { 'xsi:type': 'sf:Lead' }, Id: '00Q2' }, '00Q2', 'Lead'],
    ['the partner type', { type: 'Lead', Id: ['00Q3', '00Q3'] }, '00Q3', 'Lead'],
  ])('takes id and object from %s', (_, record, id, type) => {
    const result = readDuplicateResult({ matchResults: { matchRecords: { record } } })!;
    expect(result.matchResults[0]!.matchRecords[0]).toMatchObject({ id, type });
  });

  it('reads a bounded part of an endless answer and counts the rest', () => {
    const matchRecords = Array.from({ length: 5000 }, (_, at) => ({ record: { Id: `003${at}` } }));
    const matchResults = Array.from({ length: 60 }, () => ({ matchRecords, size: 3 }));
    const result = readDuplicateResult({ matchResults })!;
    expect(result.matchResults).toHaveLength(50);
    expect(result.leftOut).toEqual(['10 more match results were left out.']);
    expect(result.matchResults[0]!.matchRecords).toHaveLength(200);
    expect(result.matchResults[0]!.size).toBe(5000);
  });
});

describe('the answer of findDuplicates', () => {
  const clean = {
    duplicateResults: { allowSave: 'false', duplicateRule: 'DR', matchResults: [] },
    success: 'true',
  };
  const sizeZero = {
    duplicateResults: { duplicateRule: 'DR', matchResults: { rule: 'MR', size: '0', success: 'true' } },
    success: 'true',
  };

  it('is one answer for each record, in order', () => {
    const answers = readFindDuplicates({
      result: [{ duplicateResults: [soapResult], success: 'true' }, clean, sizeZero],
    });
    expect(answers.map(({ success, results }) => [success, results.length])).toEqual([
      [true, 1],
      [true, 1],
      [true, 1],
    ]);
    expect(answers[0]!.results).toEqual([soapRead]);
    expect(answers[1]!.results[0]!.matchResults).toEqual([]);
    expect(answers[2]!.results[0]!.matchResults).toMatchObject([{ size: 0, matchRecords: [] }]);
  });

  it.each([
    ['a single result', { result: clean }],
    ['the result itself', clean],
    ['a list', [clean]],
    ['the response', { findDuplicatesResponse: { result: clean } }],
    ['the response by ids', { findDuplicatesByIdsResponse: { result: [clean] } }],
    [
      'the envelope',
      { 'soapenv:Envelope': { 'soapenv:Body': { findDuplicatesResponse: { result: clean } } } },
    ],
  ])('is read from %s', (_, value) => {
    expect(readFindDuplicates(value)).toMatchObject([
      { success: true, errors: [], results: [{ duplicateRule: 'DR' }] },
    ]);
  });

  it('has no success where Salesforce did not check', () => {
    const errors = { statusCode: 'INVALID_TYPE', message: 'no such object' };
    expect(readFindDuplicates({ result: { errors, success: 'false' } })).toEqual([
      { success: false, errors: [{ code: 'INVALID_TYPE', message: 'no such object' }], results: [] },
    ]);
    const fault = { faultcode: 'sf:LIMIT_EXCEEDED', faultstring: 'LIMIT_EXCEEDED: too many' };
    expect(readFindDuplicates({ Body: { Fault: fault } })).toEqual([
      {
        success: false,
        errors: [{ code: 'sf:LIMIT_EXCEEDED', message: 'LIMIT_EXCEEDED: too many' }],
        results: [],
      },
    ]);
  });

  it.each([[[{}]], ['<html>'], [{ result: { success: 'maybe' } }]])(
    'is not clean where it says nothing: %j',
    (value) => {
      expect(readFindDuplicates(value)).toMatchObject([{ success: false, results: [] }]);
    },
  );

  it('is empty where there is none', () => {
    expect(readFindDuplicates({ result: [] })).toEqual([]);
    expect(readFindDuplicates(null)).toEqual([]);
  });

  it('is read from the text of a SOAP response', () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:sobject.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><findDuplicatesResponse><result><duplicateResults><allowSave>true</allowSave><duplicateRule>Contacts_DR</duplicateRule><duplicateRuleEntityType>Contact</duplicateRuleEntityType><errorMessage>You&apos;re creating a duplicate record.</errorMessage><matchResults><entityType>Contact</entityType><matchEngine>ExactMatchEngine</matchEngine><matchRecords><fieldDiffs><difference>SAME</difference><name>Email</name></fieldDiffs><matchConfidence>100.0</matchConfidence><record xsi:type="sf:sObject"><sf:type>Contact</sf:type><sf:Id>003000000000001AAA</sf:Id><sf:Id>003000000000001AAA</sf:Id><sf:Email>ada@example.com</sf:Email><sf:Fax xsi:nil="true"/></record></matchRecords><rule>Contact_MR</rule><size>1</size><success>true</success></matchResults></duplicateResults><success>true</success></result></findDuplicatesResponse></soapenv:Body></soapenv:Envelope>`;
    expect(fromXml(xml)).toEqual([{ success: true, errors: [], results: [soapRead] }]);
  });
});

describe('the answer of predupe', () => {
  const match = {
    duplicateResultInfos: {
      '0Bm000000000001': {
        allowSave: true,
        matchResultInfo: { recordIds: ['003A', '003B'], rule: 'Contact_MR' },
        rule: 'Contacts_DR',
      },
    },
    objectApiName: 'Contact',
    recordIds: ['003A', '003B'],
  };

  it('gives each rule its matches, and the rules that matched nothing', () => {
    const answer = readPredupe({
      allowSave: true,
      duplicateError: true,
      duplicateRules: ['Contacts_DR', 'Other_DR'],
      matches: [
        match,
        {
          ...match,
          objectApiName: 'Lead',
          duplicateResultInfos: {
            x: { rule: 'Contacts_DR', matchResultInfo: { recordIds: ['00QA'], rule: 'Lead_MR' } },
          },
        },
      ],
    });
    expect(answer.success).toBe(true);
    expect(answer.results.map(({ duplicateRule, allowSave }) => [duplicateRule, allowSave])).toEqual([
      ['Contacts_DR', true],
      ['Other_DR', null],
    ]);
    expect(answer.results[0]!.matchResults).toMatchObject([
      {
        entityType: 'Contact',
        rule: 'Contact_MR',
        size: 2,
        success: null,
        matchRecords: [{ id: '003A', type: 'Contact' }, { id: '003B' }],
      },
      { entityType: 'Lead', rule: 'Lead_MR', size: 1, matchRecords: [{ id: '00QA', type: 'Lead' }] },
    ]);
    expect(answer.results[1]!.matchResults).toEqual([]);
  });

  it('does not call a rule clean that it may name twice', () => {
    const answer = readPredupe({ duplicateError: true, duplicateRules: ['0BmX'], matches: [match] });
    expect(answer.results.map(({ duplicateRule }) => duplicateRule)).toEqual(['Contacts_DR']);
  });

  it('is clean without matches', () => {
    expect(
      readPredupe({ allowSave: true, duplicateError: false, duplicateRules: ['DR'], matches: [] }),
    ).toEqual({
      success: true,
      errors: [],
      results: [
        {
          allowSave: null,
          duplicateRule: 'DR',
          duplicateRuleEntityType: '',
          errorMessage: null,
          matchResults: [],
        },
      ],
    });
  });

  it('is unknown where it says duplicates and names none', () => {
    const answer = readPredupe({
      allowSave: false,
      duplicateError: true,
      duplicateRules: ['DR'],
      matches: [],
    });
    expect(answer.results).toMatchObject([
      { duplicateRule: 'DR', allowSave: false, matchResults: [{ success: false, size: null }] },
    ]);
  });

  it('reads records that no rule is named for', () => {
    expect(
      readPredupe({ duplicateError: true, matches: [{ objectApiName: 'Lead', recordIds: ['00Q1'] }] })
        .results,
    ).toMatchObject([
      { duplicateRule: '', matchResults: [{ entityType: 'Lead', matchRecords: [{ id: '00Q1' }] }] },
    ]);
  });

  it.each([
    [
      'an error',
      [{ errorCode: 'INVALID_SESSION_ID', message: 'expired' }],
      { code: 'INVALID_SESSION_ID', message: 'expired' },
    ],
    ['nothing', {}, { code: '', message: 'The answer does not say whether the record was checked.' }],
    ['a page', '<html>', { code: '', message: '<html>' }],
  ])('has no success in %s', (_, value, error) => {
    expect(readPredupe(value)).toEqual({ success: false, errors: [error], results: [] });
  });
});

describe('whatever comes', () => {
  it('never throws', () => {
    const names = fc.constantFrom(
      'duplicateResut',
      'duplicateResult',
      'duplicateResults',
      'matchResults',
      'matchRecords',
      'record',
      'Id',
      'sf:Id',
      'allowSave',
      'result',
      'success',
      'errors',
      'size',
      '$',
      '_',
      'attributes',
      'type',
      '__proto__',
      'matches',
      'duplicateResultInfos',
      'matchResultInfo',
      'recordIds',
      'duplicateError',
      'fieldDiffs',
      'Body',
      'Fault',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium' },
        fc.constantFrom(null, true, false, 'true', '', 0, -1, Number.NaN, 'x'),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(names, tie('tree'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.string(), (value, text) => {
        readDuplicateResult(value);
        readFindDuplicates(value);
        readPredupe(value);
        fromXml(`<result>${text}`);
      }),
      { numRuns: 500 },
    );
  });
});
