import { describe, expect, it } from 'vitest';
import { convertLeadCell } from '../../../server/src/core/outcome/leadConversion.ts';
import { documentedOnlySince, optionMeanings } from '../../../server/src/core/outcome/optionSemantics.ts';
import { silentCase, silentCases } from '../../../server/src/core/outcome/silentCases.ts';
import { sources } from '../../../server/src/core/outcome/sources.ts';

describe('section 1.3, lead conversion', () => {
  const block = { action: 'Block', alert: false, report: false } as const;
  const alert = { action: 'Allow', alert: true, report: true } as const;
  const report = { action: 'Allow', alert: false, report: true } as const;

  it.each([
    [block, true, 'refused', 'documented'],
    [alert, true, 'refused', 'documented'],
    [report, true, 'refused', 'well-founded'],
    [block, false, 'not-evaluated', 'documented'],
    [alert, false, 'not-evaluated', 'documented'],
    [report, false, 'not-evaluated', 'documented'],
    [block, null, 'refused', 'documented'],
    [alert, null, 'refused', 'documented'],
    [report, null, 'unknown', 'open'],
  ] as const)('%j with validation %s is %s', (reaction, validation, result, confidence) => {
    expect(convertLeadCell(reaction, validation)).toMatchObject({ result, confidence });
  });
});

describe('section 1.4, rules that silently do not fire', () => {
  it.each([
    ['inactive', 'documented', 'rules'],
    ['condition-false', 'documented', 'code'],
    ['blank-lookup-in-condition', 'documented', 'data'],
    ['portal-user-condition', 'documented', 'data'],
    ['no-field-access', 'documented', 'data'],
    ['not-shared', 'documented', 'data'],
    ['over-100-candidates', 'documented', 'data'],
    ['match-key-differs', 'documented', 'data'],
    ['person-account-lookup', 'documented', 'data'],
    ['non-latin-or-non-us-zip', 'documented', 'data'],
    ['no-matching-field-written', 'well-founded', 'code'],
    ['fuzzy-field-in-or', 'documented', 'rules'],
  ])('%s', (id, confidence, seenIn) => {
    expect(silentCase(id)).toMatchObject({ confidence, seenIn });
  });

  it('has these twelve', () => {
    expect(silentCases).toHaveLength(12);
    for (const { sources: keys } of silentCases) for (const key of keys) expect(sources[key]).toBeTruthy();
  });
});

describe('sections 1.5 and 1.6, what options mean', () => {
  it('has every option on every API, and includeRecordDetails not in Apex', () => {
    expect(optionMeanings.map(({ option, api, exists }) => `${option} ${api} ${exists}`)).toEqual([
      'allowSave apex true',
      'allowSave soap true',
      'allowSave rest true',
      'includeRecordDetails apex false',
      'includeRecordDetails soap true',
      'includeRecordDetails rest true',
      'runAsCurrentUser apex true',
      'runAsCurrentUser soap true',
      'runAsCurrentUser rest true',
    ]);
  });

  it.each([
    ['rest-record', 51, 52],
    ['rest-record', 52, null],
    ['rest-record', null, null],
    ['rest-composite', 50, 52],
    ['ui-api', 42, 43],
    ['ui-api', 43, null],
    ['soap', 30, null],
    ['apex-database', 30, null],
  ] as const)('%s in version %s: documented since %s', (channel, apiVersion, since) => {
    expect(documentedOnlySince({ channel, apiVersion })).toBe(since);
  });
});
