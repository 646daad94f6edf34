import type { Node } from 'web-tree-sitter';
import type { BlockStatement, DeclareStatement, Statement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field, inside } from '../shared/nodes.ts';
import { classDeclaration } from './classes.ts';
import { expression, expressionOr } from './expressions.ts';
import { eachLoop, forLoop, whileLoop } from './loops.ts';
import { modifiersOf, typeName } from './names.ts';
import { switchStatement } from './switches.ts';
import { tryStatement } from './tries.ts';

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
    case 'local_variable_declaration':
      return declarations(node, at);
    case 'block':
    case 'constructor_body':
      return [block(node, at)];
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
    case 'enhanced_for_statement':
      return [eachLoop(node, at)];
    case 'while_statement':
    case 'do_statement':
      return [whileLoop(node, at)];
    case 'switch_expression':
      return [switchStatement(node, at)];
    case 'try_statement':
    case 'try_with_resources_statement':
      return [tryStatement(node, at)];
    case 'return_statement':
    case 'yield_statement': {
      const value = inside(node)[0];
      return [{ kind: 'return', value: value ? expression(value, at) : null, ...at.place(node) }];
    }
    case 'throw_statement': {
      const value = inside(node)[0];
      return [{ kind: 'throw', value: value ? expression(value, at) : null, ...at.place(node) }];
    }
    case 'break_statement':
    case 'continue_statement':
      return [
        { kind: 'jump', jump: node.type === 'break_statement' ? 'break' : 'continue', ...at.place(node) },
      ];
    case 'labeled_statement':
      return statements(inside(node).slice(1), at);
    case 'synchronized_statement':
    case 'ERROR':
      return statements(inside(node), at);
    case 'class_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
    case 'record_declaration':
      return [classDeclaration(node, at)];
    default:
      return [expressionStatement(node, node, at)];
  }
}

function expressionStatement(node: Node, whole: Node, at: Lowering): Statement {
  return { kind: 'expression', expression: expression(node, at), ...at.place(whole) };
}

/** `String a = "x", b;` is two of them. */
function declarations(node: Node, at: Lowering): DeclareStatement[] {
  const type = typeName(field(node, 'type'), at);
  const { isFinal } = modifiersOf(node, at);
  return node.childrenForFieldName('declarator').flatMap((declarator) => {
    const name = declarator && field(declarator, 'name');
    if (!name) return [];
    const value = field(declarator, 'value');
    return {
      kind: 'declare',
      target: at.namePattern(name),
      type,
      value: value && expression(value, at),
      isConstant: isFinal,
      ...at.place(declarator),
    };
  });
}
