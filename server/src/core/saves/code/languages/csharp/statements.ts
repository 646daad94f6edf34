import type { Node } from 'web-tree-sitter';
import type { BlockStatement, Expression, Statement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field, hasToken, inside } from '../shared/nodes.ts';
import { classDeclaration } from './classes.ts';
import { conditionalCompilation } from './conditional.ts';
import { declarations, localDeclaration, pattern } from './declarations.ts';
import { expression, expressionOr } from './expressions.ts';
import { method } from './functions.ts';
import { eachLoop, forLoop, whileLoop } from './loops.ts';
import { onlyChild } from './names.ts';
import { switchStatement } from './switches.ts';
import { tryStatement, usingStatement } from './tries.ts';

export function block(node: Node, at: Lowering): BlockStatement {
  return at.block(node, statements(inside(node), at));
}

/** A statement where a block may stand: the body of an `if` or a loop. */
export function blockOf(node: Node | null, of: Node, at: Lowering): BlockStatement {
  if (!node) return at.block({ startIndex: of.endIndex, endIndex: of.endIndex }, []);
  return node.type === 'block' ? block(node, at) : at.block(node, statement(node, at));
}

export function statements(nodes: readonly Node[], at: Lowering): Statement[] {
  return nodes.flatMap((node) => statement(node, at));
}

export function statement(node: Node, at: Lowering): readonly Statement[] {
  return at.deeper(() => read(node, at)) ?? [];
}

function read(node: Node, at: Lowering): readonly Statement[] {
  switch (node.type) {
    case 'expression_statement':
      return inside(node).map((child) => expressionStatement(child, node, at));
    case 'local_declaration_statement':
      return localDeclaration(node, at);
    case 'variable_declaration':
      return declarations(node, false, at);
    case 'local_function_statement':
      return [{ kind: 'function-statement', definition: method(node, at), ...at.place(node) }];
    case 'block':
      return [block(node, at)];
    case 'global_statement':
    case 'checked_statement':
    case 'unsafe_statement':
    case 'fixed_statement':
    case 'lock_statement':
    case 'ERROR':
      return statements(inside(node), at);
    case 'if_statement': {
      const otherwise = field(node, 'alternative');
      return [
        {
          kind: 'if',
          test: expressionOr(field(node, 'condition'), node, at),
          then: blockOf(field(node, 'consequence'), node, at),
          otherwise: otherwise && blockOf(otherwise, node, at),
          ...at.place(node),
        },
      ];
    }
    case 'for_statement':
      return [forLoop(node, at)];
    case 'foreach_statement':
      return [eachLoop(node, at)];
    case 'while_statement':
    case 'do_statement':
      return [whileLoop(node, at)];
    case 'switch_statement':
      return [switchStatement(node, at)];
    case 'try_statement':
      return [tryStatement(node, at)];
    case 'using_statement':
      return [usingStatement(node, at)];
    case 'return_statement':
      return [{ kind: 'return', value: returned(node, at), ...at.place(node) }];
    case 'throw_statement':
      return [{ kind: 'throw', value: returned(node, at), ...at.place(node) }];
    case 'yield_statement':
      return hasToken(node, 'break')
        ? [{ kind: 'return', value: null, ...at.place(node) }]
        : inside(node).map((child) => expressionStatement(child, node, at));
    case 'break_statement':
    case 'continue_statement':
      return [
        { kind: 'jump', jump: node.type === 'break_statement' ? 'break' : 'continue', ...at.place(node) },
      ];
    case 'labeled_statement':
      return statements(inside(node).slice(1), at);
    case 'preproc_if':
    case 'preproc_elif':
    case 'preproc_else':
      return conditionalCompilation(node, at);
    case 'class_declaration':
    case 'struct_declaration':
    case 'record_declaration':
    case 'interface_declaration':
      return [classDeclaration(node, at)];
    case 'empty_statement':
    case 'goto_statement':
      return [];
    default:
      return node.type.startsWith('preproc_') ? [] : [expressionStatement(node, node, at)];
  }
}

function returned(node: Node, at: Lowering): Expression | null {
  const value = onlyChild(node);
  return value && expression(value, at);
}

/** `(var a, int b) = f()` declares names. */
function expressionStatement(node: Node, whole: Node, at: Lowering): Statement {
  const left = node.type === 'assignment_expression' ? field(node, 'left') : null;
  if (left?.type === 'tuple_expression' && left.descendantsOfType('declaration_expression').length > 0) {
    const value = expressionOr(field(node, 'right'), node, at);
    return {
      kind: 'declare',
      target: pattern(left, at),
      type: null,
      value,
      isConstant: false,
      ...at.place(whole),
    };
  }
  return { kind: 'expression', expression: expression(node, at), ...at.place(whole) };
}
