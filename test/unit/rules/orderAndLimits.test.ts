import { describe } from 'vitest';
import { matchingRulesXml } from '../../support/ruleFiles.ts';
import { checkRuleFiles as check } from '../../support/ruleFileTable.ts';

describe('duplicate-sort-order', () => {
  const same = 'warning duplicate-sort-order @1';
  const complete = { completeObjects: ['Lead'] };
  check([
    ['two', { 'Lead.A': {}, 'Lead.B': {} }, [same, same]],
    ['one inactive', { 'Lead.A': {}, 'Lead.B': { active: false } }, [same, same]],
    ['different', { 'Lead.A': {}, 'Lead.B': { sortOrder: 2 } }, []],
    ['two objects', { 'Lead.A': {}, 'Contact.A': {} }, []],
    ['accounts and person accounts', { 'Account.A': {}, 'PersonAccount.A': {} }, []],
    ['the same rule in two packages', { 'Lead.A': {}, 'other/duplicateRules/Lead.A.duplicateRule': {} }, []],
    ['in two packages', { 'Lead.A': {}, 'other/duplicateRules/Lead.B.duplicateRule': {} }, [same, same]],
    ['a gap', { 'Lead.A': {}, 'Lead.B': { sortOrder: 3 } }, []],
    [
      'a gap, all rules known',
      { 'Lead.A': {}, 'Lead.B': { sortOrder: 3 } },
      ['warning duplicate-sort-order @3'],
      complete,
    ],
    [
      'not from 1, all rules known',
      { 'Lead.A': { sortOrder: 2 } },
      ['warning duplicate-sort-order @2'],
      complete,
    ],
    [
      'no gap for one that cannot be read',
      { 'Lead.A': { sortOrder: 2 }, 'Lead.B': { sortOrder: 'x' } },
      ['warning invalid-rule-metadata @x'],
      complete,
    ],
  ]);
});

describe('rule-limit-exceeded', () => {
  const rules = (count: number, more = {}) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`Lead.R${index + 1}`, { sortOrder: index + 1, ...more }]),
    );
  const active = 'error rule-limit-exceeded @true';
  const many = (count: number, status = '') =>
    matchingRulesXml(...Array.from({ length: count }, (_, index) => `M${index + 1}${status}: Email`));
  const two = matchingRulesXml('M1: Email', 'M2: Phone', 'M3 Inactive: Phone');
  const lookup = (type: string) =>
    `<CustomField><fullName>Ref__c</fullName><type>${type}</type></CustomField>`;
  const ref = 'force-app/main/default/objects/Contact/fields/Ref__c.field-meta.xml';
  const fields = (count: number) => Array.from({ length: count }, (_, index) => `F${index + 1}__c`);
  check([
    ['five active rules', rules(5), []],
    ['seven active rules: those beyond the fifth', rules(7), [active, active]],
    ['seven inactive ones', rules(7, { active: false }), []],
    [
      'a standard rule is not counted',
      { ...rules(5), 'Lead.Standard_Lead_Duplicate_Rule': { sortOrder: 6 } },
      [],
    ],
    ['person accounts on their own', { ...rules(5), 'PersonAccount.A': {} }, []],
    ['five active matching rules', { Lead: many(5) }, []],
    ['six active matching rules', { Lead: many(6) }, ['error rule-limit-exceeded @Active']],
    ['six inactive matching rules', { Lead: many(6, ' Inactive') }, []],
    ['in two packages, the same', { Lead: many(5), 'other/matchingRules/Lead.matchingRule': many(5) }, []],
    [
      'four matching rules',
      {
        'Lead.A': {
          matching:
            'Standard_A_Match_Rule_v1_0, Contact.Standard_B_Match_Rule_v1_0 mapped, Account.Standard_C_Match_Rule_v1_0 mapped, Case.Standard_D_Match_Rule_v1_0 mapped',
        },
      },
      ['error rule-limit-exceeded @Standard_D_Match_Rule_v1_0'],
    ],
    [
      'two active ones of an object',
      { 'Lead.A': { matching: 'M1, M2' }, Lead: two },
      ['error rule-limit-exceeded @M2'],
    ],
    [
      'one of them inactive',
      { 'Lead.A': { matching: 'M1, M3' }, Lead: two },
      ['warning inactive-matching-rule @M3'],
    ],
    ['one of them not known', { 'Lead.A': { matching: 'M1, Standard_A_Match_Rule_v1_0' }, Lead: two }, []],
    [
      'two lookups',
      { Contact: matchingRulesXml('M: AccountId, Ref__c'), [ref]: lookup('Lookup') },
      ['error rule-limit-exceeded @Ref__c'],
    ],
    ['one lookup', { Contact: matchingRulesXml('M: AccountId, Ref__c'), [ref]: lookup('Text') }, []],
    [
      'a name behind a lookup',
      { Contact: matchingRulesXml('M: AccountId~CompanyName, Ref__c'), [ref]: lookup('Lookup') },
      [],
    ],
    ['ten fields', { Lead: matchingRulesXml(`M: ${fields(10).join(', ')}`) }, []],
    [
      'eleven fields',
      { Lead: matchingRulesXml(`M: ${fields(11).join(', ')}`) },
      ['warning rule-limit-exceeded @F11__c'],
    ],
    [
      'ten match keys',
      {
        Lead: matchingRulesXml(
          `M: ${fields(10).join(', ')} [${fields(10)
            .map((_, index) => index + 1)
            .join(' OR ')}]`,
        ),
      },
      [],
    ],
    [
      'sixteen match keys',
      {
        Lead: matchingRulesXml(
          `M: ${fields(8).join(', ')} [(1 OR 2) AND (3 OR 4) AND (5 OR 6) AND (7 OR 8)]`,
        ),
      },
      ['error rule-limit-exceeded @(1 OR 2) AND (3 OR 4) AND (5 OR 6) AND (7 OR 8)'],
    ],
  ]);
});
