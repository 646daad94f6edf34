import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../support/catalog.ts';
import { contextOf, inShort, reportsOn } from '../../support/findings.ts';
import { at, conditional, known, parameter, type SiteDraft } from '../../support/sites.ts';

function found(rules: string, draft: SiteDraft): readonly string[] {
  return inShort(reportsOn([draft], contextOf(catalogOf(rules))));
}

const alert = 'Lead.A: Alert/Alert';
const block = 'Lead.A: Block/Block';
const missing = 'missing-duplicate-rule-header';
const unhandled = 'unhandled-duplicates';
const external = 'external-id-upsert-duplicates';
const bypass = 'allow-save-bypass';
const branch = { duplicateValueBranch: at(120) };

describe('one save, one finding', () => {
  it.each<[string, string, SiteDraft, readonly string[]]>([
    ['uncaught', alert, {}, [`warning ${missing}`]],
    ['uncaught, assumed rule', '', {}, [`information ${missing}`]],
    ['handled', alert, { refusal: 'handles-duplicates' }, []],
    ['handled in general', alert, { refusal: 'handles-errors' }, [`information ${missing}`]],
    ['not known how handled', alert, { refusal: 'unknown' }, [`information ${missing}`]],
    ['logged', alert, { refusal: 'logs' }, [`warning ${unhandled}`]],
    ['dropped', alert, { refusal: 'drops' }, [`warning ${unhandled}`]],
    ['dropped, assumed rule', '', { refusal: 'drops' }, [`information ${unhandled}`]],
    ['a rule that only reports', 'Lead.A: Report/Report', { refusal: 'drops' }, []],
    ['a rule on the other operation', 'Lead.A: Report/Block', {}, []],
    ['the assumed rule on edit', '', { operation: 'update' }, []],
    ['an inactive rule', 'Lead.A: Block/Block inactive', {}, []],
    ['an inactive matching rule', 'Lead.A: Block/Block matching-inactive', {}, []],
    ['an object without rules', block, { objects: ['Case'] }, []],
    ['an SObject', block, { target: { kind: 'generic', why: 'a parameter' } }, []],
    ['an object that is not known', block, { target: { kind: 'unknown', why: 'a map' } }, []],
    ['a union', block, { objects: ['Case', 'Lead'] }, [`warning ${missing}`]],
    ['inside handling', alert, { refusal: { insideHandling: true } }, []],
    ['inside handling, dropped', alert, { refusal: { kind: 'drops', insideHandling: true } }, []],
    ['in a test', alert, { inTest: true }, []],
    ['upsert', alert, { operation: 'upsert' }, [`warning ${missing}`]],
    ['upsert by external id', alert, { operation: 'upsert', externalId: 'Ext__c' }, [`warning ${external}`]],
    [
      'upsert by external id, handled in general',
      alert,
      { operation: 'upsert', externalId: 'Ext__c', refusal: 'handles-errors' },
      [`information ${external}`],
    ],
    [
      'upsert by external id, assumed rule',
      '',
      { operation: 'upsert', externalId: 'Ext__c' },
      [`information ${external}`],
    ],
    [
      'upsert by external id, handled',
      alert,
      { operation: 'upsert', externalId: 'Ext__c', refusal: 'handles-duplicates' },
      [],
    ],
    [
      'upsert by external id, dropped',
      alert,
      { operation: 'upsert', externalId: 'Ext__c', refusal: 'drops' },
      [`warning ${unhandled}`],
    ],
    [
      'upsert by external id over Bulk',
      alert,
      { operation: 'upsert', channel: 'bulk-2', externalId: 'Ext__c' },
      [],
    ],
    [
      'upsert by external id over SOAP, with a decision',
      alert,
      { operation: 'upsert', channel: 'soap', externalId: 'Ext__c', options: { allowSave: known(false) } },
      [],
    ],
    ['upsert by Id', alert, { operation: 'upsert', externalId: 'Id' }, [`warning ${missing}`]],
    [
      'upsert by Id, as a field token',
      alert,
      { operation: 'upsert', externalId: 'Lead.Id' },
      [`warning ${missing}`],
    ],
    [
      'REST upsert by external id',
      alert,
      { operation: 'upsert', channel: 'rest-external-id' },
      [`warning ${external}`],
    ],
  ])('%s', (_, rules, draft, expected) => {
    expect(found(rules, draft)).toEqual(expected);
  });
});

