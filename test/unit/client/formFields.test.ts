import { describe, expect, test } from 'vitest';
import type { FormState } from '../../../client/src/preview/messages.ts';
import { idExpression, recordOf, rowsOf } from '../../../client/webview/formFields.ts';

const state: FormState = {
  draftNumber: 1,
  form: {
    object: 'Lead',
    fields: [
      { name: 'Email', label: 'Email', input: 'email', type: 'Email', options: [], usedBy: [] },
      { name: 'Vip__c', label: 'VIP', input: 'checkbox', type: 'Checkbox', options: [], usedBy: [] },
    ],
    rules: [],
    problems: [],
    typesGuessed: false,
  },
  id: null,
  fields: [
    { name: 'EMAIL', value: 'a@b.example' },
    { name: 'Company', value: null },
  ],
  open: [{ name: 'LastName', expression: 'lastName' }],
  origin: '',
  against: null,
};

describe('rows of the form', () => {
  const rows = rowsOf(state);

  test('fields of the rules come first, each field once whatever its case', () => {
    expect(rows.map(({ field }) => field.name)).toEqual(['Email', 'Vip__c', 'Company', 'LastName']);
  });

  test('values and expressions of the draft are taken over', () => {
    expect(rows.map(({ value, blank, expression }) => [value, blank, expression])).toEqual([
      ['a@b.example', false, ''],
      ['', false, ''],
      ['', true, ''],
      ['', false, 'lastName'],
    ]);
  });

  test('what is not set is not sent; what is blank on purpose is', () => {
    expect(recordOf('Lead', ' ', rows)).toEqual({
      object: 'Lead',
      id: null,
      fields: [
        { name: 'Email', value: 'a@b.example' },
        { name: 'Company', value: null },
      ],
    });
  });

  test.each([
    ['true', true],
    ['false', false],
  ])('a checkbox field that is %s', (value, expected) => {
    const changed = rows.map((row) => (row.field.name === 'Vip__c' ? { ...row, value } : row));
    expect(recordOf('Lead', '', changed).fields).toContainEqual({ name: 'Vip__c', value: expected });
  });

  test('an id that the code computes is asked for as the id', () => {
    const update: FormState = { ...state, open: [{ name: 'Id', expression: 'leadId' }] };
    expect(rowsOf(update).map(({ field }) => field.name)).not.toContain('Id');
    expect(idExpression(update)).toBe('leadId');
  });

  test('an id makes it an update', () => {
    expect(recordOf('Lead', ' 00Q000000000001AAA ', rows).id).toBe('00Q000000000001AAA');
  });
});
