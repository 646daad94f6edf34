import { describe, expect, it } from 'vitest';
import { judge } from '../../../server/src/core/outcome/decide.ts';
import { catalogOf } from '../../support/catalog.ts';
import { conditional, known, parameter, type SiteDraft, site } from '../../support/sites.ts';

/** `insert refused-unless-allow-save`, one line an outcome, with the kinds of its provisos. */
function outcomes(rules: string, draft: SiteDraft): readonly string[] {
  return judge(site(draft), catalogOf(rules, ['Account', 'Contact', 'Lead'])).outcomes.map(
    ({ rule, operation, result, provisos }) =>
      [rule.name, operation, result, ...provisos.map(({ kind }) => kind)].join(' '),
  );
}

describe('a rule, an operation, a channel, options', () => {
  it.each<[string, string, SiteDraft, readonly string[]]>([
    ['Alert on create', 'Lead.A: Alert/Report', {}, ['A insert refused-unless-allow-save']],
    ['Report on edit', 'Lead.A: Alert/Report', { operation: 'update' }, ['A update saved-and-reported']],
    ['Block', 'Lead.A: Block/Block', {}, ['A insert refused']],
    ['neither Alert nor Report', 'Lead.A: Allow/Allow', {}, ['A insert saved']],
    ['Alert with Report', 'Lead.A: Alert+Report/Allow', {}, ['A insert refused-unless-allow-save']],
    ['an inactive rule', 'Lead.A: Block/Block inactive', {}, []],
    ['an inactive matching rule', 'Lead.A: Block/Block matching-inactive', {}, ['A insert not-evaluated']],
    ['another object', 'Contact.A: Block/Block', {}, []],
    [
      'a union',
      'Lead.A: Block/Block\nContact.B: Report/Report',
      { objects: ['Lead', 'Contact', 'Case'] },
      ['A insert refused', 'B insert saved-and-reported'],
    ],
    [
      'an object spelled otherwise',
      'Lead.A: Block/Block',
      { objects: ['LEAD', 'lead'] },
      ['A insert refused'],
    ],
    ['an SObject', 'Lead.A: Block/Block', { target: { kind: 'generic', why: 'a parameter' } }, []],
    [
      'allowSave=true',
      'Lead.A: Alert/Alert',
      { options: { allowSave: known(true) } },
      ['A insert saved-by-allow-save'],
    ],
    [
      'allowSave=true against Block',
      'Lead.A: Block/Block',
      { options: { allowSave: known(true) } },
      ['A insert refused'],
    ],
    [
      'allowSave=false',
      'Lead.A: Alert/Alert',
      { options: { allowSave: known(false) } },
      ['A insert refused-unless-allow-save'],
    ],
    [
      'allowSave=true when x',
      'Lead.A: Alert/Alert',
      { options: { allowSave: conditional(true, 'x') } },
      ['A insert refused-unless-allow-save option'],
    ],
    [
      'allowSave=false when x',
      'Lead.A: Alert/Alert',
      { options: { allowSave: conditional(false, 'x') } },
      ['A insert refused-unless-allow-save'],
    ],
    [
      'allowSave as a parameter',
      'Lead.A: Alert/Alert\nLead.B: Block/Block',
      { options: { allowSave: parameter('x') } },
      ['A insert unknown option', 'B insert refused'],
    ],
    [
      'allowSave as a parameter where nothing alerts',
      'Lead.A: Report/Report',
      { options: { allowSave: parameter('x') } },
      ['A insert saved-and-reported'],
    ],
    [
      'setOptions',
      'Lead.A: Alert/Alert',
      { options: { form: 'set-options', allowSave: known(true) } },
      ['A insert unknown'],
    ],
    [
      'setOptions without allowSave',
      'Lead.A: Alert/Alert',
      { options: { form: 'set-options', runAsCurrentUser: known(true) } },
      ['A insert refused-unless-allow-save'],
    ],
    [
      'upsert',
      'Lead.A: Alert/Report',
      { operation: 'upsert' },
      ['A insert refused upsert-branch', 'A update saved-and-reported upsert-branch'],
    ],
    [
      'upsert with options',
      'Lead.A: Alert/Alert',
      { operation: 'upsert', options: { allowSave: known(true) } },
      ['A insert refused upsert-branch', 'A update refused upsert-branch'],
    ],
    [
      'REST, version not known',
      'Lead.A: Alert/Alert',
      { channel: 'rest-record', apiVersion: null, options: { allowSave: known(true) } },
      ['A insert saved-by-allow-save'],
    ],
    [
      'REST, version 52',
      'Lead.A: Alert/Alert',
      { channel: 'rest-record', apiVersion: 52, options: { allowSave: known(true) } },
      ['A insert saved-by-allow-save'],
    ],
    [
      'REST, version 51',
      'Lead.A: Alert/Alert',
      { channel: 'rest-record', apiVersion: 51, options: { allowSave: known(true) } },
      ['A insert unknown option'],
    ],
    [
      'REST, version 51, Block',
      'Lead.A: Block/Block',
      { channel: 'rest-record', apiVersion: 51, options: { allowSave: known(true) } },
      ['A insert refused'],
    ],
    [
      'UI API, version 43',
      'Lead.A: Alert/Alert',
      { channel: 'ui-api', apiVersion: 43, options: { allowSave: known(true) } },
      ['A insert saved-by-allow-save'],
    ],
    [
      'UI API, version 42',
      'Lead.A: Alert/Alert',
      { channel: 'ui-api', apiVersion: 42, options: { allowSave: known(true) } },
      ['A insert unknown option'],
    ],
    [
      'SOAP, old version',
      'Lead.A: Alert/Alert',
      { channel: 'soap', apiVersion: 40, options: { allowSave: known(true) } },
      ['A insert saved-by-allow-save'],
    ],
    [
      'Bulk with a header',
      'Lead.A: Alert/Alert',
      { channel: 'bulk-2', options: { allowSave: known(true) } },
      ['A insert refused'],
    ],
    [
      'LWC with the option',
      'Lead.A: Alert/Alert',
      { channel: 'lwc', options: { allowSave: known(true) } },
      ['A insert unknown'],
    ],
    ['GraphQL', 'Lead.A: Block/Block', { channel: 'graphql' }, ['A insert unknown']],
  ])('%s', (_, rules, draft, expected) => {
    expect(outcomes(rules, draft)).toEqual(expected);
  });

  it('marks the assumed standard rules', () => {
    const { outcomes } = judge(site(), catalogOf());
    expect(outcomes).toMatchObject([
      { known: false, result: 'refused-unless-allow-save', confidence: 'documented' },
    ]);
  });

  it('takes a matching rule that is in no file as active', () => {
    const catalog = { ...catalogOf('Lead.A: Block/Block matching-inactive'), matchingRule: () => null };
    expect(judge(site(), catalog).outcomes).toMatchObject([{ result: 'refused' }]);
  });

  it('says nothing of an action that the file leaves out', () => {
    const catalog = catalogOf('Lead.A: Block/Block');
    const [rule] = catalog.rulesFor('Lead');
    const unsaid = { ...rule!, onInsert: { action: null, alert: false, report: false } };
    const { outcomes } = judge(site(), { ...catalog, rulesFor: () => [unsaid] });
    expect(outcomes).toMatchObject([{ result: 'unknown', confidence: 'open' }]);
  });
});

