import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readError } from '../../../server/src/core/explain/read.ts';

const pieces = fc.constantFrom(
  '[{"duplicateResut":{"allowSave":true,"duplicateRule":"DR","matchResults":[{"matchRecords":[{"record":{"Id":"003"}}]}]},',
  '"errorCode":"DUPLICATES_DETECTED","message":"Hm?"}]',
  "{'duplicateResut': {'allowSave': True,",
  "{\n  errorCode: 'DUPLICATES_DETECTED',\n  duplicateResut: {\n    matchResults: [ [Object] ],\n",
  '\\"errorCode\\":\\"DUPLICATES_DETECTED\\"',
  '[{\\"duplicateResut\\":{',
  'System.DmlException: Insert failed. First exception on row 0; first error: DUPLICATES_DETECTED, A?: []',
  'X: execution of AfterUpdate\n\ncaused by: ',
  'Class.A.b: line 1, column 1\n',
  '<errors xsi:type="DuplicateError"><statusCode>DUPLICATES_DETECTED</statusCode>',
  '<soapenv:Envelope><soapenv:Body>',
  '</errors>',
  '17:34:16.390 (4768207887)|DUPLICATE_DETECTION_BEGIN\n',
  '17:34:16.390 (1)|DUPLICATE_DETECTION_RULE_INVOCATION|DuplicateRuleId:0Bm|DuplicateRuleName:R|DmlType:INSERT\n',
  '17:34:16.390 (1)|DUPLICATE_DETECTION_MATCH_INVOCATION_DETAILS|EntityId:1|ActionTaken:Block|DuplicateRecordIds:2\n',
  '17:34:16.390 (1)|FATAL_ERROR|',
  'sf__Id,sf__Error,LastName\n',
  'LASTNAME,ERROR\n',
  'DUPLICATES_DETECTED',
  'DUPLICATE_VALUE, duplicate value found: ',
  '__proto__',
  '{"__proto__":{"errorCode":"DUPLICATES_DETECTED"}}',
  '\n',
  '\r',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '\\',
  ',',
  ': [',
  ']',
  '<',
  '&',
  '\u2028',
  '\ud800',
  '\0',
);

describe('whatever is pasted', () => {
  it('reading it never throws', () => {
    const text = fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 14 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom(null, 'json', 'csv', 'apexlog', 'xml'), (value, languageId) => {
        const reading = readError(value, languageId);
        expect(reading.refusals.length + reading.others.length + reading.problems.length).toBeGreaterThan(0);
        for (const { rows, count } of reading.refusals) {
          expect(count).toBeGreaterThan(0);
          expect(rows.length).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 1500 },
    );
    expect(({} as { errorCode?: string }).errorCode).toBeUndefined();
  });

  const size = 5_000_000;
  const filled = (piece: string) => piece.repeat(Math.ceil(size / piece.length));

  it.each([
    ['brackets', filled('[')],
    ['braces with keys', filled('{a:')],
    ['braces with keys, and the code', `${filled('{a: ')}DUPLICATES_DETECTED`],
    ['opened lists of objects, and the code', `${filled('[{"a":')}"DUPLICATES_DETECTED"`],
    ['opened strings', filled('{"errorCode":"DUPLICATES_DETECTED')],
    ['escaped strings', filled('{\\"errorCode\\":\\"DUPLICATES_DETECTED')],
    ['escaped quotes', filled('[{\\"')],
    ['the code', filled('DUPLICATES_DETECTED')],
    ['the code with commas', filled('DUPLICATES_DETECTED, ')],
    ['the code and brackets', filled('DUPLICATES_DETECTED: [')],
    ['codes of other errors', filled('first error: DUPLICATE_VALUE, x ')],
    ['keys', filled('errorCode ')],
    ['tags', filled('<errors>')],
    ['closed tags', filled('<errors><statusCode>DUPLICATES_DETECTED</statusCode></errors>')],
    ['unfinished tags', filled('<errors <statusCode ')],
    ['failed statements', `${filled('Insert failed. First exception on row 0; ')}DUPLICATES_DETECTED`],
    ['spaces', `[${filled(' ')}DUPLICATES_DETECTED`],
    ['backslashes', `{"errorCode${filled('\\')}`],
    ['a log line', `17:34:16.390 (4768207887)|FATAL_ERROR|${filled('DUPLICATES_DETECTED, x')}`],
    ['log lines', filled('17:34:16.390 (1)|DUPLICATE_DETECTION_BEGIN\n')],
    [
      'matches',
      filled(
        '17:34:16.390 (1)|DUPLICATE_DETECTION_MATCH_INVOCATION_DETAILS|ActionTaken:Block|DuplicateRecordIds:2\n',
      ),
    ],
    ['exceptions', filled('17:34:16.390 (1)|EXCEPTION_THROWN|[1]|DUPLICATES_DETECTED, x\n')],
    ['a header', `sf__Id,sf__Error,${filled('a,')}\n`],
    [
      'rows of their own',
      `LASTNAME,ERROR\n${Array.from({ length: 500_000 }, (_, at) => `x,${at} is wrong\n`).join('')}`,
    ],
    ['an open quote', `sf__Id,sf__Error\n${filled('"a')}`],
  ])(
    '5 MB of %s take a short time',
    (_, text) => {
      const started = performance.now();
      readError(text, null);
      expect(performance.now() - started).toBeLessThan(30_000);
    },
    60_000,
  );
});
