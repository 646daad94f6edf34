import { describe, expect, test } from 'vitest';
import { fieldsToRead } from '../../../server/src/core/preview/fieldsToRead.ts';
import { catalogOf } from '../../support/catalog.ts';
import { answer, lead, match, record, result } from './answers.ts';

describe('fields to read', () => {
  const catalog = catalogOf('Lead: Alert/Report matching Email, Account');
  test('are those that matching rules compare, those of which the answer tells a difference, and a name that it lacks', () => {
    const records = [
      record('00Q000000000001AAA', { fieldDiffs: [{ name: 'City', difference: 'SAME' }] }),
      record('00Q000000000002AAA'),
      record('00Q000000000002AAA'),
      record('not an id'),
      record('003000000000001AAA', { type: 'Contact', fieldDiffs: [{ name: 'a b', difference: 'SAME' }] }),
      record('003000000000001AAA', { type: "Contact WHERE x = 'y'" }),
    ];
    expect(
      fieldsToRead(answer(result({ matchResults: [match('Lead_Rule_Match', records)] })), catalog),
    ).toEqual([
      {
        type: 'Lead',
        ids: ['00Q000000000001AAA', '00Q000000000002AAA'],
        fields: ['Email', 'AccountId', 'City', 'Name'],
      },
      { type: 'Contact', ids: ['003000000000001AAA'], fields: ['Email', 'AccountId', 'Name'] },
    ]);
  });

  test('of a sample with an id too', () => {
    const sample = lead({ Email: 'x' }, '00Q000000000009AAA');
    expect(fieldsToRead(answer(result()), catalog, sample)).toEqual([
      {
        type: 'Lead',
        ids: ['00Q000000000009AAA', '00Q000000000001AAA'],
        fields: ['Email', 'AccountId', 'Name'],
      },
    ]);
  });

  test('of many records are bounded', () => {
    const records = Array.from({ length: 300 }, (_, n) => record(`00Q${String(n).padStart(12, '0')}`));
    const [request] = fieldsToRead(
      answer(result({ matchResults: [match('Lead_Rule_Match', records)] })),
      catalog,
    );
    expect(request!.ids.length).toBe(200);
  });
});
