import type { Node } from 'web-tree-sitter';
import type { Argument, Expression, FunctionExpression, ParameterSyntax } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field, inside } from '../shared/nodes.ts';
import { entriesOf, expression } from './expressions.ts';
import { isBlockName, nameOfBlock, parametersOf } from './functions.ts';
import { bodyOf } from './statements.ts';

/** Methods that give what they are called on, for data flow. */
const transparent: ReadonlySet<string> = new Set([
  'freeze',
  'dup',
  'clone',
  'to_s',
  'to_sym',
  'compact',
  'itself',
]);

/**
 * A call. One without arguments and a block is a member: Ruby does not tell them apart, and methods without
 * parameters are lowered to getters. A block is the last argument.
 */
export function call(node: Node, at: Lowering): Expression {
  const name = field(node, 'method');
  const receiver = field(node, 'receiver');
  const list = field(node, 'arguments') ?? childOfType(node, 'argument_list');
  const block = field(node, 'block');
  const args = [...argumentsOf(list, at), ...(block ? [{ name: null, value: blockValue(block, at) }] : [])];
  // `handler.(x)` and `yield x`.
  if (!name) {
    const callee = receiver
      ? expression(receiver, at)
      : at.name(node, node.type === 'yield' ? nameOfBlock(node, at) : '');
    return at.call(node, callee, args, { startIndex: node.startIndex, endIndex: node.startIndex });
  }
  const written = at.textOf(name);
  if (!receiver) {
    return args.length === 0 && !list ? at.name(name) : at.call(node, at.name(name), args, name);
  }
  const object = expression(receiver, at);
  if (written === 'call' && isBlockName(receiver, at)) return at.call(node, object, args, name);
  if (written === 'new') return at.call(node, object, args, receiver, true);
  if (args.length === 0 && throws(node, written))
    return at.call(node, at.member(node, object, name), [], name);
  if (args.length === 0) return transparent.has(written) ? object : at.member(node, object, name);
  const isOk = isSuccess(written, list, at);
  if (isOk !== null) {
    const flag = at.member(node, object, name, 'success?');
    return isOk ? flag : { kind: 'unary', operator: '!', operand: flag, ...at.place(node) };
  }
  const whole = { startIndex: node.startIndex, endIndex: name.endIndex };
  return at.call(node, at.member(whole, object, name), args, name);
}

/** Net::HTTP: `response.is_a?(Net::HTTPSuccess)` asks for the status; null for what asks for something else. */
function isSuccess(name: string, list: Node | null, at: Lowering): boolean | null {
  if (!/^(?:is_a|kind_of|instance_of)\?$/.test(name) || !list) return null;
  const found = /^\(?\s*(?:::)?Net::HTTP(\w+)\s*\)?$/.exec(at.textOf(list));
  if (!found || found[1] === 'Response') return null;
  return /^(?:Success|OK|Created|NoContent|Accepted)$/.test(found[1]!);
}

/** Net::HTTP: `response.error!`, and `response.value`, which stands alone where it is called for what it throws. */
function throws(node: Node, name: string): boolean {
  if (name !== 'value') return name === 'error!';
  return /^(?:body_statement|block_body|program|then|else|ensure|begin)$/.test(node.parent?.type ?? '');
}

/**
 * Pairs at the end are keywords where they look like parameters (`url: x`), else a hash (`LastName: x`, `'a' =>
 * x`): the fields of a record.
 */
export function argumentsOf(list: Node | null, at: Lowering): Argument[] {
  if (!list) return [];
  const nodes = inside(list);
  const pairs = nodes.filter(({ type }) => type === 'pair' || type === 'hash_splat_argument');
  const others = nodes.filter((node) => !pairs.includes(node));
  const args: Argument[] = others.map((node) => ({ name: null, value: expression(node, at) }));
  if (pairs.length === 0) return args;
  if (pairs.every((pair) => isKeyword(pair, at))) {
    return [
      ...args,
      ...pairs.map((pair): Argument => {
        const key = field(pair, 'key') ?? pair;
        const value = field(pair, 'value');
        return { name: at.textOf(key), value: value ? expression(value, at) : at.name(key) };
      }),
    ];
  }
  const [first, last] = [pairs[0]!, pairs.at(-1)!];
  const place = at.place({ startIndex: first.startIndex, endIndex: last.endIndex });
  return [...args, { name: null, value: { kind: 'record', entries: entriesOf(pairs, at), ...place } }];
}

function isKeyword(pair: Node, at: Lowering): boolean {
  const key = field(pair, 'key');
  return (
    key?.type === 'hash_key_symbol' && /^[a-z_]\w*$/.test(at.textOf(key)) && !/__[cr]$/.test(at.textOf(key))
  );
}

/** `{ |row| … }`, `do |row| … end`. */
export function blockValue(block: Node, at: Lowering): FunctionExpression {
  return functionValue(block, parametersOf(field(block, 'parameters'), at), field(block, 'body'), at);
}

/** `->(x) { … }`. */
export function lambda(node: Node, at: Lowering): FunctionExpression {
  const block = field(node, 'body');
  const body = block && (field(block, 'body') ?? block);
  return functionValue(node, parametersOf(field(node, 'parameters'), at), body, at);
}

function functionValue(
  node: Node,
  parameters: readonly ParameterSyntax[],
  body: Node | null,
  at: Lowering,
): FunctionExpression {
  const definition = { ...nameless(node, at), parameters, body: bodyOf(body, node, at) };
  return { kind: 'function', definition, ...at.place(node) };
}
