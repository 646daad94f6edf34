import { describe, expect, test } from 'vitest';
import { compileReference, isCompiled } from '../../../server/src/core/matching/compile.ts';
import { rowIndexer } from '../../../server/src/core/matching/index/tableIndex.ts';
import { tableSource } from '../../../server/src/core/matching/index/tableSource.ts';
import { candidatesOf } from '../../../server/src/core/matching/run/candidates.ts';
import type { CandidateSource } from '../../../server/src/core/matching/run/model.ts';
import type { RuleCatalog } from '../../../server/src/core/outcome/model.ts';
import { tableBuilder } from '../../../server/src/core/recordSets/table.ts';
import { catalogWith } from '../../support/catalog.ts';
import type { Fields } from '../../support/matchingRules.ts';
import { duplicateRule, leads, ruleOver, runOf, save } from '../../support/offlineRuns.ts';

const standard = catalogWith([duplicateRule('Lead', [['Lead', 'Standard_Lead_Match_Rule_v1_0']])], []);

function indexed(catalog: RuleCatalog, records: readonly Fields[]): CandidateSource {
  const compiled = compileReference(catalog.duplicateRules[0]!.matchRules[0]!, catalog);
  if (!isCompiled(compiled)) throw new Error(compiled.why);
  const indexer = rowIndexer([compiled]);
  const builder = tableBuilder({ object: 'Lead', taken: indexer.add });
  const fields = Object.keys(blank);
  builder.fields(fields);
  for (const [at, record] of records.entries()) {
    const values = fields.map((field) => String(record[field] ?? ''));
    builder.record(values, { row: at + 1, line: null }, null);
  }
  return tableSource([{ table: builder.build(), indexes: indexer.build() }]);
}

const blank = {
  FirstName: '',
  LastName: '',
  Email: '',
  Phone: '',
  Company: '',
  Title: '',
  Street: '',
  City: '',
  PostalCode: '',
};
const ada = { ...blank, FirstName: 'Ada', LastName: 'Byron', Email: 'ada@x.example', Company: 'Acme' };
const other = { ...blank, FirstName: 'Grace', LastName: 'Hopper', Email: 'grace@y.example', Company: 'Navy' };

describe('that nothing is found is as sure as what keys of the existing records are known', () => {
  test.each<[string, RuleCatalog, Fields, readonly Fields[], string]>([
    ['usual values', standard, ada, [other], 'documented'],
    [
      'a last name of two words, with whose other parts the key would be the same',
      standard,
      ada,
      [{ ...other, FirstName: 'Ann', LastName: 'Lovelace King', Email: 'king@x.example' }],
      'approximate',
    ],
    [
      'one with whose other parts it would not',
      standard,
      ada,
      [{ ...other, LastName: 'Lovelace King' }],
      'documented',
    ],
    [
      'an address of which all is open',
      standard,
      ada,
      [{ ...other, Email: 'grace+hopper@y.example' }],
      'approximate',
    ],
    [
      'the same, and the record has no address',
      standard,
      { ...ada, Email: '' },
      [{ ...other, Email: 'grace+hopper@y.example' }],
      'documented',
    ],
    [
      'values that are compared exactly',
      ruleOver('Lead: LastName'),
      ada,
      [{ ...other, LastName: 'Öz' }],
      'exact',
    ],
  ])('%s', (_, catalog, record, existing, certainty) => {
    const expected = { finds: false, certainty };
    expect(runOf(save(catalog, record), indexed(catalog, existing))).toMatchObject(expected);
    expect(runOf(save(catalog, record), candidatesOf(leads(...existing)))).toMatchObject(expected);
  });
});
