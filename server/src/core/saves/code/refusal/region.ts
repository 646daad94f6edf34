import type {
  AssignExpression,
  CallExpression,
  Expression,
  FunctionSyntax,
  RecordExpression,
  ReturnStatement,
  ThrowStatement,
} from '../tree.ts';
import { callFate } from './calls.ts';
import { absent, type Carrier, empty, error, flag, type Known, memberOf, outcome } from './carriers.ts';
import { type Node, nodesIn } from './children.ts';
import { thrownAt } from './exceptions.ts';
import { leavesWith } from './functions.ts';
import type { Inquiry } from './inquiry.ts';
import { duplicateMarker } from './markers.ts';
import { calledName, pathOf, plainText } from './names.ts';
import { all, type Fate, nothing, told } from './reach.ts';
import { touching } from './touching.ts';
import { isYield } from './values.ts';

/**
 * Whom code tells that runs only where a save was refused: a handler, the branch for a failed result. What it
 * does counts, not whether the error's text goes along: a flag that is returned tells the caller.
 */
export function fateInRegion(regions: readonly Node[], inquiry: Inquiry): Fate {
  if (regions.length === 0 || !inquiry.enter(regions[0]!, 'region')) return nothing;
  inquiry.addRegions(regions);
  const marker = duplicateMarker(regions, inquiry);
  if (marker) return told('duplicates', 'is recognised', inquiry.at(marker));
  const home = inquiry.index.functionOf(regions[0]!) ?? ownFunction(regions[0]!, inquiry);
  const fates: Fate[] = [];
  const isEntered = (node: Node) =>
    !isMerelyDeclared(node, inquiry) && !(node.kind !== 'function-syntax' && isInLog(node, inquiry));
  for (const node of nodesIn(regions, isEntered)) {
    if (node.kind === 'throw') fates.push(throwing(node, inquiry));
    else if (node.kind === 'return') fates.push(returning(node, home, inquiry));
    else if (node.kind === 'assign') fates.push(assigning(node, regions, inquiry));
    else if (node.kind === 'expression' && isYield(node.expression)) {
      fates.push(told('errors', 'is yielded to the caller', inquiry.at(node)));
    } else if (node.kind === 'expression' && goesOn(node.expression, inquiry)) {
      fates.push(told('unknown', 'goes on in a way that is not followed', inquiry.at(node)));
    } else if (node.kind === 'call') fates.push(callFate(node, regions, inquiry));
  }
  return all(fates);
}

function ownFunction(region: Node, inquiry: Inquiry): Node | null {
  const parent = inquiry.index.parent(region);
  return parent?.kind === 'function-syntax' ? parent : null;
}

/** What is not read closer, such as Python's `yield row, error`, with something of this function in it. */
function goesOn(expression: Expression, inquiry: Inquiry): boolean {
  if (expression.kind !== 'other') return false;
  return [...nodesIn(expression.children)].some(
    (one) => one.kind === 'name' && inquiry.index.variable(one) !== null,
  );
}

/** A local function does nothing where it is declared. */
function isMerelyDeclared(node: Node, inquiry: Inquiry): boolean {
  if (node.kind === 'function-statement' || node.kind === 'class') return true;
  if (node.kind !== 'function') return false;
  const role = inquiry.index.role(node);
  return role !== 'argument' && role !== 'callee';
}

/** `console.error(format(e))`: what stands in a call that logs is logged. */
function isInLog(node: Node, inquiry: Inquiry): boolean {
  const parent = inquiry.index.parent(node);
  return parent?.kind === 'call' && inquiry.index.role(node) === 'argument' && inquiry.isLogging(parent);
}

function throwing(node: ThrowStatement, inquiry: Inquiry): Fate {
  const made = node.value?.kind === 'call' ? pathOf(node.value.callee).at(-1) : undefined;
  const fate = thrownAt(node, inquiry, made === undefined ? null : { named: made });
  const named = fate.passes?.as === 'exception' && fate.told.level === 'none';
  return {
    ...fate,
    handled: true,
    told: named ? { level: 'none', how: 'is thrown on', evidence: inquiry.at(node) } : fate.told,
  };
}

/**
 * A value that is returned tells the caller, a flag or count too. `return None` and the like tell nothing: the
 * caller gets what a function gives that has nothing to say.
 */
