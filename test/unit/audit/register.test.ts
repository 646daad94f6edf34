import { describe, expect, it } from 'vitest';
import { withAuthorship } from '../../../server/src/core/audit/authorship.ts';
import { auditHtml } from '../../../server/src/core/audit/html.ts';
import { auditMarkdown } from '../../../server/src/core/audit/markdown.ts';
import { auditText } from '../../../server/src/core/audit/text.ts';
import { auditOf, bypass, lines, statements } from './auditOf.ts';

const alert = 'Lead: Alert/Alert matching Email';

describe('the register', () => {
  it.each<[comment: string, entry: unknown]>([
    ['', { reason: null, statedIn: null, owner: null, until: null }],
    ['// a free comment', { reason: null, statedIn: null, owner: null, until: null }],
    [
      '// duplicate-rules: allow-save-bypass -- merged (owner: Ada; until: 2027-01-31)',
      {
        reason: 'merged',
        statedIn: 'code',
        owner: { name: 'Ada', by: 'reason' },
        until: { written: '2027-01-31', state: 'running' },
      },
    ],
    [
      '// duplicate-rules: allow-save-bypass -- merged (until: soon)',
      { reason: 'merged', statedIn: 'code', owner: null, until: { written: 'soon', state: 'unreadable' } },
    ],
  ])('%s', (comment, entry) => {
    expect(auditOf({ rules: alert, code: bypass(comment) }).register).toMatchObject([entry]);
  });

  it('takes the author of the line where nobody is named', () => {
    const audit = auditOf({ rules: alert, code: bypass() });
    const written = { kind: 'known', author: 'Grace', date: '2026-01-02', commit: 'abc' } as const;
    expect(withAuthorship(audit, () => written).register[0]!.owner).toEqual({ name: 'Grace', by: 'blame' });
    const named = auditOf({
      rules: alert,
      code: bypass('// duplicate-rules: allow-save-bypass -- merged (owner: Ada)'),
    });
    expect(withAuthorship(named, () => written).register[0]!.owner).toEqual({ name: 'Ada', by: 'reason' });
    expect(withAuthorship(audit, () => ({ kind: 'not-tracked' })).register[0]!.owner).toBeNull();
    const nowhere = withAuthorship(audit, () => ({ kind: 'no-repository' }));
    expect([
      nowhere.register[0]!.places[0]!.written,
      nowhere.sections[1]!.notLookedAt.map(({ id }) => id),
    ]).toEqual([null, ['authors']]);
  });

  it('names every place of an entry, in each format', () => {
    const save = `
      Database.DMLOptions o = new Database.DMLOptions();
      o.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, o);`;
    const audit = auditOf({ rules: alert, code: `void load(List<Lead> leads) {{${save}}{${save}}}` });
    const lines = audit.register[0]!.places.map(({ line }) => line);
    expect(lines).toHaveLength(2);
    const compared = { audit, compared: null };
    for (const text of [auditText(compared, 100), auditMarkdown(compared), auditHtml([compared])]) {
      const register = text.slice(
        text.indexOf('Register of bypasses'),
        text.indexOf('Not looked at<') + 1 || undefined,
      );
      for (const line of lines) expect(register).toContain(`:${line}`);
    }
  });

  it('judges no date without today', () => {
    const code = bypass('// duplicate-rules: allow-save-bypass -- merged (until: 2020-01-31)');
    const audit = auditOf({ rules: alert, code, today: null });
    expect(audit.register[0]!.until).toEqual({ written: '2020-01-31', state: 'not-judged' });
    expect(lines(audit, 'expired-bypass')).toEqual([]);
  });
});

describe('plan', () => {
  it('puts the gravest first, and of these what is least work', () => {
    const { plan, sections } = auditOf({
      rules: `${alert}\nContact: Allow/Allow matching Email`,
      code: bypass(),
    });
    expect(plan.slice(0, 2).map(({ id, risk, ease }) => [id, risk, ease])).toEqual([
      ['state-bypasses', 'high', 'minutes'],
      ['rules-that-stop-nothing', 'high', 'hours'],
    ]);
    const ids = new Set(statements({ sections }).map(({ id }) => id));
    expect(plan.flatMap((item) => item.statements).filter((id) => !ids.has(id))).toEqual([]);
  });
});
