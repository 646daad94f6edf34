import { inspect } from 'node:util';
import { Connection } from 'jsforce';
import { HttpApi } from 'jsforce/lib/http-api.js';
import { describe, expect, it } from 'vitest';
import type { ErrorForm, ErrorReading } from '../../../server/src/core/explain/model.ts';
import { readError } from '../../../server/src/core/explain/read.ts';

const alertText = "You're creating a duplicate record. We recommend you use an existing record instead.";
const contact = '003000000000001AAA';

const payload = {
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
            attributes: { type: 'Contact', url: `/services/data/v50.0/sobjects/Contact/${contact}` },
            Id: contact,
          },
        },
      ],
      rule: 'Contact_MR',
      size: 1,
      success: true,
    },
  ],
};
const error = { duplicateResut: payload, errorCode: 'DUPLICATES_DETECTED', message: alertText };
const body = JSON.stringify([error]);

/** As Python prints a value. */
function python(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return value.includes("'") ? `"${value}"` : `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, one]) => `'${key}': ${python(one)}`)
      .join(', ')}}`;
  return String(value);
}

/** As Java's maps print themselves. */
function java(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(java).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, one]) => `${key}=${java(one)}`)
      .join(', ')}}`;
  }
  return String(value);
}

/** The error that the real jsforce throws for this body, as console.log prints it. */
const api = new HttpApi(new Connection({ instanceUrl: 'https://example.my.salesforce.com' }), {});
const jsforceError = await (
  api as unknown as { getError(response: object, body: unknown): Promise<Error> }
).getError({ statusCode: 400, headers: { 'content-type': 'application/json' }, body }, [error]);

function thrown(depth: number | null): string {
  return inspect(jsforceError, { depth });
}

const soap = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com"><soapenv:Body><createResponse><result><errors xsi:type="DuplicateError"><message>You&apos;re creating a duplicate record. We recommend you use an existing record instead.</message><statusCode>DUPLICATES_DETECTED</statusCode><duplicateResult><allowSave>true</allowSave><duplicateRule>Contacts_DR</duplicateRule><duplicateRuleEntityType>Contact</duplicateRuleEntityType><errorMessage>x</errorMessage><matchResults><entityType>Contact</entityType><errors/><matchEngine>ExactMatchEngine</matchEngine><matchRecords><matchConfidence>100.0</matchConfidence><record xsi:type="sf:sObject"><sf:type>Contact</sf:type><sf:Id>${contact}</sf:Id></record></matchRecords><rule>Contact_MR</rule><size>1</size><success>true</success></matchResults></duplicateResult></errors><id xsi:nil="true"/><success>false</success></result></createResponse></soapenv:Body></soapenv:Envelope>`;

const withPayload: readonly (readonly [string, string, ErrorForm])[] = [
  ['a REST body', body, 'rest'],
  ['a pretty one', JSON.stringify([error], null, 2), 'rest'],
  ['one without the list', JSON.stringify(error), 'rest'],
  ['one spelled right', body.replace('duplicateResut', 'duplicateResult'), 'rest'],
  ['only the payload', JSON.stringify(payload), 'rest'],
  [
    'one in a log line',
    `2026-11-22T10:00:00Z [main] ERROR c.a.Sync - 400 for POST /x: ${body} (took 12 ms)`,
    'rest',
  ],
  ['one in a JSON log line', JSON.stringify({ level: 'error', msg: `request failed: ${body}` }), 'rest'],
  ['one in JSON in a JSON log line', JSON.stringify({ log: JSON.stringify({ msg: body }) }), 'rest'],
  [
    'one with escaped quotes, without the string around it',
    `body was ${JSON.stringify(body).slice(1, -1)}`,
    'rest',
  ],
  [
    'one with quotes escaped twice',
    `body: ${JSON.stringify(JSON.stringify(body).slice(1, -1)).slice(1, -1)}`,
    'rest',
  ],
  ['an error of axios', JSON.stringify({ response: { status: 400, data: [error] } }), 'rest'],
  [
    'a row of collections',
    JSON.stringify([
      { id: contact, success: true, errors: [] },
      {
        success: false,
        errors: [
          { statusCode: 'DUPLICATES_DETECTED', message: alertText, fields: [], duplicateResult: payload },
        ],
      },
    ]),
    'rest-collections',
  ],
  [
    'composite',
    JSON.stringify({
      compositeResponse: [{ body: [error], httpHeaders: {}, httpStatusCode: 400, referenceId: 'a' }],
    }),
    'rest-composite',
  ],
  ['jsforce, printed in full', thrown(null), 'jsforce'],
  [
    'jsforce, as JSON',
    JSON.stringify({ level: 'error', err: { ...jsforceError, message: alertText } }),
    'rest',
  ],
  [
    'several errors in one of jsforce',
    inspect({ data: [error], errorCode: 'MULTIPLE_API_ERRORS' }, { depth: null }),
    'jsforce',
  ],
  ['a SOAP response', soap, 'soap'],
  ['a SOAP response in a log', `10:00:01 DEBUG wire - << ${soap}\n10:00:02 INFO done`, 'soap'],
  ['errors of a SOAP response', soap.slice(soap.indexOf('<errors'), soap.indexOf('<id')), 'soap'],
  [
    'simple_salesforce',
    `Traceback (most recent call last):\n  File "sync.py", line 3, in <module>\nsimple_salesforce.exceptions.SalesforceMalformedRequest: Malformed request https://x.my.salesforce.com/services/data/v59.0/sobjects/Contact/. Response content: ${python([error])}`,
    'simple-salesforce',
  ],
  ['a Python repr', `exc.content: ${python([error])}`, 'simple-salesforce'],
  ['a Java map', `answer = ${java([error])}`, 'rest'],
];

