import type { Node } from 'web-tree-sitter';
import type { Argument, Expression } from '../../tree.ts';
import type { Extent, Lowering } from '../shared/lowering.ts';
import { childOfType, field, inside } from '../shared/nodes.ts';
import { expression, expressionOr } from './expressions.ts';
import { qualified } from './names.ts';

/** `self::`, `static::` and `parent::` are of the object; others are of a class. */
export function scopeOf(node: Node, at: Lowering): Expression {
  if (node.type !== 'relative_scope') return expression(node, at);
  return at.name(node, at.textOf(node) === 'parent' ? 'super' : 'this');
}

/** `$object->name`; `$object->$name` is looked up. */
export function memberOf(node: Node, at: Lowering): Expression {
  const object = expressionOr(field(node, 'object'), node, at);
  const name = field(node, 'name');
  if (!name) return at.other(node, [object]);
  if (name.type === 'name') return at.member(node, object, name);
  return { kind: 'index', object, index: expression(name, at), ...at.place(node) };
}

export function call(node: Node, at: Lowering): Expression {
  const args = argumentsOf(field(node, 'arguments'), at);
  const name = field(node, 'name');
  switch (node.type) {
    case 'function_call_expression':
      return functionCall(node, args, at);
    case 'scoped_call_expression': {
      const scope = field(node, 'scope');
      if (!name || !scope) return at.other(node);
      const object = scopeOf(scope, at);
      const isParent = object.kind === 'name' && object.name === 'super';
      const callee =
        isParent && at.textOf(name) === '__construct'
          ? object
          : at.member({ startIndex: node.startIndex, endIndex: name.endIndex }, object, name);
      return at.call(node, callee, args, name);
    }
    default: {
      const callee: Extent = { startIndex: node.startIndex, endIndex: name?.endIndex ?? node.endIndex };
      const object = expressionOr(field(node, 'object'), node, at);
      if (!name) return at.other(node, [object]);
      if (name.type === 'name') return at.call(node, at.member(callee, object, name), args, name);
      const index = expression(name, at);
      return at.call(node, { kind: 'index', object, index, ...at.place(callee) }, args, name);
    }
  }
}

function functionCall(node: Node, args: readonly Argument[], at: Lowering): Expression {
  const callee = field(node, 'function');
  if (!callee) return at.other(node);
  const name = at.textOf(callee).replace(/^\\/, '');
  const [first, second] = args.map(({ value }) => value);
  if (first && name === 'isset') {
    const nothing: Expression = { kind: 'null', ...at.place(node) };
    return { kind: 'binary', operator: '!=', left: first, right: nothing, ...at.place(node) };
  }
  if (first && name === 'empty') return { kind: 'unary', operator: '!', operand: first, ...at.place(node) };
  const isHandle = first?.kind === 'name' || first?.kind === 'member';
  if (isHandle && name === 'curl_getinfo') return infoOf(node, callee, first, second, at);
  const made = at.call(
    node,
    callee.type === 'qualified_name' ? qualified(callee, at) : expression(callee, at),
    // Closing a handle, and asking for errors of the network, tells nothing of the answer.
    /^curl_(?:close|err\w+|reset)$/.test(name) ? [] : args,
    callee,
  );
  // The answer is in what it returns, and its status in the handle.
  return isHandle && name === 'curl_exec'
    ? { kind: 'assign', target: first, operator: '=', value: made, ...at.place(node) }
    : made;
}

/** `curl_getinfo($ch, CURLINFO_HTTP_CODE)` is the status of the answer that the handle has. */
function infoOf(
  node: Node,
  callee: Node,
  handle: Expression,
  which: Expression | undefined,
  at: Lowering,
): Expression {
  if (which === undefined) return handle;
  const written = which.kind === 'text' ? which.parts[0] : null;
  return written === 'CURLINFO_HTTP_CODE' || written === 'CURLINFO_RESPONSE_CODE'
    ? at.member(node, handle, callee, 'statusCode')
    : at.call(node, expression(callee, at), [], callee);
}

/** `new X(…)`, of a class by its name or in a variable. */
export function created(node: Node, at: Lowering): Expression {
  const of = inside(node).find(({ type }) => type !== 'arguments');
  const list = childOfType(node, 'arguments');
  if (!of) return at.other(node);
  if (of.type === 'anonymous_class') {
    return at.other(
      node,
      argumentsOf(childOfType(of, 'arguments'), at).map(({ value }) => value),
    );
  }
  return at.call(node, expression(of, at), argumentsOf(list, at), of, true);
}

/** Names of arguments are those of parameters, with their mark. */
function argumentsOf(list: Node | null, at: Lowering): Argument[] {
  if (!list) return [];
  return inside(list).flatMap((node): Argument[] => {
    if (node.type === 'variadic_placeholder') return [];
    const name = node.type === 'argument' ? field(node, 'name') : null;
    const value = inside(node).at(-1);
    if (node.type !== 'argument') return [{ name: null, value: expression(node, at) }];
    if (!value) return [{ name: null, value: at.other(node) }];
    return [{ name: name ? `$${at.textOf(name)}` : null, value: expression(value, at) }];
  });
}
