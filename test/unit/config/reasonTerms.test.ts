import { describe, expect, it } from 'vitest';
import { expiryOf, readTerms } from '../../../server/src/core/config/reasonTerms.ts';
import { applySuppressions } from '../../../server/src/core/config/suppressions.ts';
import type { Finding } from '../../../server/src/core/findings.ts';

describe('owner and date at the end of a reason', () => {
  it.each<[text: string, reason: string, owner: string | null, date: string | null | undefined]>([
    ['merged at night', 'merged at night', null, undefined],
    ['merged (owner: Ada Byron; until: 2027-01-31)', 'merged', 'Ada Byron', '2027-01-31'],
    ['merged (until: 2027-01-31, owner: Byron, Ada)', 'merged', 'Byron, Ada', '2027-01-31'],
    ['merged (OWNER = team-crm)', 'merged', 'team-crm', undefined],
    ['merged (until 2027-1-5).', 'merged', null, '2027-01-05'],
    ['merged (expires: 2027/01/31)', 'merged', null, '2027-01-31'],
    ['merged (until: 2027-02-30)', 'merged', null, null],
    ['merged (until: 31.01.2027)', 'merged', null, null],
    ['merged (until: end of January)', 'merged', null, null],
    ['merged (until:)', 'merged', null, null],
    ['merged (until the form is new)', 'merged (until the form is new)', null, undefined],
    ['merged (owner: Ada; see the guide)', 'merged (owner: Ada; see the guide)', null, undefined],
    ['merged (owner: Ada) at night', 'merged (owner: Ada) at night', null, undefined],
    ['(owner: Ada)', '', 'Ada', undefined],
    ['merged ()', 'merged ()', null, undefined],
    ['merged (owner: Ada (CRM); until: 2027-01-31) . ', 'merged', 'Ada (CRM)', '2027-01-31'],
    ['merged) (owner: Ada)', 'merged)', 'Ada', undefined],
    ['merged (owner: Ada))', 'merged (owner: Ada))', null, undefined],
  ])('%s', (text, reason, owner, date) => {
    const read = readTerms(text);
    expect([read.text, read.terms.owner, read.terms.until?.date]).toEqual([reason, owner, date]);
  });
});

it('reads a reason in time that grows with its length only', () => {
  const blanks = ' '.repeat(1_000_000);
  expect(readTerms(`merged (a)${blanks}b`).terms.owner).toBeNull();
  expect(readTerms(`merged (owner: a${blanks}b)`).terms.owner).toBe(`a${blanks}b`);
});

it.each([
  ['2027-01-31', '2027-01-31', 'running'],
  ['2027-01-31', '2027-02-01', 'expired'],
  ['2027-01-31', null, 'not-judged'],
  [null, '2027-02-01', 'unreadable'],
] as const)('%s on %s is %s', (date, today, state) => {
  expect(expiryOf({ written: '', date }, today)).toBe(state);
});

const ids = new Set(['allow-save-bypass', 'expired-bypass', 'suppression-without-reason']);

/** What is told of a comment above a bypass, as `id severity: message`. */
function told(comment: string, today: string | null): readonly string[] {
  const text = `// duplicate-rules: ${comment}\nBYPASS`;
  const start = text.indexOf('BYPASS');
  const finding: Finding = {
    ruleId: 'allow-save-bypass',
    severity: 'warning',
    message: 'BYPASS',
    location: { uri: 'file:///p/A.cls', start, end: text.length },
    related: [],
    fingerprint: '',
  };
  const { kept, extra } = applySuppressions({
    uri: 'file:///p/A.cls',
    path: 'A.cls',
    text,
    facts: { comments: [{ start: 0, end: start - 1, text }], declaredSuppressions: [] },
    settings: { suppressions: [] },
    findings: [{ finding }],
    isKnown: (id) => ids.has(id),
    isJudged: () => true,
    today,
  });
  return [...kept, ...extra].map(({ ruleId, severity }) => `${ruleId} ${severity}`);
}

describe('a suppression with a date', () => {
  const dated = 'allow-save-bypass -- merged (owner: Ada; until: 2027-01-31)';
  it.each<[comment: string, today: string | null, told: readonly string[]]>([
    [dated, '2027-01-31', []],
    [dated, '2027-02-01', ['expired-bypass warning']],
    [dated, null, []],
    ['allow-save-bypass -- merged (until: soon)', null, ['expired-bypass information']],
    [
      'allow-save-bypass -- (until: 2027-01-31)',
      '2027-02-01',
      ['allow-save-bypass warning', 'suppression-without-reason information'],
    ],
  ])('%s on %s', (comment, today, expected) => {
    expect(told(comment, today)).toEqual(expected);
  });
});
