import { describe, expect, test } from 'vitest';
import { ProjectSchema } from '../../../server/src/core/metadata/objects.ts';
import { ruleTestOf } from '../../../server/src/core/preview/ruleTest.ts';
import { checkRuleTests } from '../../../server/src/core/ruleTests/check.ts';
import { DataFiles } from '../../../server/src/core/ruleTests/existing.ts';
import { parseRuleTests } from '../../../server/src/core/ruleTests/parse.ts';
import { runRuleTest } from '../../../server/src/core/ruleTests/run.ts';
import { catalogOf } from '../../support/catalog.ts';
import { answer, lead, match, preview, record, result } from './answers.ts';

const rules = 'Lead: Alert/Report matching Email, LastName';
const [one, other, itself] = ['00Q000000000001AAA', '00Q000000000002AAA', '00Q000000000009AAA'];
const held = { Email: 'ada@example.com', LastName: 'Byron', City: 'London' };
const matched = (...ids: string[]) =>
  answer(
    result({
      matchResults: [
        match(
          'Lead_Rule_Match',
          ids.map((id) => record(id, { fields: { ...held, FirstName: 'Ada' } })),
        ),
      ],
    }),
  );

/** Status of the test that a preview is made into, run by the same rules. */
function runTest(text: string) {
  const project = { catalog: catalogOf(rules), schema: new ProjectSchema() };
  const file = checkRuleTests(parseRuleTests('file:///a.duptest.yaml', text), project);
  expect(file.problems).toEqual([]);
  return runRuleTest(file, file.tests[0]!, project, new DataFiles(() => 'none'));
}

describe('a preview made into a rule test', () => {
  test('says what was found, and passes by the same rules', () => {
    const text = ruleTestOf(
      preview({
        rules,
        sample: lead({ Email: 'ada@example.com', LastName: 'Byron', Phone: '0123' }),
        answer: matched(one, other),
      }),
    )!;
    expect(
      text
        .split('\n')
        .filter((line) => !line.startsWith('#'))
        .join('\n'),
    ).toBe(`
object: Lead
records:
  Lead:
    ada-byron:
      Email: ada@example.com
      LastName: Byron
    ada-byron-2:
      Email: ada@example.com
      LastName: Byron
tests:
  - name: "Insert of Lead: 2 matches by 1 rule"
    save:
      fields:
        Email: ada@example.com
        LastName: Byron
        Phone: "0123"
    expect:
      outcome: refused-unless-allow-save
      rules:
        Lead.Lead_Rule:
          finding: finds
          matches:
            - ada-byron
            - ada-byron-2
`);
    expect(runTest(text)).toMatchObject({ status: 'passed' });
  });

  test.each([
    [
      'an insert that finds nothing',
      lead({ Email: 'eve@example.com', LastName: 'Eve' }),
      answer(result({ matchResults: [] })),
    ],
    [
      'values that YAML could take for something else',
      lead({
        Email: 'ada@example.com',
        LastName: 'Byron',
        Title: '#1: - no\n\ttab "x"',
        Flag__c: true,
        N__c: 1.5,
        Empty__c: null,
      }),
      matched(one),
    ],
    ['an update', lead({ Email: 'ada@example.com', LastName: 'Byron' }, itself), matched(one)],
  ])('of %s passes too', (_what, sample, given) => {
    const operation = sample.id === null ? ('insert' as const) : ('update' as const);
    const text = ruleTestOf(preview({ rules, sample, answer: given, operation }))!;
    expect(runTest(text).failures).toEqual([]);
    expect(runTest(text).status).toBe('passed');
  });

  test('fails, and says so beforehand, where the local rules say otherwise', () => {
    const text = ruleTestOf(
      preview({ rules, sample: lead({ Email: 'eve@example.com', LastName: 'Byron' }), answer: matched(one) }),
    )!;
    expect(text).toContain('# The local rules say otherwise than the org');
    expect(runTest(text).status).toBe('failed');
  });

  test('is not made of an error', () => {
    expect(ruleTestOf(preview({ by: 'error', sample: null }))).toBeNull();
  });
});
