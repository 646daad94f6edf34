import type { Node } from 'web-tree-sitter';
import type { BlockStatement, Expression, IfStatement, LoopStatement, Statement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field, inside } from '../shared/nodes.ts';
import { classDeclaration } from './classes.ts';
import { foreachLoop, switchStatement, tryStatement } from './compound.ts';
import { expression, expressionOr } from './expressions.ts';
import { functionOf } from './functions.ts';

export function statements(nodes: readonly Node[], at: Lowering): Statement[] {
  return nodes.flatMap((node) => statement(node, at));
}

export function blockOf(node: Node | null, of: Node, at: Lowering): BlockStatement {
  if (!node) return at.block({ startIndex: of.endIndex, endIndex: of.endIndex }, []);
  const isList = node.type === 'compound_statement' || node.type === 'colon_block';
  return at.block(node, statements(isList ? inside(node) : [node], at));
}

export function statement(node: Node, at: Lowering): readonly Statement[] {
  return at.deeper(() => read(node, at)) ?? [];
}

function read(node: Node, at: Lowering): readonly Statement[] {
  switch (node.type) {
    case 'expression_statement': {
      const only = inside(node)[0];
      if (!only) return [];
      if (only.type === 'throw_expression') {
        const value = inside(only)[0];
        return [{ kind: 'throw', value: value ? expression(value, at) : null, ...at.place(node) }];
      }
      return [{ kind: 'expression', expression: expression(only, at), ...at.place(node) }];
    }
    case 'echo_statement':
    case 'exit_statement':
    case 'unset_statement':
      return [told(node, at)];
    case 'if_statement':
      return [ifStatement(node, at)];
    case 'while_statement':
    case 'do_statement':
      return [loop(node, [], expressionOr(field(node, 'condition'), node, at), at)];
    case 'for_statement': {
      const first = field(node, 'initialize');
      const condition = field(node, 'condition');
      const before = first ? [expressionStatement(first, at)] : [];
      return [loop(node, before, condition && expression(condition, at), at)];
    }
    case 'foreach_statement':
      return [foreachLoop(node, at)];
    case 'switch_statement':
      return [switchStatement(node, at)];
    case 'try_statement':
      return [tryStatement(node, at)];
    case 'return_statement': {
      const value = inside(node)[0];
      return [{ kind: 'return', value: value ? expression(value, at) : null, ...at.place(node) }];
    }
    case 'break_statement':
    case 'continue_statement': {
      const jump = node.type === 'break_statement' ? 'break' : 'continue';
      return [{ kind: 'jump', jump, ...at.place(node) }];
    }
    case 'compound_statement':
    case 'colon_block':
      return [at.block(node, statements(inside(node), at))];
    case 'ERROR':
      return statements(inside(node), at);
    case 'function_definition':
      return [{ kind: 'function-statement', definition: functionOf(node, at), ...at.place(node) }];
    case 'class_declaration':
    case 'trait_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
      return [classDeclaration(node, at)];
    case 'const_declaration':
    case 'function_static_declaration':
      return inside(node).flatMap((element) => constant(element, at));
    case 'global_declaration':
    case 'text_interpolation':
    case 'empty_statement':
    case 'named_label_statement':
    case 'goto_statement':
      return [];
    default:
      return [expressionStatement(node, at)];
  }
}

function expressionStatement(node: Node, at: Lowering): Statement {
  return { kind: 'expression', expression: expression(node, at), ...at.place(node) };
}

/** `echo $a, $b;`, `exit($a);`: calls by the statement's first word. */
function told(node: Node, at: Lowering): Statement {
  const word = /^\w+/.exec(at.textOf(node))?.[0] ?? 'echo';
  const name = { startIndex: node.startIndex, endIndex: node.startIndex + word.length };
  const values = inside(node).flatMap((value) =>
    value.type === 'sequence_expression' ? inside(value) : [value],
  );
  const args = values.map((value) => ({ name: null, value: expression(value, at) }));
  return {
    kind: 'expression',
    expression: at.call(node, at.name(name, word.toLowerCase()), args, name),
    ...at.place(node),
  };
}

function ifStatement(node: Node, at: Lowering): IfStatement {
  // They come side by side, and are lowered into each other.
  const alternatives = node.childrenForFieldName('alternative').slice(0, at.left);
  const otherwise = alternatives.reduceRight<BlockStatement | null>((rest, clause) => {
    if (clause.type !== 'else_if_clause') return blockOf(field(clause, 'body'), clause, at);
    return at.block(clause, [branch(clause, rest, at)]);
  }, null);
  return branch(node, otherwise, at);
}

function branch(node: Node, otherwise: BlockStatement | null, at: Lowering): IfStatement {
  return {
    kind: 'if',
    test: expressionOr(field(node, 'condition'), node, at),
    then: blockOf(field(node, 'body'), node, at),
    otherwise,
    ...at.place(node),
  };
}

function loop(
  node: Node,
  before: readonly Statement[],
  over: Expression | null,
  at: Lowering,
): LoopStatement {
  const body = blockOf(field(node, 'body'), node, at);
  return { kind: 'loop', before, item: null, over, isIteration: false, body, ...at.place(node) };
}

/** `const X = 1;` of a file, `static $memo = null;` of a function. */
function constant(element: Node, at: Lowering): Statement[] {
  const [name, second] = inside(element);
  if (!name) return [];
  const isStatic = element.type === 'static_variable_declaration';
  return [
    {
      kind: 'declare',
      target: at.namePattern(name),
      type: null,
      // What a function keeps is there from the second call on.
      value: second && !isStatic ? expression(second, at) : null,
      isConstant: !isStatic,
      ...at.place(element),
    },
  ];
}
