import type { Node } from 'web-tree-sitter';
import type { BlockStatement, Expression, Statement, SwitchStatement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { classDeclaration } from './classes.ts';
import { expression, expressionOr } from './expressions.ts';
import { method } from './functions.ts';
import { eachCall, forLoop, whileLoop } from './loops.ts';
import { guarded, rescued } from './tries.ts';
import { whenTests } from './values.ts';

const listTypes: ReadonlySet<string> = new Set([
  'then',
  'else',
  'do',
  'body_statement',
  'block_body',
  'begin',
  'ensure',
]);

export function statements(nodes: readonly Node[], at: Lowering): Statement[] {
  return nodes.flatMap((node) => statement(node, at));
}

export function blockOf(node: Node | null, of: Node, at: Lowering): BlockStatement {
  if (!node) return at.block({ startIndex: of.endIndex, endIndex: of.endIndex }, []);
  return at.block(node, listTypes.has(node.type) ? listed(node, at) : statement(node, at));
}

/** Statements of a body, in a `try` where it has `rescue` or `ensure`. */
export function listed(node: Node, at: Lowering): readonly Statement[] {
  const isGuarded = node.namedChildren.some(({ type }) => type === 'rescue' || type === 'ensure');
  return isGuarded ? [guarded(node, at)] : statements(inside(node), at);
}

/** The body of a function, which gives the value of what it does last. */
export function bodyOf(body: Node | null, of: Node, at: Lowering): BlockStatement {
  const block = blockOf(body, of, at);
  return { ...block, statements: returning(block.statements) };
}

export function returning(body: readonly Statement[]): readonly Statement[] {
  const last = body.at(-1);
  return last ? [...body.slice(0, -1), returned(last)] : body;
}

function returned(last: Statement): Statement {
  const inBlock = (block: BlockStatement): BlockStatement => ({
    ...block,
    statements: returning(block.statements),
  });
  switch (last.kind) {
    case 'expression': {
      const { expression: value, anchor, start, end } = last;
      return { kind: 'return', value, anchor, start, end };
    }
    case 'if':
      return { ...last, then: inBlock(last.then), otherwise: last.otherwise && inBlock(last.otherwise) };
    case 'switch':
      return { ...last, cases: last.cases.map((each) => ({ ...each, body: inBlock(each.body) })) };
    case 'try':
      return {
        ...last,
        body: last.otherwise ? last.body : inBlock(last.body),
        otherwise: last.otherwise && inBlock(last.otherwise),
        handlers: last.handlers.map((handler) => ({ ...handler, body: inBlock(handler.body) })),
      };
    case 'block':
      return inBlock(last);
    default:
      return last;
  }
}

export function statement(node: Node, at: Lowering): readonly Statement[] {
  return at.deeper(() => read(node, at)) ?? [];
}

function read(node: Node, at: Lowering): readonly Statement[] {
  switch (node.type) {
    case 'if':
    case 'elsif':
    case 'unless':
    case 'if_modifier':
    case 'unless_modifier':
      return [ifStatement(node, at)];
    case 'while':
    case 'until':
    case 'while_modifier':
    case 'until_modifier':
      return [whileLoop(node, at)];
    case 'for':
      return [forLoop(node, at)];
    case 'case':
      return field(node, 'value') ? [switchStatement(node, at)] : [expressionStatement(node, at)];
    case 'begin':
      return listed(node, at);
    case 'rescue_modifier':
      return [rescued(node, at)];
    case 'return': {
      const value = inside(node)[0];
      const items = value ? inside(value) : [];
      const only = items.length === 1 ? items[0]! : value;
      return [{ kind: 'return', value: only ? expression(only, at) : null, ...at.place(node) }];
    }
    case 'break':
    case 'next': {
      const jump = node.type === 'break' ? 'break' : 'continue';
      return [{ kind: 'jump', jump, ...at.place(node) }];
    }
    case 'method':
    case 'singleton_method':
      return [{ kind: 'function-statement', definition: method(node, at), ...at.place(node) }];
    case 'class':
    case 'module':
      return [classDeclaration(node, at)];
    case 'call':
    case 'identifier':
      return [thrown(node, at) ?? eachCall(node, at) ?? expressionStatement(node, at)];
    case 'assignment': {
      const right = field(node, 'right');
      return right?.type === 'rescue_modifier' ? [rescued(right, at)] : [expressionStatement(node, at)];
    }
    case 'ERROR':
    case 'then':
    case 'else':
    case 'do':
    case 'body_statement':
    case 'parenthesized_statements':
      return listed(node, at);
    case 'empty_statement':
    case 'heredoc_body':
      return [];
    default:
      return [expressionStatement(node, at)];
  }
}

function expressionStatement(node: Node, at: Lowering): Statement {
  return { kind: 'expression', expression: expression(node, at), ...at.place(node) };
}

function ifStatement(node: Node, at: Lowering): Statement {
  const condition = expressionOr(field(node, 'condition'), node, at);
  const alternative = field(node, 'alternative');
  const isNegated = node.type.startsWith('unless');
  const { anchor, start, end } = condition;
  const test: Expression = isNegated
    ? { kind: 'unary', operator: '!', operand: condition, anchor, start, end }
    : condition;
  return {
    kind: 'if',
    test,
    then: blockOf(field(node, 'consequence') ?? field(node, 'body'), node, at),
    otherwise: alternative && blockOf(alternative, node, at),
    ...at.place(node),
  };
}

function switchStatement(node: Node, at: Lowering): SwitchStatement {
  const cases: SwitchStatement['cases'][number][] = childrenOfType(node, 'when').map((when) => ({
    tests: whenTests(when, at),
    body: blockOf(field(when, 'body'), when, at),
  }));
  const otherwise = childOfType(node, 'else');
  if (otherwise) cases.push({ tests: [], body: blockOf(otherwise, node, at) });
  return { kind: 'switch', value: expressionOr(field(node, 'value'), node, at), cases, ...at.place(node) };
}

/** `raise`, `raise "text"`, `raise X, "text"`, `raise X.new(…)`. */
function thrown(node: Node, at: Lowering): Statement | null {
  const name = node.type === 'identifier' ? node : field(node, 'method');
  if (!name || at.textOf(name) !== 'raise' || field(node, 'receiver')) return null;
  const list = field(node, 'arguments');
  const [first, ...more] = list ? inside(list).map((item) => expression(item, at)) : [];
  const isClass = (first?.kind === 'name' || first?.kind === 'member') && /^[A-Z]/.test(first.name);
  const value =
    first && isClass && list
      ? at.call(
          list,
          first,
          more.map((each) => ({ name: null, value: each })),
          list,
          true,
        )
      : (first ?? null);
  return { kind: 'throw', value, ...at.place(node) };
}
