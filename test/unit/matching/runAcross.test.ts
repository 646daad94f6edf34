import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../../server/src/core/matching/run/candidates.ts';
import { runRules } from '../../../server/src/core/matching/run/run.ts';
import type { FieldMapping, MatchingRule } from '../../../server/src/core/metadata/model.ts';
import type { RuleCatalog } from '../../../server/src/core/outcome/model.ts';
import { catalogWith } from '../../support/catalog.ts';
import { type Fields, matchingRule } from '../../support/matchingRules.ts';
import { byron, duplicateRule, leads, recordOf, runOf, save } from '../../support/offlineRuns.ts';

describe('several matching rules', () => {
  const mapping = [
    { inputField: 'Email', outputField: 'Email' },
    { inputField: 'City', outputField: 'MailingCity' },
  ];
  const matching: readonly MatchingRule[] = [
    matchingRule('Lead: Email'),
    matchingRule('Contact: Email, MailingCity', 'Active', 'C'),
  ];
  const catalogOf = (map: readonly FieldMapping[] | undefined) =>
    catalogWith(
      [
        duplicateRule('Lead', [
          ['Lead', 'R'],
          ['Contact', 'C', map!],
        ]),
      ],
      matching,
    );
  const ada = { Email: 'a@b.example', City: 'London' };
  const contact = recordOf('Contact', { Email: 'a@b.example', MailingCity: 'london' });

  it('find together', () => {
    const [run] = runRules(save(catalogOf(mapping), ada), candidatesOf([contact, ...leads(byron)]));
    expect(run).toMatchObject({ finds: true, certainty: 'exact' });
    expect(run!.parts.map(({ matches }) => matches?.length)).toEqual([0, 1]);
  });

  it('stay open where one could not look', () => {
    const [run] = runRules(save(catalogOf(mapping), ada), candidatesOf(leads(byron)));
    expect(run).toMatchObject({ finds: null, certainty: 'unknown' });
    const [unmapped] = runRules(save(catalogOf(undefined), ada), candidatesOf([contact, ...leads(byron)]));
    expect(unmapped!.parts[1]!.notes).toEqual(['Which fields of Lead are mapped to Contact is not known.']);
  });
});

describe('accounts', () => {
  const person = matchingRule('PersonAccount: LastName LastName, PersonEmail');
  const business = matchingRule('Account: Name, Phone', 'Active', 'B');
  const both = catalogWith(
    [duplicateRule('Account', [['Account', 'B']]), duplicateRule('PersonAccount', [['PersonAccount', 'R']])],
    [person, business],
  );
  const account = (fields: Fields) => recordOf('Account', fields);
  const runs = (catalog: RuleCatalog, fields: Fields, object = 'Account') =>
    runRules(save(catalog, fields, { object }), candidatesOf([account({ Name: 'Acme' })])).map(
      (run) => run.runs,
    );

  it.each<[Fields, (boolean | null)[]]>([
    [{ Name: 'Acme' }, [true, false]],
    [{ LastName: 'Byron' }, [false, true]],
    [{ IsPersonAccount: true, Name: 'Ada Byron' }, [false, true]],
    [{ IsPersonAccount: 'false', LastName: 'x' }, [true, false]],
    [{ Name: 'Acme', LastName: '' }, [true, false]],
    [{ Phone: '1' }, [null, null]],
  ])('have rules by their kind: %o', (fields, expected) => expect(runs(both, fields)).toEqual(expected));

  it('are business accounts where no rule speaks of persons', () => {
    expect(
      runs(catalogWith([duplicateRule('Account', [['Account', 'B']])], [business]), { Phone: '1' }),
    ).toEqual([true]);
  });

  it('match accounts of their kind', () => {
    const source = candidatesOf([
      account({ IsPersonAccount: false, LastName: 'Byron', PersonEmail: 'a@b.example', Mark__c: 'business' }),
      account({ IsPersonAccount: true, LastName: 'Byron', PersonEmail: 'a@b.example', Mark__c: 'person' }),
    ]);
    const input = save(both, { LastName: 'Byron', PersonEmail: 'a@b.example' }, { object: 'PersonAccount' });
    const run = runRules(input, source).find(({ runs: does }) => does === true)!;
    expect(run.parts[0]!.matches!.map(({ candidate }) => candidate.value('Mark__c'))).toEqual(['person']);
  });

  it('need their name and a place for the standard rule', () => {
    const standard = catalogWith(
      [duplicateRule('Account', [['Account', 'Standard_Account_Match_Rule_v1_0']])],
      [],
    );
    const source = candidatesOf([account({ Name: 'Acme' })]);
    const of = (fields: Fields) => runOf(save(standard, fields, { object: 'Account' }), source);
    expect(of({ Name: 'Acme' })).toMatchObject({ finds: false, certainty: 'documented' });
    expect(of({ Name: 'Acme', BillingCity: 'London' })).toMatchObject({
      finds: null,
      notes: [expect.stringMatching(/^The equation of the standard account matching rule is not known/)],
    });
  });
});
