import { describe, expect, it } from 'vitest';
import { checkObservations } from '../../../server/src/core/rules/evaluate.ts';
import { catalogOf } from '../../support/catalog.ts';
import { contextOf, type Fields, inShort, observed, reportsOnObservation } from '../../support/findings.ts';

describe('fields that turn a rule off', () => {
  const write = (field: string, value: string | number | boolean | null, object: string | null = 'Lead') =>
    ({ kind: 'field-write', object, field, value }) as const;
  const skip = 'Lead.A: Block/Block when Skip_Duplicates__c equals False';
  const warning = ['warning condition-field-bypass'];

  it.each<[string, string, ReturnType<typeof write>, readonly string[]]>([
    ['the value that turns it off', skip, write('Skip_Duplicates__c', true), warning],
    ['the field in other letters', skip, write('SKIP_DUPLICATES__C', true), warning],
    ['the other value', skip, write('Skip_Duplicates__c', false), []],
    ['an object that is not known', skip, write('Skip_Duplicates__c', true, null), warning],
    ['another object', skip, write('Skip_Duplicates__c', true, 'Contact'), []],
    ['an inactive rule', `${skip} inactive`, write('Skip_Duplicates__c', true), []],
    ['an inactive matching rule', `${skip} matching-inactive`, write('Skip_Duplicates__c', true), []],
    [
      'a rule that only reports',
      'Lead.A: Report/Report when Skip_Duplicates__c equals False',
      write('Skip_Duplicates__c', true),
      [],
    ],
    [
      'an Alert rule',
      'Lead.A: Alert/Alert when Skip_Duplicates__c notEqual True',
      write('Skip_Duplicates__c', true),
      warning,
    ],
    [
      'a rule that refuses on one operation',
      'Lead.A: Report/Block when Skip_Duplicates__c equals False',
      write('Skip_Duplicates__c', true),
      warning,
    ],
    [
      'a condition that the value fulfils',
      'Lead.A: Block/Block when Skip_Duplicates__c equals True',
      write('Skip_Duplicates__c', true),
      [],
    ],
    ['a field that decides', 'Lead.A: Block/Block when Country equals US', write('Country', 'DE'), []],
    [
      'a checkbox that decides',
      'Lead.A: Block/Block when Is_Customer__c equals False',
      write('Is_Customer__c', true),
      [],
    ],
    [
      'a word within a word',
      'Lead.A: Block/Block when Allowance__c equals False',
      write('Allowance__c', true),
      [],
    ],
    [
      'a date that is cleared',
      'Lead.A: Block/Block when Bypass_Until__c equals 2030-01-01',
      write('Bypass_Until__c', null),
      warning,
    ],
    [
      'a person account',
      'PersonAccount.A: Block/Block when SkipRules__pc equals False',
      write('SkipRules__pc', true, 'Account'),
      warning,
    ],
    [
      'a condition on the user',
      'Lead.A: Block/Block when $User.Skip__c equals False',
      write('Skip__c', true),
      [],
    ],
  ])('%s', (_, rules, seen, expected) => {
    expect(inShort(reportsOnObservation(seen, contextOf(catalogOf(rules))))).toEqual(expected);
  });

  it.each([
    ['Bypass__c', true],
    ['AllowDuplicates__c', true],
    ['bypassduplicaterules__c', true],
    ['Rule_Skipped__c', true],
    ['Ignored__c', true],
    ['OverrideCheck__c', true],
    ['Exempted__c', true],
    ['Disable_Rules__c', true],
    ['Overridden__c', true],
    ['By_Pass_Rules__c', true],
    ['ByPassRules__c', true],
    ['By_Passport__c', false],
    ['Disallowed__c', false],
    ['Skipper__c', false],
    ['Active__c', false],
  ])('%s is a bypass field: %s', (field, expected) => {
    const rules = `Lead.A: Block/Block when ${field} equals False`;
    expect(reportsOnObservation(write(field, true), contextOf(catalogOf(rules)))).toHaveLength(
      expected ? 1 : 0,
    );
  });

  it.each<[string, Fields, readonly string[], boolean]>([
    ['a label that says so', { 'Lead.X__c': { label: 'Ignore duplicates', type: 'Checkbox' } }, [], true],
    ['a label that does not', { 'Lead.X__c': { label: 'Customer', type: 'Checkbox' } }, [], false],
    [
      'a label and another type',
      { 'Lead.X__c': { label: 'Ignore duplicates', type: 'Picklist' } },
      [],
      false,
    ],
    [
      'a word of the settings',
      { 'Lead.X__c': { label: 'Migrated record', type: 'Checkbox' } },
      ['migrate'],
      true,
    ],
  ])('%s', (_, fields, bypassFieldWords, expected) => {
    const context = contextOf(catalogOf('Lead.A: Block/Block when X__c equals False'), {
      fields,
      settings: { bypassFieldWords: [...bypassFieldWords] },
    });
    expect(reportsOnObservation(write('X__c', true), context)).toHaveLength(expected ? 1 : 0);
  });

  it('says which rule is turned off, and when it runs', () => {
    const [report] = reportsOnObservation(write('Skip_Duplicates__c', true), contextOf(catalogOf(skip)));
    expect(report!.message).toBe(
      'Skip_Duplicates__c = true turns rule \'A\' (Block on create, Block on edit, force-app/…/Lead.A.duplicateRule-meta.xml) off for the record. It runs only where Skip_Duplicates__c equals "False". Neither Alert nor Block is applied then. Write down why, as the page of this rule shows, or leave the field out so that the rule runs.',
    );
    expect(report!.related).toMatchObject([{ message: "Rule 'A'" }]);
  });
});

