import type { Node } from 'web-tree-sitter';
import type { BlockStatement, FunctionSyntax, ParameterSyntax, Pattern } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field, inside } from '../shared/nodes.ts';
import { expression } from './expressions.ts';
import { blockOf, bodyOf } from './statements.ts';

/** `def name` and `def self.name`. Without parameters it is a getter: see `calls.ts`. */
export function method(
  node: Node,
  at: Lowering,
  isStatic = node.type === 'singleton_method',
): FunctionSyntax {
  const nameNode = field(node, 'name');
  const written = nameNode ? at.textOf(nameNode) : '';
  const name = written === 'initialize' ? 'constructor' : written;
  const body = field(node, 'body');
  const parameters = [...parametersOf(field(node, 'parameters'), at), ...blockOfMethod(node, body, at)];
  const isRead = at.units.isWorthReading(node.startIndex, node.endIndex);
  return {
    ...nameless(node, at),
    name,
    nameAt: at.place(nameNode ?? node),
    parameters,
    body: isRead ? bodyFor(name, parameters.length === 0, body, node, at) : null,
    isStatic,
    isGetter: parameters.length === 0 && name !== 'constructor',
  };
}

function bodyFor(
  name: string,
  isGetter: boolean,
  body: Node | null,
  node: Node,
  at: Lowering,
): BlockStatement {
  // What a constructor does last is not what `new` gives.
  if (name === 'constructor') return blockOf(body, node, at);
  const block = bodyOf(body, node, at);
  return isGetter ? remembered(block) : block;
}

/** `@client ||= make` as all of a method: what it gives is what is made, on the first call or later. */
function remembered(block: BlockStatement): BlockStatement {
  const [only, ...more] = block.statements;
  const value = only?.kind === 'return' ? only.value : null;
  if (more.length > 0 || only?.kind !== 'return' || value?.kind !== 'assign') return block;
  if (value.operator !== '||=' || value.target.kind !== 'member') return block;
  return { ...block, statements: [{ ...only, value: { ...value, operator: '=' } }] };
}

/** Parameters of methods, blocks and lambdas, but for `&block`. */
export function parametersOf(list: Node | null, at: Lowering): ParameterSyntax[] {
  if (!list) return [];
  return inside(list).flatMap((node): ParameterSyntax[] => {
    const name = field(node, 'name');
    switch (node.type) {
      case 'identifier':
      case 'destructured_parameter':
        return [parameter(node, patternOf(node, at), null, null, at)];
      case 'optional_parameter':
      case 'keyword_parameter':
        return name ? [parameter(node, at.namePattern(name), field(node, 'value'), null, at)] : [];
      case 'splat_parameter':
        return name ? [parameter(node, at.namePattern(name), null, 'list', at)] : [];
      case 'hash_splat_parameter':
        return name ? [parameter(node, at.namePattern(name), null, 'record', at)] : [];
      default:
        return [];
    }
  });
}

function parameter(
  node: Node,
  target: Pattern,
  otherwise: Node | null,
  rest: ParameterSyntax['rest'],
  at: Lowering,
): ParameterSyntax {
  return {
    kind: 'parameter',
    target,
    type: null,
    otherwise: otherwise && expression(otherwise, at),
    rest,
    isField: false,
    ...at.place(node),
  };
}

/** `&block`, or the block that `yield` runs. */
function blockOfMethod(node: Node, body: Node | null, at: Lowering): ParameterSyntax[] {
  const name = blockName(node, at);
  if (name === null && !(body && /\byield\b/.test(at.textOf(body)))) return [];
  const written = name ?? field(node, 'name') ?? node;
  const target: Pattern = {
    kind: 'name-pattern',
    name: name ? at.textOf(name) : yielded,
    ...at.place(written),
  };
  return [{ ...parameter(written, target, null, null, at), isBlock: true }];
}

/** What a method without `&block` calls the block that it yields to. */
const yielded = 'yield';

/** The name of the block that `yield` runs here. */
export function nameOfBlock(node: Node, at: Lowering): string {
  const method = methodAround(node);
  const name = method && blockName(method, at);
  return name ? at.textOf(name) : yielded;
}

/** Whether a name is that of the block of the method around it. */
export function isBlockName(node: Node, at: Lowering): boolean {
  const method = node.type === 'identifier' ? methodAround(node) : null;
  const name = method && blockName(method, at);
  return name !== null && at.textOf(name) === at.textOf(node);
}

function blockName(method: Node, at: Lowering): Node | null {
  const list = field(method, 'parameters');
  const block = list ? inside(list).find(({ type }) => type === 'block_parameter') : undefined;
  const name = block ? field(block, 'name') : null;
  return name && at.textOf(name) !== '' ? name : null;
}

function methodAround(node: Node): Node | null {
  for (let around = node.parent; around; around = around.parent) {
    if (around.type === 'method' || around.type === 'singleton_method') return around;
  }
  return null;
}

/** A name, or names in parentheses. */
export function patternOf(node: Node, at: Lowering): Pattern {
  if (node.type === 'identifier') return at.namePattern(node);
  if (node.type === 'destructured_parameter' || node.type === 'left_assignment_list') {
    const items = inside(node).map((item) => at.deeper(() => patternOf(item, at)));
    return { kind: 'list-pattern', items, ...at.place(node) };
  }
  return { kind: 'expression-pattern', expression: expression(node, at), ...at.place(node) };
}