describe('stated decisions', () => {
  const passed = (options: SiteDraft['options']) => ({
    ...options,
    optAllOrNone: known(true, at(60)),
    atomicity: 'all-or-none' as const,
  });

  it.each<[string, string, SiteDraft, readonly string[]]>([
    ['allowSave=false', alert, { options: passed({ allowSave: known(false) }) }, []],
    [
      'allowSave=false, dropped',
      alert,
      { refusal: 'drops', options: passed({ allowSave: known(false) }) },
      [`warning ${unhandled}`],
    ],
    ['allowSave=true', alert, { options: passed({ allowSave: known(true) }) }, [`warning ${bypass}`]],
    [
      'allowSave=true, dropped',
      alert,
      { refusal: 'drops', options: passed({ allowSave: known(true) }) },
      [`warning ${bypass}`],
    ],
    [
      'allowSave=true beside Block, dropped',
      `${alert}\nLead.B: Block/Block`,
      { refusal: 'drops', options: passed({ allowSave: known(true) }) },
      [`warning ${unhandled}`, `warning ${bypass}`],
    ],
    [
      'allowSave=true beside Block',
      `${alert}\nLead.B: Block/Block`,
      { options: passed({ allowSave: known(true) }) },
      [`warning ${bypass}`],
    ],
    [
      'allowSave=true when x',
      alert,
      { options: passed({ allowSave: conditional(true, 'x') }) },
      [`warning ${bypass}`],
    ],
    [
      'allowSave=true when x, dropped',
      alert,
      { refusal: 'drops', options: passed({ allowSave: conditional(true, 'x') }) },
      [`warning ${unhandled}`, `warning ${bypass}`],
    ],
    ['allowSave passed in', alert, { options: passed({ allowSave: parameter('x') }) }, []],
    [
      'allowSave passed in, dropped',
      alert,
      { refusal: 'drops', options: passed({ allowSave: parameter('x') }) },
      [],
    ],
    [
      'allowSave passed in against Block, dropped',
      block,
      { refusal: 'drops', options: passed({ allowSave: parameter('x') }) },
      [`warning ${unhandled}`],
    ],
    [
      'allowSave not known',
      alert,
      { options: passed({ allowSave: { kind: 'unknown', why: 'a map', place: at(50) } }) },
      [],
    ],
    [
      'options for something else',
      alert,
      { options: { ...passed({}), form: 'passed' } },
      [`warning ${missing}`],
    ],
    [
      'inside handling, with allowSave=true',
      alert,
      { refusal: { insideHandling: true }, options: passed({ allowSave: known(true) }) },
      [`warning ${bypass}`],
    ],
  ])('%s', (_, rules, draft, expected) => {
    expect(found(rules, draft)).toEqual(expected);
  });
});