describe('other observations', () => {
  const bypassing = (method: string, argument: boolean | null) =>
    ({ kind: 'dedupe-check-bypass', method, argument }) as const;

  it.each<[string, string, Parameters<typeof reportsOnObservation>[0], readonly string[]]>([
    [
      'bypass of the account check',
      '',
      bypassing('setBypassAccountDedupeCheck', true),
      ['warning dedupe-check-bypass'],
    ],
    [
      'bypass of the contact check',
      '',
      bypassing('setBypassContactDedupeCheck', true),
      ['warning dedupe-check-bypass'],
    ],
    ['with false', '', bypassing('setBypassContactDedupeCheck', false), []],
    ['with a value that is not known', '', bypassing('setBypassContactDedupeCheck', null), []],
    [
      'where no rule runs on conversion',
      'setting leadConversion off',
      bypassing('setBypassContactDedupeCheck', true),
      [],
    ],
    [
      'without an active rule',
      'Contact.A: Block/Block inactive',
      bypassing('setBypassContactDedupeCheck', true),
      [],
    ],
    [
      'includeRecordDetails',
      '',
      { kind: 'no-such-option', name: 'includeRecordDetails' },
      ['error malformed-duplicate-header'],
    ],
    [
      'a misspelt header',
      '',
      {
        kind: 'malformed-header',
        problem: {
          what: 'header-name',
          written: 'Sforce-Duplicate-Rules-Header',
          meant: 'Sforce-Duplicate-Rule-Header',
        },
      },
      ['warning malformed-duplicate-header'],
    ],
    [
      'a parameter that does not exist',
      '',
      {
        kind: 'malformed-header',
        problem: { what: 'parameter-name', written: 'operationName', meant: null },
      },
      ['warning malformed-duplicate-header'],
    ],
    [
      'a value that is no boolean',
      '',
      { kind: 'malformed-header', problem: { what: 'parameter-value', name: 'allowSave', written: 'yes' } },
      ['warning malformed-duplicate-header'],
    ],
    [
      'options for an upsert',
      '',
      { kind: 'no-such-overload', method: 'Database.upsert' },
      ['error malformed-duplicate-header'],
    ],
    [
      'size() of findDuplicates',
      '',
      { kind: 'find-duplicates-misread', reads: 'size', call: observed(bypassing('x', null)).place },
      ['warning find-duplicates-misread'],
    ],
    [
      'isSuccess()',
      '',
      { kind: 'find-duplicates-misread', reads: 'is-success', call: observed(bypassing('x', null)).place },
      ['warning find-duplicates-misread'],
    ],
    [
      'a list that holds some',
      '',
      { kind: 'find-duplicates-misread', reads: 'result-list', call: observed(bypassing('x', null)).place },
      ['warning find-duplicates-misread'],
    ],
    [
      'a rule set inactive',
      '',
      { kind: 'rule-deactivation', ruleKind: 'duplicate', ruleName: 'Lead.A', reactivated: false },
      ['warning rule-deactivated-by-code'],
    ],
    [
      'a rule set inactive and active again',
      '',
      { kind: 'rule-deactivation', ruleKind: 'matching', ruleName: null, reactivated: true },
      [],
    ],
  ])('%s', (_, rules, seen, expected) => {
    expect(inShort(reportsOnObservation(seen, contextOf(catalogOf(rules))))).toEqual(expected);
  });

  it('are not reported in tests, unless the settings ask for it', () => {
    const seen = [observed(bypassing('setBypassContactDedupeCheck', true), true)];
    expect(checkObservations(seen, contextOf(catalogOf()))).toEqual([]);
    expect(
      checkObservations(seen, contextOf(catalogOf(), { settings: { includeTests: true } })),
    ).toHaveLength(1);
  });
});
