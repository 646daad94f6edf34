import type { Expression } from '../tree.ts';
import { carrierOf, memberOf } from './carriers.ts';
import { nodesIn } from './children.ts';
import type { Inquiry } from './inquiry.ts';
import { calledName } from './names.ts';

const deepest = 12;
const asksWhetherThere = /^(empty|isset|is_null|isNull|nonNull|Boolean|bool)$/;
const asksWhetherList = /^(isArray|isinstance|is_array)$/;
const compares = /^(includes|has|contains|Contains|include\?|equals|Equals|equalsIgnoreCase)$/;
const counts = /^(len|count|sizeof|size|length|isEmpty|Count|empty\?|blank\?|any\?|nil\?|present\?)$/;

/**
 * Whether a test comes out the same where the save was refused and where it went well: it asks for nothing but
 * whether there is an answer at all, how many rows it has, or what the save has no part in. False where that is not
 * certain.
 */
export function isSameEitherWay(test: Expression, inquiry: Inquiry, depth = 0): boolean {
  if (depth > deepest) return false;
  const same = (one: Expression) => isSameEitherWay(one, inquiry, depth + 1);
  const { mode } = inquiry;
  switch (test.kind) {
    case 'boolean':
    case 'number':
    case 'null':
      return true;
    case 'text':
      return test.parts.every((part) => typeof part === 'string');
    case 'await':
      return same(test.value);
    case 'name':
      return isWholeOrApart(test, inquiry);
    case 'member':
    case 'index': {
      const whole = carrierOf(test.object, inquiry)?.isWhole;
      if (whole && test.kind === 'member' && isUntold(test, inquiry)) return true;
      return isWholeOrApart(test, inquiry) && same(test.object);
    }
    case 'call': {
      const [first] = test.arguments;
      const name = calledName(test);
      if (mode === 'job' && compares.test(name) && test.callee.kind === 'member') {
        const operands = [test.callee.object, ...test.arguments.map(({ value }) => value)];
        return operands.some((one) => isStatus(one, inquiry)) && operands.every(same);
      }
      if (test.callee.kind === 'member' && test.arguments.length === 0) {
        return counts.test(name) && isWhole(test.callee.object, inquiry);
      }
      if (!first || !isWhole(first.value, inquiry)) return false;
      if (asksWhetherThere.test(name)) return same(first.value);
      return (asksWhetherList.test(name) || counts.test(name)) && mode === 'rows';
    }
    case 'unary':
      return /^(!|-|typeof)$/.test(test.operator) && same(test.operand);
    case 'binary':
      switch (test.operator) {
        case '==':
        case '!=':
        case 'is':
          if (isWhole(test.left, inquiry)) return isNothing(test.right);
          if (isWhole(test.right, inquiry)) return isNothing(test.left);
          return same(test.left) && same(test.right);
        case 'in':
        case 'not in':
          return isStatus(test.left, inquiry) && same(test.right);
        case '&&':
        case '||':
        case '<':
        case '>':
        case '<=':
        case '>=':
          return same(test.left) && same(test.right);
        default:
          return false;
      }
    case 'list':
      return mode === 'job' && test.items.every(same);
    case 'other':
      return test.children.length === 1 && same(test.children[0]!);
    default:
      return false;
  }
}

function isNothing(value: Expression): boolean {
  return value.kind === 'null' || (value.kind === 'boolean' && !value.value);
}

function isStatus(value: Expression, inquiry: Inquiry): boolean {
  return carrierOf(value, inquiry)?.what === 'status';
}

function isWhole(value: Expression, inquiry: Inquiry): boolean {
  return carrierOf(value, inquiry)?.isWhole === true;
}

/** What the save gave back is there either way; but the text of an answer, as PHP has it, may be empty. */
function isWholeOrApart(value: Expression, inquiry: Inquiry): boolean {
  const carrier = carrierOf(value, inquiry);
  if (carrier?.what === 'status') return true;
  if (carrier)
    return carrier.isWhole === true && !(inquiry.request.language === 'php' && isResponse(inquiry));
  return ![...nodesIn([value])].some(
    (one) => one.kind === 'call' || (one.kind === 'name' && holdsCarrier(one, inquiry)),
  );
}

function isResponse({ mode }: Inquiry): boolean {
  return mode === 'response';
}

function holdsCarrier(name: Extract<Expression, { kind: 'name' }>, inquiry: Inquiry): boolean {
  return carrierOf(name, inquiry) !== null;
}

/** `results.length`: a member that does not differ. */
function isUntold(member: Extract<Expression, { kind: 'member' }>, inquiry: Inquiry): boolean {
  const object = carrierOf(member.object, inquiry);
  return object !== null && memberOf(object, member.name) === null;
}
