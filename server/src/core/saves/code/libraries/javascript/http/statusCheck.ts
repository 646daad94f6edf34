import type { Expression, Statement } from '../../../tree.ts';
import type { Value } from '../../../values.ts';
import { isNothing } from '../../shared/reading.ts';

/** HTTP status of a refused save. */
const refused = 400;

/**
 * Whether a function that decides which statuses are fine (`validateStatus` of axios, `ok` of superagent) lets a
 * refusal pass as an ordinary response: `() => true`, `(status) => status < 500`, and no function at all where
 * one was set to null.
 */
export function letsRefusalPass(check: Value | null): boolean {
  if (check === null) return false;
  if (check.kind !== 'function') return isNothing(check);
  const { parameters, body } = check.definition;
  const given = returned(body?.statements ?? []);
  if (!given) return false;
  if (given.kind === 'boolean') return given.value;
  const parameter = parameters[0]?.target;
  return parameter?.kind === 'name-pattern' && holds(given, parameter.name) === true;
}

function returned(statements: readonly Statement[]): Expression | null {
  const [only] = statements;
  return statements.length === 1 && only?.kind === 'return' ? only.value : null;
}

/** The test with a refusal's status; null where it cannot be told. */
function holds(test: Expression, name: string): boolean | null {
  if (test.kind === 'boolean') return test.value;
  if (test.kind !== 'binary') return null;
  const { operator, left, right } = test;
  if (operator === '&&' || operator === '||') {
    const both = [holds(left, name), holds(right, name)];
    if (both.includes(operator === '||')) return operator === '||';
    return both.includes(null) ? null : operator === '&&';
  }
  if (left.kind !== 'name' || left.name !== name || right.kind !== 'number') return null;
  switch (operator) {
    case '<':
      return refused < right.value;
    case '<=':
      return refused <= right.value;
    case '>':
      return refused > right.value;
    case '>=':
      return refused >= right.value;
    case '==':
      return refused === right.value;
    case '!=':
      return refused !== right.value;
    default:
      return null;
  }
}