describe('doubtful rules', () => {
  it.each<[string, string, SiteDraft, readonly string[]]>([
    ['a condition', 'Lead.A: Block/Block when Country equals US', {}, [`warning ${missing}`]],
    [
      'a condition on the user',
      'Lead.A: Block/Block when $User.Username notEqual a@b.c',
      {},
      [`warning ${missing}`],
    ],
    [
      'a condition that the code makes false',
      'Lead.A: Block/Block when Country equals US',
      { someFields: { Country: 'DE' } },
      [],
    ],
    [
      'a field that is needed and not set',
      'Lead.A: Block/Block matching Email',
      { fields: { LastName: 'x' } },
      [`information ${missing}`],
    ],
    [
      'an update of other fields',
      'Lead.A: Block/Block matching Email',
      { operation: 'update', fields: { Status: 'x' } },
      [`information ${missing}`],
    ],
    [
      'an update of other fields, dropped',
      'Lead.A: Block/Block matching Email',
      { operation: 'update', refusal: 'drops', fields: { Status: 'x' } },
      [`information ${unhandled}`],
    ],
    [
      'one of two rules certain',
      'Lead.A: Block/Block matching Email\nLead.B: Alert/Alert matching LastName',
      { fields: { LastName: 'x' } },
      [`warning ${missing}`],
    ],
    [
      'a rule for person accounts',
      'PersonAccount.A: Block/Block',
      { objects: ['Account'] },
      [`information ${missing}`],
    ],
    [
      'a rule for person accounts, and a person account',
      'PersonAccount.A: Block/Block matching LastName',
      { objects: ['Account'], someFields: { LastName: 'x' } },
      [`warning ${missing}`],
    ],
    ['the assumed account rule without the city', '', { objects: ['Account'], fields: { Name: 'x' } }, []],
  ])('%s', (_, rules, draft, expected) => {
    expect(found(rules, draft)).toEqual(expected);
  });
});

describe('channels', () => {
  const convert: SiteDraft = { operation: 'convertLead', channel: 'apex-convert-lead' };
  const account = 'Account.A: Alert/Report\nContact.C: Report/Report';

  it.each<[string, string, SiteDraft, readonly string[]]>([
    ['REST', alert, { channel: 'rest-record' }, [`warning ${missing}`]],
    ['SOAP', alert, { channel: 'soap' }, [`warning ${missing}`]],
    ['UI API', alert, { channel: 'ui-api' }, [`warning ${missing}`]],
    ['Bulk', alert, { channel: 'bulk-2' }, []],
    ['Bulk, failed rows unread', alert, { channel: 'bulk-2', refusal: 'drops' }, [`warning ${unhandled}`]],
    ['CLI', alert, { channel: 'cli' }, []],
    ['CLI, exit code swallowed', alert, { channel: 'cli', refusal: 'drops' }, [`warning ${unhandled}`]],
    ['Data Loader, bulk', alert, { channel: 'data-loader-bulk', refusal: 'drops' }, [`warning ${unhandled}`]],
    ['Data Loader, SOAP', alert, { channel: 'data-loader-soap', refusal: 'drops' }, []],
    ['LWC', alert, { channel: 'lwc' }, []],
    ['LWC, swallowed', alert, { channel: 'lwc', refusal: 'drops' }, [`warning ${unhandled}`]],
    ['GraphQL', block, { channel: 'graphql', refusal: 'drops' }, []],
    ['convertLead, validation on', `${account}\nsetting leadConversion on`, convert, [`warning ${missing}`]],
    ['convertLead, validation off', `${account}\nsetting leadConversion off`, convert, []],
    ['convertLead, validation not known', account, convert, [`information ${missing}`]],
    ['convertLead, assumed rules', 'setting leadConversion on', convert, [`information ${missing}`]],
    [
      'convertLead, dropped',
      `${account}\nsetting leadConversion on`,
      { ...convert, refusal: 'drops' },
      [`warning ${unhandled}`],
    ],
    [
      'convertLead, Lead rules only',
      'Lead.A: Block/Block\nAccount.A: Block/Block inactive\nContact.A: Block/Block inactive\nsetting leadConversion on',
      convert,
      [],
    ],
    [
      'convertLead past the dedupe checks',
      `${account}\nsetting leadConversion on`,
      {
        ...convert,
        dedupeChecksBypassed: [
          { object: 'Account', place: at(10) },
          { object: 'Contact', place: at(20) },
        ],
      },
      [],
    ],
    [
      'convertLead past the check of contacts alone',
      `${account}\nsetting leadConversion on`,
      { ...convert, dedupeChecksBypassed: [{ object: 'Contact', place: at(10) }] },
      [`warning ${missing}`],
    ],
  ])('%s', (_, rules, draft, expected) => {
    expect(found(rules, draft)).toEqual(expected);
  });
});