function returning(node: ReturnStatement, home: Node | null, inquiry: Inquiry): Fate {
  const from = inquiry.index.functionOf(node);
  // A callback's result goes to the function that runs the callback; a helper's is judged at its call.
  const isOfHelper = inquiry.depth > 0 && !inquiry.givesBack;
  if (from !== home || from === null || (isOfHelper && inquiry.index.roots.includes(from))) return nothing;
  const carrier = carrierReturned(node, inquiry);
  if (carrier === null || saysTheSame(node, from)) return nothing;
  const fate = leavesWith(from, carrier, node, inquiry);
  return { ...fate, handled: true };
}

/** `return true` after a failure, where the function returns true after a success as well. */
function saysTheSame({ value, start }: ReturnStatement, from: FunctionSyntax): boolean {
  if (value?.kind !== 'boolean' || from.body === null) return false;
  const others = [...nodesIn([from.body], ({ kind }) => kind !== 'function')].filter(
    (one) => one.kind === 'return' && one.start !== start,
  );
  return (
    others.length > 0 &&
    others.every(
      (one) => one.kind === 'return' && one.value?.kind === 'boolean' && one.value.value === value.value,
    )
  );
}

function carrierReturned({ value }: ReturnStatement, inquiry: Inquiry): Carrier | null {
  if (value === null || value.kind === 'null') return absent;
  if (value.kind === 'boolean' || value.kind === 'number') return flag(value.value);
  if (value.kind === 'unary' && value.operator === 'void') return absent;
  if (value.kind === 'record' && saysOf(value)) return outcome;
  if (isEmptyValue(value)) return { ...empty, known: truthOfEmpty(value, inquiry) };
  const call = value.kind === 'await' ? value.value : value;
  if (call.kind !== 'call') return error;
  return returnedByCall(call, inquiry);
}

/** `return {}`, `return []`, `return ''` after a failure: nothing of it is in there. */
function isEmptyValue(value: Expression): boolean {
  if (value.kind === 'record') return value.entries.length === 0;
  if (value.kind === 'list') return value.items.length === 0 && !value.loops?.length;
  return value.kind === 'text' && value.parts.join('') === '';
}

function truthOfEmpty({ kind }: Expression, { isJavaScript, request }: Inquiry): Known {
  const isThere = kind !== 'text' && (isJavaScript || request.language === 'ruby');
  return isThere ? empty.known : null;
}

/** `{ ok: false, error }`: its members tell of success as those of a result do. */
function saysOf({ entries }: RecordExpression): boolean {
  return entries.some(({ key, value }) => {
    const name = key?.kind === 'name' ? key.name : plainText(key ?? undefined);
    return name !== null && value.kind === 'boolean' && memberOf(outcome, name)?.known === value.value;
  });
}

/** `return console.error(e)`, `return handleError(e)`, `return next(e)`: the call itself says what it does. */
function returnedByCall(call: CallExpression, inquiry: Inquiry): Carrier | null {
  if (inquiry.isLogging(call)) return absent;
  if (rejects(call)) return null;
  if (call.callee.kind === 'name' && inquiry.index.variable(call.callee)?.isParameter) return null;
  const helper = inquiry.functionOf(call.callee);
  // What a function does that is here is read there.
  if (!helper?.body) return inquiry.tells(call) ? null : error;
  const gives = [...nodesIn([helper.body], ({ kind }) => kind !== 'function-syntax')].some(
    (one) => one.kind === 'return' && one.value !== null && !isNothing(one.value, inquiry),
  );
  return gives ? error : null;
}

/** What a call that logs gives back, as the last one of a method in Ruby, says no more than null. */
function isNothing(value: Expression, inquiry: Inquiry): boolean {
  return value.kind === 'null' || (value.kind === 'call' && inquiry.isLogging(value));
}

/** `Promise.reject(e)`. */
export function rejects(call: CallExpression): boolean {
  return calledName(call) === 'reject' && pathOf(call.callee).at(-2) === 'Promise';
}

function assigning(node: AssignExpression, regions: readonly Node[], inquiry: Inquiry): Fate {
  return touching(node.target, false, node, regions, inquiry);
}

/** Whether a block never goes on to what follows it. */
export function exits(block: Node | null | undefined): boolean {
  if (block?.kind !== 'block') return false;
  const last = block.statements.at(-1);
  switch (last?.kind) {
    case 'return':
    case 'throw':
    case 'jump':
      return true;
    case 'if':
      return exits(last.then) && exits(last.otherwise);
    case 'expression': {
      const { expression } = last;
      return expression.kind === 'call' && /^(exit|_exit|Exit|abort|halt)$/.test(calledName(expression));
    }
    default:
      return false;
  }
}
