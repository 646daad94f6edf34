import { describe, expect, it } from 'vitest';
import { compareAudits, type EarlierSection, readAudit } from '../../../server/src/core/audit/compare.ts';
import { auditJson } from '../../../server/src/core/audit/json.ts';
import type {
  Audit,
  AuditSection,
  AuditStatement,
  Risk,
  SectionName,
} from '../../../server/src/core/audit/model.ts';
import { auditOf, bypass, type Given, statements } from './auditOf.ts';

const complete = { settings: { completeObjects: ['Account', 'Contact', 'Lead'] } };
const alert = 'Lead: Alert/Alert matching Email';

describe('comparing', () => {
  const json = (audit: Audit) => JSON.stringify(auditJson([{ audit, compared: null }], audit.today));
  const before = (given: Given) => {
    const reading = readAudit(json(auditOf(given)));
    if ('problem' in reading) throw new Error(reading.problem);
    return reading.audit.get('p')!;
  };
  const compared = (earlier: Given, now: Given) => {
    const { fresh, worse, resolved } = compareAudits(auditOf(now), before(earlier));
    const kindsOf = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id.split(':')[0]);
    return {
      fresh: kindsOf(fresh),
      worse: kindsOf(worse.map(({ now: one }) => one)),
      resolved: kindsOf(resolved),
    };
  };

  it.each<[name: string, earlier: Given, now: Given, result: unknown]>([
    ['the same', { rules: alert }, { rules: alert }, { fresh: [], worse: [], resolved: [] }],
    [
      'lines that move',
      { rules: alert, code: bypass() },
      { rules: alert, code: `\n\n${bypass()}` },
      { fresh: [], worse: [], resolved: [] },
    ],
    [
      'a bypass comes',
      { rules: alert },
      { rules: alert, code: bypass() },
      { fresh: ['allow-save-bypass'], worse: [], resolved: [] },
    ],
    [
      'a bypass goes',
      { rules: alert, code: bypass() },
      { rules: alert, code: 'void f() {}' },
      { fresh: [], worse: [], resolved: [] },
    ],
    [
      'its reason goes',
      { rules: alert, code: bypass('// duplicate-rules: allow-save-bypass -- why') },
      { rules: alert, code: bypass() },
      { fresh: [], worse: ['allow-save-bypass'], resolved: [] },
    ],
    [
      'a rule gets weaker',
      { rules: 'Lead: Alert/Block matching Email' },
      { rules: 'Lead: Report/Block matching Email' },
      { fresh: ['report-only-rule'], worse: [], resolved: ['alert-only-rule'] },
    ],
  ])('%s', (name, earlier, now, result) => {
    const expected =
      name === 'a bypass goes' ? { fresh: [], worse: [], resolved: ['allow-save-bypass'] } : result;
    expect(compared(earlier, now)).toEqual(expected);
  });

  const earlierSection = (
    name: string,
    notLookedAt: readonly string[],
    ids: readonly string[],
    risk: Risk = 'high',
  ): EarlierSection => ({
    name,
    summary: ids.length === 0 ? [] : ['Summed up.'],
    notLookedAt: notLookedAt.map((id) => ({ id })),
    statements: ids.map((id) => ({ id, text: '', risk, count: 1 })),
  });

  const csv = 'duplicates-in-data:Lead:a.csv';
  it.each<
    [
      name: string,
      section: SectionName,
      before: EarlierSection,
      id: string,
      now: readonly string[],
      told: string,
    ]
  >([
    ['a section', 'data', earlierSection('data', ['data'], []), csv, [], 'a.csv'],
    ['a file', 'data', earlierSection('data', [], ['reported-duplicates:X']), csv, [], 'a.csv'],
    ['a file that was clean', 'data', earlierSection('data', [], [csv], 'none'), csv, [], ''],
    [
      'the sets of an org',
      'data',
      earlierSection('data', ['duplicate-sets'], [csv]),
      'reported-duplicates:X',
      [],
      'duplicate record sets',
    ],
    [
      'the users of an org',
      'people',
      earlierSection('people', ['users', 'profiles'], ['x:y']),
      'rule-changers:org',
      ['profiles'],
      "the org's users",
    ],
    [
      'what it looks at no more',
      'people',
      earlierSection('people', [], ['x:y']),
      'rule-changers:org',
      ['users'],
      '',
    ],
    ['tests', 'code', earlierSection('code', ['tests'], ['x:y']), 'allow-save-bypass:T', [], 'test code'],
    [
      'the rules of an org',
      'rules',
      earlierSection('rules', ['org-rules'], ['x:y']),
      'silent-rule:X',
      [],
      'rules that only the org has',
    ],
  ])('nothing is new of %s that was not asked about', (_, section, before, id, notLookedAt, told) => {
    const some = auditOf({ rules: 'Lead: Block/Block matching Email', ...complete });
    const statement: AuditStatement = { ...statements(some)[0]!, id, kind: id.split(':')[0]!, risk: 'high' };
    const now: AuditSection = {
      name: section,
      summary: ['Summed up.'],
      tables: [],
      statements: [statement],
      notLookedAt: notLookedAt.map((one) => ({ id: one, what: '', why: '', remedy: null })),
    };
    const { fresh, worse, notCompared } = compareAudits({ ...some, sections: [now] }, [before]);
    expect([fresh.length + worse.length, notCompared.map(({ text }) => text.split(': ')[1])]).toEqual(
      told === ''
        ? [1, []]
        : [0, [`1 statement is not compared; the earlier audit did not look at ${told}.`]],
    );
    expect(compareAudits({ ...some, sections: [now] }, null).fresh).toHaveLength(1);
  });

  it.each<[name: string, id: string, section: string, notLookedAt: readonly string[], resolved: number]>([
    ['of a part that was not looked at then either', 'silent-rule:X', 'rules', ['lead-conversion'], 1],
    ['of a part that was looked at then', 'silent-rule:X', 'rules', [], 0],
    ['of a section that was not looked at', 'reported-duplicates:X', 'data', [], 0],
    ['of another file', 'duplicates-in-data:Lead:a.csv', 'data', [], 0],
    ['of a file that is clean now', 'duplicates-in-data:Lead:b.csv', 'data', [], 1],
  ])('what is gone %s', (_, id, section, notLookedAt, resolved) => {
    const now = auditOf({ rules: 'Lead: Block/Block matching Email', ...complete });
    const clean = { ...statements(now)[0]!, id: 'duplicates-in-data:Lead:b.csv', risk: 'none' as const };
    const data = { name: 'data', summary: ['b.csv: none.'], tables: [], notLookedAt: [] } as const;
    const looked = id.startsWith('duplicates-in-data')
      ? { ...now, sections: [...now.sections.slice(0, 3), { ...data, statements: [clean] }] }
      : now;
    const earlier = earlierSection(section, notLookedAt, [id]);
    expect(compareAudits(looked, [earlier]).resolved.length).toBe(resolved);
  });

  it.each([
    ['', 'it is empty'],
    ['{', 'it is JSON that is broken or cut off'],
    ['[]', 'it is JSON of something else'],
    ['3', 'it is a single JSON value'],
    ['# Audit\n', 'it is Markdown'],
    ['\uFEFF<!DOCTYPE html><p>', 'it is a web page'],
    ['<DuplicateRule>', 'it is XML'],
    ['Email,Name\na,b', 'it is no JSON'],
    ['{"a":1}\n{"a":2}\n', 'it is several JSON values, one a line'],
    ['{"version": "2.1.0", "runs": []}', 'it is SARIF'],
    ['{"version": 1, "findings": []}', 'it is a baseline of duplicate-rules check, or what is left of one'],
    ['{"version": 1, "projects": [{}]}', 'it is an audit of which parts are missing or changed'],
    [
      '{"version": 99, "projects": [{"name": "p"}]}',
      'it is an audit of version 99, and this release reads version 1',
    ],
    ['{"version": 99, "projects": []}', 'it is an audit of version 99, and this release reads version 1'],
  ])('%j cannot be compared', (text, problem) => {
    expect(readAudit(text)).toEqual({ problem });
  });

  it('writes the same audit as the same text, without addresses', () => {
    const given = { rules: alert, code: bypass() };
    expect(json(auditOf(given))).toBe(json(auditOf(given)));
    expect(json(auditOf(given))).not.toContain('file:///');
  });
});