describe('DUPLICATE_VALUE', () => {
  const confusion = 'information duplicate-value-confusion';

  it.each<[string, SiteDraft, readonly string[]]>([
    [
      'taken for this error',
      { refusal: { kind: 'propagates', ...branch } },
      [`information ${missing}`, confusion],
    ],
    ['beside a branch on the right one', { refusal: { kind: 'handles-duplicates', ...branch } }, []],
    [
      'where nothing else is handled',
      { refusal: { kind: 'drops', ...branch } },
      [`information ${missing}`, confusion],
    ],
    [
      'at an upsert by external id',
      { operation: 'upsert', externalId: 'Ext__c', refusal: { kind: 'propagates', ...branch } },
      [`information ${external}`],
    ],
    [
      'where a unique field is written',
      { someFields: { Key__c: 'x' }, refusal: { kind: 'propagates', ...branch } },
      [`information ${missing}`],
    ],
    [
      'where another field is written',
      { someFields: { Other__c: 'x' }, refusal: { kind: 'propagates', ...branch } },
      [`information ${missing}`, confusion],
    ],
    ['inside handling', { refusal: { kind: 'propagates', insideHandling: true, ...branch } }, []],
  ])('%s', (_, draft, expected) => {
    const fields = { 'Lead.Key__c': { unique: true }, 'Lead.Other__c': {} };
    expect(inShort(reportsOn([draft], contextOf(catalogOf(alert), { fields })))).toEqual(expected);
  });
});

describe('partial saves', () => {
  const partial = 'information partial-save-by-options';

  it.each<[string, string, SiteDraft, readonly string[]]>([
    ['results read', alert, { refusal: 'handles-duplicates', options: { form: 'passed' } }, [partial]],
    [
      'results read, errors in general',
      alert,
      { refusal: 'handles-errors', options: { form: 'passed' } },
      [`information ${missing}`, partial],
    ],
    [
      'results unread, a rule can refuse',
      alert,
      { refusal: 'drops', options: { form: 'passed' } },
      [`warning ${unhandled}`],
    ],
    [
      'results unread, no rule can refuse any more',
      alert,
      { refusal: 'drops', options: { allowSave: known(true) } },
      [partial, `warning ${bypass}`],
    ],
    [
      'results unread, allowSave passed in',
      alert,
      { refusal: 'drops', options: { allowSave: parameter('x') } },
      [],
    ],
    [
      'optAllOrNone set',
      alert,
      { refusal: 'handles-duplicates', options: { form: 'passed', optAllOrNone: known(false, at(60)) } },
      [],
    ],
    [
      'a rule that only reports',
      'Lead.A: Report/Report',
      { refusal: 'handles-errors', options: { form: 'passed' } },
      [],
    ],
    ['no rule', block, { objects: ['Case'], refusal: 'handles-errors', options: { form: 'passed' } }, []],
    ['no options', alert, { refusal: 'handles-duplicates', options: { atomicity: 'partial' } }, []],
    [
      'inside handling',
      alert,
      { refusal: { kind: 'handles-duplicates', insideHandling: true }, options: { form: 'passed' } },
      [],
    ],
  ])('%s', (_, rules, draft, expected) => {
    expect(found(rules, draft)).toEqual(expected);
  });
});

