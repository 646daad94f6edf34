import { describe, expect, test } from 'vitest';
import { judge } from '../../../server/src/core/outcome/decide.ts';
import { buildUsage, countEffects, refusable } from '../../../server/src/core/usage/usage.ts';
import { countsText, effectSentence, saveText, shortCounts } from '../../../server/src/core/usage/words.ts';
import { catalogOf } from '../../support/catalog.ts';
import { at, conditional, known, parameter, type SiteDraft, site } from '../../support/sites.ts';

function usageOf(rules: string, drafts: readonly SiteDraft[], { includeTests = false } = {}) {
  const catalog = catalogOf(rules, ['Account', 'Contact', 'Lead']);
  const saves = drafts.map((draft, index) => judge(site({ place: at(100 + index * 50), ...draft }), catalog));
  return buildUsage({ saves, catalog, includeTests });
}

const rule = { object: 'Lead', name: 'Lead_Rule' };

interface Row {
  readonly rules: string;
  readonly save: SiteDraft;
  readonly says: string | null;
}

const allowSave = { options: { allowSave: known(true) } };

describe('what a rule does with a save', () => {
  test.each<Row>([
    { rules: 'Lead: Block/Block', save: {}, says: 'insert of Lead, A.run, Apex statement: refused' },
    { rules: 'Lead: Alert/Report', save: {}, says: 'insert of Lead, A.run, Apex statement: refused' },
    {
      rules: 'Lead: Alert/Report',
      save: { operation: 'update' },
      says: 'update of Lead, A.run, Apex statement: saved and reported',
    },
    {
      rules: 'Lead: Block/Report',
      save: { operation: 'upsert', externalId: 'Ref__c' },
      says: 'upsert by Ref__c of Lead, A.run, Apex statement: refused',
    },
    {
      rules: 'Lead: Block/Block when Country equals US',
      save: {},
      says: 'insert of Lead, A.run, Apex statement: may be refused',
    },
    {
      rules: 'Lead: Block/Block when Country equals US',
      save: { fields: { Country: 'DE', Email: undefined } },
      says: 'insert of Lead, A.run, Apex statement: not checked',
    },
    {
      rules: 'Lead: Alert/Alert',
      save: allowSave,
      says: 'insert of Lead, A.run, Database method: passes by allowSave',
    },
    { rules: 'Lead: Block/Block', save: allowSave, says: 'insert of Lead, A.run, Database method: refused' },
    {
      rules: 'Lead: Alert/Alert',
      save: { options: { allowSave: conditional(true, 'isImport') } },
      says: 'insert of Lead, A.run, Database method: may be refused',
    },
    { rules: 'Lead: Block/Block inactive', save: {}, says: null },
    { rules: 'Lead: Block/Block', save: { objects: ['Case'] }, says: null },
    { rules: 'Lead: Block/Block', save: { inTest: true }, says: null },
  ])('$rules: $says', ({ rules, save, says }) => {
    const found = usageOf(rules, [save]).ofRule(rule);
    expect(found.map((one) => saveText(one, '')).join()).toBe(says ?? '');
  });

  test('options that the callers give decide where they agree', () => {
    const options = { form: 'passed', allowSave: parameter('allow') } as const;
    const asCalled = (...values: boolean[]): SiteDraft => {
      const { options: passed } = site({ options });
      return { options, calledWith: values.map((value) => ({ ...passed, allowSave: known(value) })) };
    };
    const effects = (draft: SiteDraft) =>
      usageOf('Lead: Alert/Alert', [draft])
        .ofRule(rule)
        .map(({ effect }) => effect);
    expect(effects({ options })).toEqual(['unknown']);
    expect(effects(asCalled(true, true))).toEqual(['passes-alert']);
    expect(effects(asCalled(false, false))).toEqual(['refused']);
    expect(effects(asCalled(true, false))).toEqual(['may-be-refused']);
  });

  test('a save of several objects is judged by the rules of each', () => {
    const usage = usageOf('Lead: Block/Block\nContact: Report/Report', [{ objects: ['Lead', 'Contact'] }]);
    const effects = (object: string) => usage.ofObject(object).map(({ effect }) => effect);
    expect([effects('LEAD'), effects('contact'), effects('Account')]).toEqual([
      ['refused'],
      ['reported'],
      [],
    ]);
    const [save] = usage.ofRule(rule);
    expect(effectSentence(save!)).toBe(
      "It is refused with DUPLICATES_DETECTED when rule 'Lead Rule' finds a match.",
    );
  });

  test('a rule that is assumed is called so', () => {
    const catalog = catalogOf('');
    const usage = buildUsage({ saves: [judge(site(), catalog)], catalog, includeTests: false });
    expect(usage.ofObject('Lead').map(effectSentence)).toEqual([
      'It is refused with DUPLICATES_DETECTED when the standard Lead rule (assumed) finds a match.',
    ]);
  });

  test('rules of person accounts govern saves of Account', () => {
    const usage = usageOf('PersonAccount.P: Block/Block', [{ objects: ['Account'] }]);
    expect(usage.ofObject('PersonAccount').map(({ effect }) => effect)).toEqual(['may-be-refused']);
    expect(usage.ofObject('Account')).toHaveLength(1);
  });
});

describe('the saves of a project', () => {
  const drafts: readonly SiteDraft[] = [
    { operation: 'update', enclosing: 'A.edit' },
    { options: { allowSave: known(true) }, enclosing: 'A.pass' },
    { enclosing: 'A.first' },
    { enclosing: 'A.second' },
    { enclosing: 'A.test', inTest: true },
  ];

  test('come in the order of their gravity, then of the text', () => {
    const usage = usageOf('Lead: Alert/Report', drafts);
    const named = usage.ofRule(rule).map(({ judged, effect }) => `${judged.site.enclosing} ${effect}`);
    expect(named).toEqual(['A.first refused', 'A.second refused', 'A.pass passes-alert', 'A.edit reported']);
    expect(refusable(usage.ofRule(rule))).toHaveLength(2);
    const counts = countEffects(usage.ofRule(rule));
    expect(countsText(counts)).toBe('refuses 2 saves, lets 1 pass by allowSave, reports 1');
    expect(shortCounts(counts)).toBe('2 refused, 1 pass, 1 reported');
  });

  test('those in tests count where the settings say so', () => {
    expect(usageOf('Lead: Alert/Report', drafts, { includeTests: true }).ofRule(rule)).toHaveLength(5);
  });

  test('a save that the code comes to on two ways counts once, by the graver of them', () => {
    const same = { place: at(100) };
    const usage = usageOf('Lead: Alert/Report', [{ ...same, ...allowSave }, same]);
    expect(usage.ofRule(rule).map(({ effect }) => effect)).toEqual(['refused']);
  });

  test('an object that is not known is not guessed', () => {
    const usage = usageOf('Lead: Block/Block', [
      { target: { kind: 'generic', why: 'the operand is an SObject' } },
      { target: { kind: 'unknown', why: 'it comes from another package' } },
      { operation: 'convertLead' },
    ]);
    expect(usage.withoutObject.map(({ site: { target } }) => target.kind)).toEqual(['generic', 'unknown']);
    expect(usage.ofRule(rule)).toEqual([]);
    expect(usage.ofObject('Lead')).toEqual([]);
    expect(usage.ofObject('Contact')).toHaveLength(1);
  });

  test('nothing to tell is told as nothing', () => {
    expect(countsText(countEffects([]))).toBeNull();
    expect(shortCounts(countEffects([]))).toBeNull();
  });
});