function only(reading: ErrorReading) {
  expect(reading.refusals).toHaveLength(1);
  return reading.refusals[0]!;
}

describe('a payload', () => {
  it.each(withPayload)('is read from %s', (_, text, form) => {
    const reading = readError(text, null);
    expect(reading.form).toBe(form);
    const refusal = only(reading);
    expect(refusal.message).toBe(alertText);
    expect(refusal.object).toBe('Contact');
    expect(refusal.count).toBe(1);
    expect(refusal.answer?.results).toMatchObject([
      {
        allowSave: true,
        duplicateRule: 'Contacts_DR',
        matchResults: [
          {
            rule: 'Contact_MR',
            size: 1,
            matchRecords: [{ id: contact, type: 'Contact', matchConfidence: 100 }],
          },
        ],
      },
    ]);
    expect(reading.others).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it('is read as far as a text goes that breaks off', () => {
    for (const end of [body.indexOf('"record"'), body.indexOf('Contact_MR') + 4, body.length - 1]) {
      const reading = readError(body.slice(0, end), null);
      expect(only(reading).answer?.results[0]).toMatchObject({
        allowSave: true,
        duplicateRule: 'Contacts_DR',
      });
      expect(reading.problems).toEqual(['The text breaks off: only what stands before the end was read.']);
    }
    const broken = readError(soap.slice(0, soap.indexOf('<rule>')), null);
    expect(only(broken).answer?.results[0]?.matchResults[0]?.matchRecords[0]?.id).toBe(contact);
    expect(broken.problems).toHaveLength(1);
  });

  it.each(withPayload)('is read wherever the text breaks off: %s', (_, text) => {
    const named = text.lastIndexOf('Contacts_DR') + 'Contacts_DR'.length + 8;
    for (let end = named; end < text.length; end += 5) {
      const { refusals } = readError(text.slice(0, end), null);
      const results = refusals.flatMap(({ answer }) => answer?.results ?? []);
      expect([end, results[0]?.duplicateRule]).toEqual([end, 'Contacts_DR']);
      expect(results).toHaveLength(1);
    }
  });

  it('is read as far as console.log prints it', () => {
    const reading = readError(thrown(2), null);
    expect(reading.form).toBe('jsforce');
    expect(only(reading)).toMatchObject({
      message: alertText,
      object: 'Contact',
      answer: { results: [{ duplicateRule: 'Contacts_DR', allowSave: true }] },
    });
    expect(reading.problems).toEqual([
      'Parts of the error were left out when it was printed ([Object]): print it with JSON.stringify to see the matched records.',
    ]);
  });

  it('is read from a UI API error with a code of its own', () => {
    const error = { errorCode: 'DUPLICATES_DETECTED', message: alertText, duplicateRecordError: {} };
    const whole = {
      errorCode: 'INVALID_INPUT',
      message: 'Bad Request',
      output: { errors: [error], fieldErrors: {} },
    };
    expect(readError(JSON.stringify(whole), 'json')).toMatchObject({
      form: 'ui-api',
      refusals: [{ message: alertText }],
      others: [],
    });
  });

  it.each([
    [
      'rest-tree',
      {
        hasErrors: true,
        results: [
          {
            referenceId: 'r1',
            errors: [{ statusCode: 'DUPLICATES_DETECTED', message: alertText, fields: [] }],
          },
        ],
      },
    ],
    ['rest-batch', { hasErrors: true, results: [{ statusCode: 400, result: [error] }] }],
  ])('is read from an answer of %s', (form, whole) => {
    expect(readError(JSON.stringify(whole), 'json')).toMatchObject({
      form,
      refusals: [{ message: alertText }],
    });
  });

  it('of a conversion is known by the SOAP response', () => {
    const errors = `<errors xsi:type="DuplicateError"><message>${alertText}</message><statusCode>DUPLICATES_DETECTED</statusCode></errors>`;
    const text = `<convertLeadResponse><result>${errors}<success>false</success></result></convertLeadResponse>`;
    expect(readError(text, 'xml')).toMatchObject({ form: 'soap', refusals: [{ operation: 'convertLead' }] });
  });

  it('is read from a code in brackets', () => {
    expect(readError('Error (DUPLICATES_DETECTED): Use one of these records?', null)).toMatchObject({
      refusals: [{ message: 'Use one of these records?' }],
    });
  });

  it('is read from the errors of the UI API', () => {
    const reading = readError(
      JSON.stringify({
        enhancedErrorType: 'RecordError',
        message: 'An error occurred while trying to update the record. Please try again.',
        statusCode: 400,
        output: {
          errors: [
            {
              constituentField: null,
              duplicateRecordError: {
                matchResults: [
                  {
                    apiName: 'Lead',
                    isAllowSave: false,
                    matchRecordIds: ['00Q000000000001AAA'],
                    matchRule: 'Lead_DR',
                    objectLabel: 'Lead',
                    objectLabelPlural: 'Leads',
                    themeInfo: null,
                  },
                ],
              },
              errorCode: 'DUPLICATES_DETECTED',
              field: null,
              fieldLabel: null,
              message: alertText,
            },
          ],
          fieldErrors: {},
        },
      }),
      'json',
    );
    expect(reading.form).toBe('ui-api');
    expect(only(reading).answer?.results).toMatchObject([
      {
        allowSave: false,
        duplicateRule: 'Lead_DR',
        matchResults: [{ entityType: 'Lead', matchRecords: [{ id: '00Q000000000001AAA' }] }],
      },
    ]);
  });

  it('keeps rows with the same message and the same matches together, others apart', () => {
    const row = (allowSave: boolean) => ({
      success: false,
      errors: [
        { statusCode: 'DUPLICATES_DETECTED', message: 'Same?', duplicateResult: { ...payload, allowSave } },
      ],
    });
    const plain = {
      success: false,
      errors: [{ statusCode: 'DUPLICATES_DETECTED', message: 'Same?', fields: [] }],
    };
    const other = {
      success: false,
      errors: [
        {
          statusCode: 'REQUIRED_FIELD_MISSING',
          message: 'Required fields are missing: [LastName]',
          fields: ['LastName'],
        },
      ],
    };
    const reading = readError(
      JSON.stringify([row(true), plain, row(false), plain, row(true), other, plain]),
      null,
    );
    expect(
      reading.refusals.map(({ count, answer }) => [count, answer?.results[0]?.allowSave ?? null]),
    ).toEqual([
      [2, true],
      [3, null],
      [1, false],
    ]);
    expect(reading.others).toEqual([
      {
        code: 'REQUIRED_FIELD_MISSING',
        message: 'Required fields are missing: [LastName]',
        count: 1,
        explanation: null,
      },
    ]);
  });

  it('knows the request that simple_salesforce names', () => {
    const url = 'https://x.my.salesforce.com/services/data/v59.0/sobjects/Contact/';
    const bare = python([{ message: alertText, errorCode: 'DUPLICATES_DETECTED', fields: [] }]);
    const at = (path: string) =>
      only(
        readError(
          `SalesforceMalformedRequest: Malformed request ${url}${path}. Response content: ${bare}`,
          null,
        ),
      );
    expect(at('')).toMatchObject({ object: 'Contact', operation: 'insert', answer: null });
    expect(at(contact)).toMatchObject({ object: 'Contact', operation: 'update' });
    expect(at('Ext__c/4711')).toMatchObject({ object: 'Contact', operation: 'upsert' });
  });
});