describe('what is said', () => {
  const context = (rules: string) => contextOf(catalogOf(rules));

  it('says what happens, by which rule, what handles it and what would change it', () => {
    const [report] = reportsOn([{}], context('Lead.Lead_Email_Exact: Alert/Report'));
    expect(report!.message).toBe(
      "Insert of Lead is refused with DUPLICATES_DETECTED when rule 'Lead Email Exact' (Allow + Alert on create, force-app/…/Lead.Lead_Email_Exact.duplicateRule-meta.xml) finds a match. Nothing here handles the refusal. allowSave=true would save it. Otherwise, catch the DmlException and look for StatusCode.DUPLICATES_DETECTED.",
    );
    expect(report!.related).toMatchObject([{ message: "Rule 'Lead Email Exact'" }]);
    expect(report!.place).toEqual(at(100));
    expect(report!.fingerprint).toBe('A.run|insert|lead');
  });

  it.each<[string, string, readonly string[]]>([
    ['of two rules, those in their order', 'Lead.A: Alert/Alert\nLead.B: Block/Block', ['A', 'B']],
    [
      'of three, the one that the message names first',
      'Lead.A: Alert/Alert\nLead.B: Alert/Alert\nLead.C: Block/Block',
      ['C', 'A', 'B'],
    ],
  ])('leads to the rules: %s', (_, rules, expected) => {
    const [report] = reportsOn([{}], context(rules));
    expect(report!.related.map(({ message }) => message)).toEqual(expected.map((name) => `Rule '${name}'`));
  });

  it.each<[string, string, SiteDraft, string]>([
    ['Block', block, {}, 'No option saves it.'],
    [
      'assumed',
      '',
      {},
      "rule 'Standard Lead Duplicate Rule' (Allow + Alert on create, assumed standard rule) finds a match. Nothing here handles the refusal.",
    ],
    ['logged', alert, { refusal: 'logs' }, 'The refusal is only logged by System.debug.'],
    [
      'partial by its options',
      alert,
      { refusal: { kind: 'drops', how: 'is in results that nobody reads' }, options: { form: 'passed' } },
      'The refusal is in results that nobody reads. Insert of Lead is refused with DUPLICATES_DETECTED',
    ],
    [
      'external id',
      alert,
      { operation: 'upsert', externalId: 'Ext__c' },
      'The external id Ext__c picks the row, but does not keep the rule from comparing it with the others.',
    ],
    [
      'not known',
      alert,
      { refusal: 'unknown' },
      'What becomes of the refusal cannot be told here: it goes to code that is not in the workspace.',
    ],
    [
      'in general',
      alert,
      { refusal: 'handles-errors' },
      'The refusal is rethrown as an AuraHandledException, like any other error.',
    ],
    [
      'convertLead',
      'Account.A: Alert/Alert\nsetting leadConversion on',
      { operation: 'convertLead', channel: 'apex-convert-lead' },
      'a match refuses the conversion whatever the action of the rule.',
    ],
  ])('%s', (_, rules, draft, expected) => {
    expect(reportsOn([draft], context(rules))[0]!.message).toContain(expected);
  });

  it('never tells somebody that allowSave would save a lead conversion', () => {
    const draft: SiteDraft = { operation: 'convertLead', channel: 'apex-convert-lead' };
    for (const setting of ['on', 'off', '']) {
      const rules = `Account.A: Alert/Alert\n${setting && `setting leadConversion ${setting}`}`;
      for (const { message } of reportsOn([draft], context(rules)))
        expect(message).not.toContain('allowSave');
    }
  });

  it('reports tests where the settings ask for it', () => {
    const settings = { includeTests: true };
    expect(inShort(reportsOn([{ inTest: true }], contextOf(catalogOf(alert), { settings })))).toEqual([
      `warning ${missing}`,
    ]);
  });
});

it('speaks of optAllOrNone to Apex alone', () => {
  const options = { allowSave: known(false), atomicity: 'partial' as const };
  const message = (draft: SiteDraft) =>
    reportsOn([{ options, refusal: 'drops', ...draft }], contextOf(catalogOf(alert)))[0]!.message;
  expect(message({})).toContain('optAllOrNone');
  expect(message({ channel: 'rest-collections' })).not.toContain('optAllOrNone');
});
