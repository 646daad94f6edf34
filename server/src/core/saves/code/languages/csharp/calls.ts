import type { Node } from 'web-tree-sitter';
import type { Argument, Expression } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field } from '../shared/nodes.ts';
import { expression, expressionOr, subscript } from './expressions.ts';
import { onlyChild, plain, typeName } from './names.ts';

/** `a.b`, `a?.b`, `a?[b]`, and qualified names where a value is meant. */
export function memberAccess(node: Node, at: Lowering): Expression {
  if (node.type === 'conditional_access_expression') return conditionalAccess(node, at);
  const object = field(node, 'expression') ?? field(node, 'qualifier');
  const name = field(node, 'name');
  if (!object || !name) return at.other(node);
  const value = expression(object, at);
  if (at.textOf(name) === 'Result' && isTask(value)) return { kind: 'await', value, ...at.place(node) };
  const type = at.textOf(name) === 'Name' ? typeNamed(object, at) : null;
  return type === null ? member(node, value, name, at) : at.string(node, type);
}

/** The name in `typeof(Lead)`; type parameters name nothing that is known. */
function typeNamed(object: Node, at: Lowering): string | null {
  const type = object.type === 'typeof_expression' ? field(object, 'type') : null;
  const name = typeName(type, at);
  return name === null || /^T(?:[A-Z]\w*)?$/.test(name) ? null : name.replace(/^.*\./, '');
}

function member(node: Node, object: Expression, name: Node, at: Lowering): Expression {
  const bare = name.type === 'generic_name' ? (name.namedChildren[0] ?? name) : name;
  return at.member(node, object, bare, plain(at.textOf(bare)));
}

function conditionalAccess(node: Node, at: Lowering): Expression {
  const condition = field(node, 'condition');
  if (!condition) return at.other(node);
  const object = expression(condition, at);
  const binding = childOfType(node, 'member_binding_expression');
  const name = binding && field(binding, 'name');
  if (name) return member(node, object, name, at);
  const element = childOfType(node, 'element_binding_expression');
  return element
    ? { kind: 'index', object, index: subscript(element, at), ...at.place(node) }
    : at.other(node, [object]);
}

export function argumentsOf(list: Node | null, at: Lowering): readonly Argument[] {
  if (!list) return [];
  return childrenOfType(list, 'argument').map((argument) => {
    const name = field(argument, 'name');
    return {
      name: name && plain(at.textOf(name)),
      value: expressionOr(onlyChild(argument), argument, at),
    };
  });
}

export function invocation(node: Node, at: Lowering): Expression {
  const called = field(node, 'function');
  if (!called) return at.other(node);
  const callee = expression(called, at);
  const waits = waitsFor(callee);
  if (waits) return waits.kind === 'await' ? waits : { kind: 'await', value: waits, ...at.place(node) };
  if (callee.kind === 'member' && callee.name === 'ConfigureAwait') return callee.object;
  const args = argumentsOf(field(node, 'arguments'), at);
  const named = callee.kind === 'name' && callee.name === 'nameof' ? args[0]?.value : undefined;
  if (named?.kind === 'name' || named?.kind === 'member') return at.string(node, named.name);
  return at.call(node, callee, args, nameNode(called));
}

/** `x.GetAwaiter().GetResult()`, and `Wait()` of a task that a call has just made, are as good as `await x`. */
function waitsFor(callee: Expression): Expression | null {
  if (callee.kind !== 'member') return null;
  const { object } = callee;
  if (callee.name === 'Wait') return isTask(object) ? object : null;
  if (callee.name !== 'GetResult' || object.kind !== 'call') return null;
  const awaiter = object.callee;
  return awaiter.kind === 'member' && awaiter.name === 'GetAwaiter' ? awaiter.object : null;
}

function isTask(value: Expression): boolean {
  if (value.kind !== 'call' || value.isNew) return false;
  const { callee } = value;
  return (callee.kind === 'member' || callee.kind === 'name') && callee.name.endsWith('Async');
}

/** The name of what is called, without the chain before it. */
function nameNode(called: Node): Node {
  const binding =
    called.type === 'conditional_access_expression' ? childOfType(called, 'member_binding_expression') : null;
  const name = field(binding ?? called, 'name') ?? called;
  return name.type === 'generic_name' ? (name.namedChildren[0] ?? name) : name;
}

/** The name of a class, as members where it is qualified. */
export function typeExpression(type: Node, at: Lowering): Expression {
  const name = typeName(type, at);
  if (name === null) return at.other(type);
  const [first, ...more] = name.split('.');
  return more.reduce<Expression>((object, part) => at.member(type, object, type, part), at.name(type, first));
}
