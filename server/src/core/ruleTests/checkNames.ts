import { nearest, suggestion } from '../records/suggest.ts';
import type { At, RuleTest, RuleTestProblem } from './model.ts';

/** Names of records that a test uses and does not have. With files of records that shows only when it runs. */
export function checkNames(test: RuleTest): readonly RuleTestProblem[] {
  if (test.records.some(({ kind }) => kind === 'file')) return [];
  const known = new Set<string>();
  const ids = new Set<string>();
  for (const source of test.records) {
    if (source.kind === 'file') continue;
    known.add(source.record.name);
    const id = source.record.fields.find(({ name }) => /^id$/i.test(name))?.value;
    if (typeof id === 'string') ids.add(id.slice(0, 15));
  }
  const problems: RuleTestProblem[] = [];
  const check = (names: readonly At<string>[]) => {
    for (const { value, start, end } of names) {
      if (known.has(value) || ids.has(value.slice(0, 15))) continue;
      const there = [...known];
      const meant = nearest(value, there);
      problems.push({
        start,
        end,
        severity: 'error',
        message: `There is no record "${value}" at this point.${suggestion(meant, there)}`,
        replacement: meant,
      });
    }
  };
  for (const { records, user } of test.saves) {
    if (user !== null && user.sees !== 'all') check(user.sees);
    for (const { reference, expected } of records) {
      if (reference) check([reference]);
      for (const one of expected) {
        if (one.kind === 'matches') check(one.records);
        if (one.kind === 'no-match') check([one.record]);
      }
    }
    for (const { name } of records) if (name !== null) known.add(name);
  }
  return problems;
}