describe('lead conversion', () => {
  const convert: SiteDraft = { operation: 'convertLead', channel: 'apex-convert-lead' };
  const rules = 'Lead.L: Block/Block\nAccount.A: Alert/Report\nContact.C: Report/Report';

  it.each<[string, string, SiteDraft, readonly string[]]>([
    ['validation on', 'setting leadConversion on', {}, ['A insert refused', 'C insert refused']],
    [
      'validation off',
      'setting leadConversion off',
      {},
      ['A insert not-evaluated', 'C insert not-evaluated'],
    ],
    [
      'validation not known',
      '',
      {},
      ['A insert refused lead-conversion-setting', 'C insert unknown lead-conversion-setting'],
    ],
    [
      'allowSave=true',
      'setting leadConversion on',
      { options: { allowSave: known(true) } },
      ['A insert refused', 'C insert refused'],
    ],
    [
      'the dedupe checks bypassed',
      'setting leadConversion on',
      {
        dedupeChecksBypassed: [
          { object: 'Account', place: site().place },
          { object: 'Contact', place: site().place },
        ],
      },
      ['A insert unknown', 'C insert unknown'],
    ],
    [
      'the dedupe check of contacts bypassed',
      'PersonAccount.P: Block/Block\nsetting leadConversion on',
      { dedupeChecksBypassed: [{ object: 'Contact', place: site().place }] },
      ['A insert refused person-account', 'P insert unknown person-account', 'C insert unknown'],
    ],
    [
      'over SOAP',
      'setting leadConversion on',
      { channel: 'soap-convert-lead' },
      ['A insert refused', 'C insert refused'],
    ],
    [
      'a rule for person accounts',
      'PersonAccount.P: Block/Block\nsetting leadConversion on',
      {},
      ['A insert refused person-account', 'P insert refused person-account', 'C insert refused'],
    ],
  ])('%s', (_, setting, draft, expected) => {
    expect(outcomes(`${rules}\n${setting}`, { ...convert, ...draft })).toEqual(expected);
  });
});
