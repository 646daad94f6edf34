import { describe, expect, it } from 'vitest';
import { auditOf, bypass, type Given, lines, statements } from './auditOf.ts';

const alert = 'Lead: Alert/Alert matching Email';

describe('counts', () => {
  const conversion = `void f(Database.LeadConvert c) { c.setBypassAccountDedupeCheck(true); Database.convertLead(c); }`;
  const rules = 'Account: Block/Block matching Name\nPersonAccount: Block/Block matching PersonEmail';

  it('a save once, whatever it is open for', () => {
    const audit = auditOf({ rules, code: conversion });
    expect(lines(audit, 'outcome-not-known')).toEqual([
      'medium outcome-not-known:Account',
      'medium outcome-not-known:PersonAccount',
    ]);
    expect(audit.answer).toContain('Of 1 save it cannot be told what the rules do.');
  });

  it('in words that fit the number', () => {
    const { sections } = auditOf({ rules: alert, code: bypass() });
    expect(sections.flatMap(({ summary }) => summary).join(' ')).toContain('1 passes alerts by allowSave.');
  });
});

describe('what code does', () => {
  it.each<[name: string, given: Given, kinds: readonly string[], lines: readonly string[]]>([
    [
      'a bypass without a reason',
      { rules: alert, code: bypass() },
      ['allow-save-bypass', 'expired-bypass'],
      ['high allow-save-bypass:classes/A.cls:allowSave|A.load|insert|lead'],
    ],
    [
      'a bypass by assumed rules',
      { code: bypass() },
      ['allow-save-bypass'],
      ['medium allow-save-bypass:classes/A.cls:allowSave|A.load|insert|lead'],
    ],
    [
      'a bypass with a reason',
      { rules: alert, code: bypass('// duplicate-rules: allow-save-bypass -- merged at night') },
      ['allow-save-bypass', 'expired-bypass'],
      ['low allow-save-bypass:classes/A.cls:allowSave|A.load|insert|lead'],
    ],
    [
      'a bypass whose day has passed',
      {
        rules: alert,
        code: bypass('// duplicate-rules: allow-save-bypass -- migration (until: 2026-11-22)'),
      },
      ['allow-save-bypass', 'expired-bypass'],
      [
        'medium expired-bypass:classes/A.cls:allow-save-bypass|2026-11-22',
        'low allow-save-bypass:classes/A.cls:allowSave|A.load|insert|lead',
      ],
    ],
    [
      'rules that the settings switch off are looked at all the same',
      { rules: alert, code: bypass(), settings: { severities: { 'allow-save-bypass': 'off' } } },
      ['allow-save-bypass'],
      ['high allow-save-bypass:classes/A.cls:allowSave|A.load|insert|lead'],
    ],
    [
      'a refusal that is lost',
      { rules: alert, code: 'void f(Lead l) { try { insert l; } catch (Exception e) { System.debug(e); } }' },
      ['unhandled-duplicates'],
      ['high unhandled-duplicates:classes/A.cls:A.f|insert|lead'],
    ],
    [
      'a save of which nothing is known',
      { rules: alert, code: 'void f(SObject s) { insert s; }' },
      ['object-not-known'],
      ['low object-not-known:all'],
    ],
    [
      'a save that is refused is nothing that gets past',
      { rules: alert, code: 'void f(Lead l) { insert l; }' },
      ['missing-duplicate-rule-header'],
      [],
    ],
  ])('%s', (_, given, kinds, expected) => {
    expect(lines(auditOf(given), ...kinds)).toEqual(expected);
  });

  it('counts the same in one method as one statement, and asks for its reason if one has none', () => {
    const options = (name: string, comment: string) => `
      Database.DMLOptions ${name} = new Database.DMLOptions();
      ${name}.optAllOrNone = true;
      ${comment}
      ${name}.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, ${name});`;
    const reason = '// duplicate-rules: allow-save-bypass -- why';
    const twice = `void load(List<Lead> leads) { ${options('a', reason)} ${options('b', '')} }`;
    const found = statements(auditOf({ rules: alert, code: twice })).filter(
      ({ kind }) => kind === 'allow-save-bypass',
    );
    expect(found.map(({ count, risk, places }) => [count, risk, places.length])).toEqual([[2, 'high', 2]]);
  });

  it('registers each reason of one method, and what is stated without one', () => {
    const options = (name: string, stated: string) => `
      Database.DMLOptions ${name} = new Database.DMLOptions();
      ${stated === '' ? '' : `// duplicate-rules: allow-save-bypass -- ${stated}`}
      ${name}.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, ${name});`;
    const method = ['first (owner: Ada)', 'second (until: 2020-01-31)', 'first (owner: Ada)', '']
      .map((stated, index) => options('abcd'[index]!, stated))
      .join('');
    const { register } = auditOf({ rules: alert, code: `void load(List<Lead> leads) {${method}}` });
    expect(
      register.map(({ reason, owner, until, places }) => [
        reason,
        owner?.name ?? until?.state ?? null,
        places.length,
      ]),
    ).toEqual([
      [null, null, 1],
      ['second', 'expired', 1],
      ['first', 'Ada', 2],
    ]);
  });
});
