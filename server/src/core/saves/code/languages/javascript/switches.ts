import type { Expression, SwitchStatement } from '../../tree.ts';
import { type Concrete, child, named } from '../concrete.ts';
import { at, type Context } from './context.ts';
import { expression } from './expressions.ts';
import { allStatements, expressionIn } from './statements.ts';

export function switchStatement(context: Context, node: Concrete): SwitchStatement {
  const cases: SwitchStatement['cases'][number][] = [];
  let tests: Expression[] = [];
  let hasDefault = false;
  for (const part of named(child(node, 'body') ?? node)) {
    if (part.type !== 'switch_case' && part.type !== 'switch_default') continue;
    const value = child(part, 'value');
    if (value) tests.push(expression(context, value));
    else hasDefault = true;
    const body = part.children.filter((inside) => inside.field !== 'value');
    if (body.length === 0) continue;
    cases.push({
      tests: hasDefault ? [] : tests,
      body: { kind: 'block', ...at(context, part), statements: allStatements(context, body) },
    });
    tests = [];
    hasDefault = false;
  }
  return { kind: 'switch', ...at(context, node), value: expressionIn(context, node, 'value'), cases };
}
