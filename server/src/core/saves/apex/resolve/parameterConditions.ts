import type { BoundBody } from '../bind/bind.ts';
import { isLocal } from '../bind/symbols.ts';
import type { Expression, Node, SwitchCase, SwitchStatement } from '../syntax.ts';
import type { ApexTypes } from '../types/types.ts';
import { constantOf } from './constants.ts';

/** A save happens only where a parameter has one of the values, or, negated, none of them. */
export interface ParameterCondition {
  readonly parameter: number;
  /** See {@link constantOf}. */
  readonly values: readonly string[];
  readonly negated: boolean;
}

/**
 * The conditions around a node that compare a parameter with constants: those by which a helper chooses what
 * to do, `switch on operation { when 'INSERT' { insert records; } }`. Others are left out.
 */
export function parameterConditions(node: Node, bound: BoundBody, types: ApexTypes): ParameterCondition[] {
  return bound.conditionsOf(node).flatMap(({ kind, condition, negated, node: decision, branch }) => {
    if (kind === 'case' && decision.kind === 'switch' && branch.kind === 'when') {
      return caseCondition(decision, branch, bound, types);
    }
    if (!condition || kind === 'loop') return [];
    return conditionsIn(condition, negated, bound, types);
  });
}

function caseCondition(
  decision: SwitchStatement,
  taken: SwitchCase,
  bound: BoundBody,
  types: ApexTypes,
): ParameterCondition[] {
  const parameter = parameterAt(decision.subject, bound);
  if (parameter === null || taken.pattern) return [];
  const isElse = taken.values.length === 0;
  const values = (isElse ? decision.cases.flatMap((one) => one.values) : taken.values).map((value) =>
    constantOf(value, bound, types, true),
  );
  return values.includes(null) ? [] : [{ parameter, values: values as string[], negated: isElse }];
}

function conditionsIn(
  condition: Expression,
  negated: boolean,
  bound: BoundBody,
  types: ApexTypes,
): ParameterCondition[] {
  switch (condition.kind) {
    case 'parenthesized':
      return conditionsIn(condition.inner, negated, bound, types);
    case 'unary':
      return condition.operator === '!' ? conditionsIn(condition.operand, !negated, bound, types) : [];
    case 'name': {
      const parameter = parameterAt(condition, bound);
      return parameter === null ? [] : [{ parameter, values: ['true'], negated }];
    }
    case 'call': {
      const [argument] = condition.arguments;
      if (!/^equals(?:ignorecase)?$/i.test(condition.name.name) || !condition.target || !argument) return [];
      return comparison(condition.target, argument, negated, bound, types);
    }
    case 'binary': {
      const { operator, left, right } = condition;
      if (operator === '&&' || operator === '||') {
        // Both sides are known to hold, or not to hold, for `a && b` and for `!(a || b)`.
        if ((operator === '&&') === negated) return [];
        return [left, right].flatMap((side) => conditionsIn(side, negated, bound, types));
      }
      if (operator === '==' || operator === '===') return comparison(left, right, negated, bound, types);
      const differs = operator === '!=' || operator === '!==' || operator === '<>';
      return differs ? comparison(left, right, !negated, bound, types) : [];
    }
    default:
      return [];
  }
}

function comparison(
  left: Expression,
  right: Expression,
  negated: boolean,
  bound: BoundBody,
  types: ApexTypes,
): ParameterCondition[] {
  for (const [variable, constant] of [
    [left, right],
    [right, left],
  ] as const) {
    const parameter = parameterAt(variable, bound);
    const value = parameter === null ? null : constantOf(constant, bound, types);
    if (parameter !== null && value !== null) return [{ parameter, values: [value], negated }];
  }
  return [];
}

/** The position of the parameter that an expression names, if the parameter keeps the value it came with. */
export function parameterAt(expression: Expression, bound: BoundBody): number | null {
  if (expression.kind !== 'name') return null;
  const symbol = bound.symbolOf(expression);
  if (!symbol || !isLocal(symbol) || symbol.parameterIndex === null) return null;
  const isChanged = bound.usesOf(symbol).some(({ role }) => role === 'write');
  return isChanged ? null : symbol.parameterIndex;
}

/** Whether a call with these arguments can meet the condition. */
export function mayHold(
  { parameter, values, negated }: ParameterCondition,
  args: readonly Expression[],
  bound: BoundBody,
  types: ApexTypes,
): boolean {
  const argument = args[parameter];
  const value = argument ? constantOf(argument, bound, types) : null;
  return value === null || values.includes(value) !== negated;
}
