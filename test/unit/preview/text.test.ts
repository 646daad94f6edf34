import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { previewText } from '../../../server/src/core/preview/text.ts';
import { answer, lead, match, preview, record, result } from './answers.ts';

const org = {
  username: 'u@x.example',
  alias: 'dev',
  instanceUrl: 'https://x.example',
  recordUrl: 'https://x.example/',
};

test('a preview in a terminal', () => {
  const found = match('Lead_Rule_Match', [
    record('00Q000000000001AAA', {
      fields: { Name: 'Ada Lovelace', Email: 'ada@example.com', Phone: null },
      fieldDiffs: [{ name: 'Email', difference: 'SAME' }],
    }),
  ]);
  const shown = preview({
    org,
    notes: ['Only 1 of 2 was read.'],
    sample: lead({ Email: 'ADA@example.com', Phone: '1' }),
    answer: answer(result({ matchResults: [{ ...found, size: 2 }] })),
  });
  const text = previewText(shown, { width: 90 });
  expect(text.split('\n').slice(0, 20)).toEqual([
    'Insert of Lead: 2 matches by 1 rule',
    "Insert of Lead is refused with DUPLICATES_DETECTED by rule 'Lead Rule', unless",
    '  allowSave=true is passed where the channel carries it.',
    'Known from SOAP findDuplicates in org u@x.example (dev), 2026-11-22 14:03 UTC',
    'Note: Only 1 of 2 was read.',
    '',
    'Rule Lead Rule (Lead.Lead_Rule): finds a match',
    '  Allow + Alert on create, Allow + Report on edit;',
    '    force-app/…/Lead.Lead_Rule.duplicateRule-meta.xml',
    '  Alert text: Use one of these records?',
    '  It finds records whether or not they are shared with the running user',
    '  By matching rule Lead Rule Match (ExactMatchEngine) among Lead: Email (Exact)',
    '    2 records match, shown: 1',
    '    Lead Ada Lovelace (00Q000000000001AAA), confidence 100',
    '      https://x.example/00Q000000000001AAA',
    '      Offline: match (exact)',
    '        Field  Sample           Record',
    '      * Email  ADA@example.com  ada@example.com  same, Exact',
    '        Name   -                Ada Lovelace     not in the sample',
    '        Phone  1                (blank)          blank in the record',
  ]);
  expect(text).toContain('    the user is asked, and may save: forms\n');
  expect(text.replace(/\s+/g, ' ')).toContain(
    'refused with DUPLICATES_DETECTED unless allowSave=true is passed: Apex insert and update, REST, SOAP, UI API, Data Loader in SOAP mode refused with DUPLICATES_DETECTED: Apex upsert, DML in triggers and packages, Lightning web components, Bulk API, Flow, sf CLI, Data Loader in bulk mode, Data Import Wizard, Web-to-Lead ',
  );
  expect(text).toContain('Not tested, or not known to be:\n  Sharing: ');
});

test('an error has no sample beside it', () => {
  const found = match('Lead_Rule_Match', [record('00Q000000000001AAA', { fields: { Email: 'a@b.c' } })]);
  const shown = preview({
    by: 'error',
    sample: null,
    operation: null,
    answer: answer(result({ matchResults: [found] })),
  });
  expect(previewText(shown)).toContain('        Field  Record\n      * Email  a@b.c   not known, Exact\n');
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
const steering = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

describe('values', () => {
  const withValue = (value: string, width = 60) => {
    const found = match('Lead_Rule_Match', [
      record('00Q000000000001AAA', { fields: { Email: value, Name: value } }),
    ]);
    return previewText(
      preview({
        sample: lead({ Email: value }),
        answer: answer(result({ errorMessage: value, matchResults: [found] })),
        notes: [value],
      }),
      { width },
    );
  };

  test('neither steer the terminal nor break the line', () => {
    const text = withValue('\u001b[31mred\u0007\u202e\r\nnext');
    expect(text).not.toMatch(steering);
    expect(text).not.toMatch(/^next/m);
    expect(text).toContain('\\x1b[31mred');
  });

  test('are cut to the width', () => {
    const text = withValue('x'.repeat(100_000), 60);
    const tableLines = text.split('\n').filter((line) => line.includes('…'));
    expect(tableLines.length).toBeGreaterThan(1);
    for (const line of tableLines.filter((one) => /^ {6}/.test(one)))
      expect(line.length).toBeLessThanOrEqual(60);
  });

  test('of any kind give text without control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: -5, max: 200 }), (value, width) => {
        expect(withValue(value, width)).not.toMatch(steering);
      }),
      { numRuns: 50 },
    );
  });
});
