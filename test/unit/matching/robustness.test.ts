import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRule, isCompiled } from '../../../server/src/core/matching/compile.ts';
import { candidatesOf } from '../../../server/src/core/matching/run/candidates.ts';
import { compiled, matchingRule, recordOf } from '../../support/matchingRules.ts';

const methods = ['Exact', 'FirstName', 'LastName', 'CompanyName', 'Phone', 'City', 'Street', 'Zip', 'Title'];
const fields = ['A', 'B', 'C', 'D'];

const filter = fc.letrec<{ any: string; pair: string; item: string }>((tie) => ({
  item: fc.integer({ min: 1, max: fields.length }).map(String),
  pair: fc
    .tuple(fc.constantFrom('AND', 'OR'), tie('any'), tie('any'), fc.boolean())
    .map(([word, left, right, negated]) => `${negated ? 'NOT ' : ''}(${left} ${word} ${right})`),
  any: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('item'), tie('pair')),
})).any;

const rule = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...methods), fc.boolean()), { minLength: 4, maxLength: 4 }),
    filter,
  )
  .map(([items, text]) => {
    const said = items.map(
      ([method, blanks], at) => `${fields[at]} ${method}${blanks ? ' MatchBlanks' : ''}`,
    );
    return `Lead: ${said.join(', ')}; ${text}`;
  });

const value = fc.oneof(
  fc.constantFrom<string | undefined>('', undefined, 'x', 'Smith', '415-555-1234', '10001', '1 Elm St'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const record = fc.record({ A: value, B: value, C: value, D: value });

test('whatever the rule and the values: a verdict, the same the other way round, and a trace that agrees', () => {
  fc.assert(
    fc.property(rule, record, record, (text, a, b) => {
      const made = compileRule(matchingRule(text));
      if (!isCompiled(made)) return;
      const [one, other] = [recordOf(made, a), recordOf(made, b)];
      const verdict = made.compare(one, other);
      expect(made.compare(other, one)).toEqual(verdict);
      const trace = made.trace(one, other);
      expect(trace.verdict).toEqual(verdict);
      expect(trace.summary).toMatch(/^(They match|They do not match|It cannot be said)/);
      const source = candidatesOf([
        {
          object: 'Lead',
          id: null,
          fields: fields.flatMap((name) => {
            const held = b[name as keyof typeof b];
            return held === undefined ? [] : [{ name, value: held }];
          }),
        },
      ]);
      const prepared = made.prepare((key) => b[key.toUpperCase() as keyof typeof b]);
      const meets = made.keysOf(one).some((key, at) => key !== null && key === made.keysOf(prepared)[at]);
      const found = [...source.candidates(made, one).records].length === 1;
      expect(found).toBe(meets || made.keys.length === 0);
    }),
    { numRuns: 300 },
  );
});

test('values of a million characters cost no more than reading them', () => {
  const long = [
    'x'.repeat(1_000_000),
    '1 '.repeat(500_000),
    'a.'.repeat(500_000),
    `a@${'b.'.repeat(500_000)}c`,
    `${'x'.repeat(500_000)}\n${'x'.repeat(500_000)}`,
    'é'.repeat(1_000_000),
  ];
  const rules = methods.map((method) => compiled(`Lead: A ${method}`));
  const before = process.cpuUsage();
  for (const text of long) {
    for (const made of [...rules, compiled('Standard Lead')]) {
      const given = { A: text, FirstName: text, LastName: text, Email: text, Phone: text, Company: text };
      const [one, other] = [recordOf(made, given), recordOf(made, { ...given, A: `${text}y` })];
      made.compare(one, other);
      for (const key of made.keys) key.certaintyOf(one);
      expect(made.keysOf(one)).toHaveLength(made.keys.length);
    }
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000_000).toBeLessThan(30);
});
