import { expect, test } from 'vitest';
import { methodOf } from '../../../server/src/core/matching/methods/registry.ts';
import { golden, sources } from './golden.ts';

test.each(golden.filter((row) => row.kind === 'method'))('$method: $values', (row) => {
  const engine = methodOf(row.method)!;
  const [one, other] = row.values.map((value) => engine.prepare(value)) as [never, never];
  const trace = engine.trace(one, other);
  const agrees =
    (row.score === undefined || trace.score === row.score) &&
    (row.matches === undefined || trace.matches === row.matches);
  expect(agrees, `${sources[row.source]}: ${JSON.stringify(trace)}`).toBe(row.differs === undefined);
});

test.each(golden.filter((row) => row.kind === 'algorithm'))('$method, $algorithm: $values', (row) => {
  const engine = methodOf(row.method)!;
  const [one, other] = row.values.map((value) => engine.prepare(value)) as [never, never];
  const step = engine.trace(one, other).steps.find(({ name }) => name === row.algorithm);
  expect(step!.score === row.score, `${sources[row.source]}: ${step!.score}`).toBe(row.differs === undefined);
});
