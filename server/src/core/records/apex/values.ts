import { type BoundBody, dottedName } from '../../saves/apex/bind/bind.ts';
import { isLocal } from '../../saves/apex/bind/symbols.ts';
import type { ApexCodebase } from '../../saves/apex/codebase/codebase.ts';
import type {
  CallExpression,
  Expression,
  MemberExpression,
  NameExpression,
} from '../../saves/apex/syntax.ts';
import { isoDate, isoDateTime, isoTime } from '../calendar.ts';
import type { FieldScalar } from '../model.ts';

const deepest = 8;

/**
 * The value that an expression certainly has: a literal, a constant, a variable that is given one value,
 * a sum of such texts, a date of such numbers. Undefined where the code alone does not tell.
 */
export function knownValue(
  expression: Expression,
  bound: BoundBody,
  codebase: ApexCodebase,
  depth = 0,
): FieldScalar | undefined {
  if (depth > deepest) return undefined;
  const inner = (part: Expression) => knownValue(part, bound, codebase, depth + 1);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'parenthesized':
      return inner(expression.inner);
    case 'unary': {
      const value =
        expression.operator === '-' && !expression.postfix ? inner(expression.operand) : undefined;
      return typeof value === 'number' ? -value : undefined;
    }
    case 'binary':
      return expression.operator === '+' ? sum(inner(expression.left), inner(expression.right)) : undefined;
    case 'call':
      return calledValue(expression, inner);
    case 'name':
    case 'member':
      return namedValue(expression, bound, codebase, depth);
    default:
      return undefined;
  }
}

/** Of texts only: how Apex writes a decimal into a text depends on its scale. */
function sum(left: FieldScalar | undefined, right: FieldScalar | undefined): FieldScalar | undefined {
  return typeof left === 'string' && typeof right === 'string' ? left + right : undefined;
}

function calledValue(
  call: CallExpression,
  value: (argument: Expression) => FieldScalar | undefined,
): FieldScalar | undefined {
  const path = call.target ? dottedName(call.target) : null;
  if (path === null) return undefined;
  const method = `${path}.${call.name.name}`.toLowerCase().replace(/^system\./, '');
  const given = call.arguments.map(value);
  const numbers = given.filter((one): one is number => typeof one === 'number');
  const [first] = given;
  switch (method) {
    case 'date.newinstance':
      return numbers.length === 3 && given.length === 3 ? isoDate(numbers) : undefined;
    case 'date.valueof':
      return typeof first === 'string' && given.length === 1 ? isoDate(numbersOf(first, 3)) : undefined;
    // Datetime.newInstance counts in the time zone of the running user, which the code does not tell.
    case 'datetime.newinstancegmt':
      return given.length === numbers.length ? isoDateTime(numbers) : undefined;
    case 'datetime.valueofgmt':
      return typeof first === 'string' && given.length === 1 ? isoDateTime(numbersOf(first, 6)) : undefined;
    case 'time.newinstance':
      return numbers.length === 4 && given.length === 4 ? isoTime(numbers) : undefined;
    default:
      return undefined;
  }
}

/** The numbers of `2026-01-02` or `2026-01-02 10:30:00`; none where there are not that many. */
function numbersOf(text: string, count: number): number[] {
  const pattern =
    count === 3 ? /^(\d{4})-(\d{1,2})-(\d{1,2})$/ : /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;
  return pattern.exec(text.trim())?.slice(1).map(Number) ?? [];
}

function namedValue(
  expression: NameExpression | MemberExpression,
  bound: BoundBody,
  codebase: ApexCodebase,
  depth: number,
): FieldScalar | undefined {
  const symbol = expression.kind === 'name' ? bound.symbolOf(expression) : bound.memberOf(expression);
  if (!symbol || symbol.kind === 'type') return undefined;
  if (isLocal(symbol)) {
    const [only, ...others] = bound.usesOf(symbol).filter(({ role }) => role === 'write');
    if (symbol.kind !== 'local' || only?.context?.kind !== 'declarator' || others.length > 0)
      return undefined;
    const { initializer } = only.context;
    return initializer ? knownValue(initializer, bound, codebase, depth + 1) : undefined;
  }
  const { declaration } = symbol;
  if (declaration.kind !== 'field' || !declaration.modifiers.keywords.has('final')) return undefined;
  const owned = codebase.bodiesOfType(symbol.owner).find(({ body }) => body === declaration.initializer);
  if (!owned) return undefined;
  const inside = codebase.bind(owned);
  return knownValue(inside.root as Expression, inside, codebase, depth + 1);
}
