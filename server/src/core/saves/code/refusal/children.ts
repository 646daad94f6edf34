import type {
  ComprehensionLoop,
  Expression,
  FieldSyntax,
  FunctionSyntax,
  ParameterSyntax,
  Pattern,
  Statement,
  SwitchStatement,
  TryStatement,
} from '../tree.ts';

export type Node = Expression | Statement | Pattern | FunctionSyntax | ParameterSyntax | FieldSyntax;

/** What a node is to its parent. `index` counts handlers, cases, arguments and items. */
export type Role =
  | 'value'
  | 'target'
  | 'object'
  | 'index'
  | 'callee'
  | 'argument'
  | 'key'
  | 'item'
  | 'over'
  | 'test'
  | 'then'
  | 'otherwise'
  | 'left'
  | 'right'
  | 'body'
  | 'handler'
  | 'filter'
  | 'finally'
  | 'before'
  | 'case'
  | 'case-test'
  | 'parameter'
  | 'default'
  | 'member'
  | 'definition'
  | 'part';

export type Visit = (child: Node, role: Role, index: number) => void;

/** Calls `visit` for each direct child, in the order of the text. */
export function eachChild(node: Node, visit: Visit): void {
  const one = (child: Node | null | undefined, role: Role, index = 0) => {
    if (child) visit(child, role, index);
  };
  const many = (children: readonly (Node | null)[], role: Role) => {
    for (const [index, child] of children.entries()) one(child, role, index);
  };
  switch (node.kind) {
    case 'text':
      for (const [index, part] of node.parts.entries())
        if (typeof part !== 'string') one(part, 'part', index);
      return;
    case 'member':
      one(node.object, 'object');
      return;
    case 'index':
      one(node.object, 'object');
      one(node.index, 'index');
      return;
    case 'call':
      one(node.callee, 'callee');
      for (const [index, { value }] of node.arguments.entries()) one(value, 'argument', index);
      one(node.initializer, 'argument', node.arguments.length);
      return;
    case 'record':
      ofLoops(node.loops, one);
      for (const [index, { key, value }] of node.entries.entries()) {
        one(key, 'key', index);
        one(value, 'value', index);
      }
      return;
    case 'list':
      ofLoops(node.loops, one);
      many(node.items, 'item');
      return;
    case 'function':
    case 'function-statement':
      one(node.definition, 'definition');
      return;
    case 'await':
    case 'spread':
    case 'return':
    case 'throw':
      one(node.value, 'value');
      return;
    case 'assign':
      one(node.target, 'target');
      one(node.value, 'value');
      return;
    case 'binary':
      one(node.left, 'left');
      one(node.right, 'right');
      return;
    case 'unary':
      one(node.operand, 'value');
      return;
    case 'conditional':
      one(node.test, 'test');
      one(node.then, 'then');
      one(node.otherwise, 'otherwise');
      return;
    case 'other':
      many(node.children, 'part');
      return;
    case 'expression':
    case 'expression-pattern':
      one(node.expression, 'value');
      return;
    case 'declare':
      one(node.target, 'target');
      one(node.value, 'value');
      return;
    case 'record-pattern':
      for (const [index, { target, otherwise }] of node.entries.entries()) {
        one(target, 'item', index);
        one(otherwise, 'default', index);
      }
      return;
    case 'list-pattern':
      many(node.items, 'item');
      return;
    case 'if':
      one(node.test, 'test');
      one(node.then, 'then');
      one(node.otherwise, 'otherwise');
      return;
    case 'loop':
      many(node.before, 'before');
      one(node.item, 'item');
      one(node.over, node.isIteration ? 'over' : 'test');
      one(node.body, 'body');
      return;
    case 'switch':
      ofSwitch(node, one);
      return;
    case 'try':
      ofTry(node, one);
      return;
    case 'block':
      many(node.statements, 'body');
      return;
    case 'with':
      for (const [index, { target, value }] of node.resources.entries()) {
        one(target, 'target', index);
        one(value, 'value', index);
      }
      one(node.body, 'body');
      return;
    case 'class':
      many(node.fields, 'member');
      many(node.functions, 'member');
      many(node.classes, 'member');
      return;
    case 'export':
      one(node.declaration, 'body');
      return;
    case 'field':
      one(node.value, 'value');
      return;
    case 'function-syntax':
      many(node.parameters, 'parameter');
      one(node.body, 'body');
      return;
    case 'parameter':
      one(node.target, 'target');
      one(node.otherwise, 'default');
      return;
    default:
      return;
  }
}

type One = (child: Node | null | undefined, role: Role, index?: number) => void;

function ofLoops(loops: readonly ComprehensionLoop[] | undefined, one: One): void {
  for (const [index, { item, over, tests }] of (loops ?? []).entries()) {
    one(over, 'over', index);
    one(item, 'target', index);
    for (const test of tests) one(test, 'test', index);
  }
}

function ofSwitch(node: SwitchStatement, one: One): void {
  one(node.value, 'value');
  for (const [index, { tests, body }] of node.cases.entries()) {
    for (const test of tests) one(test, 'case-test', index);
    one(body, 'case', index);
  }
}

function ofTry(node: TryStatement, one: One): void {
  one(node.body, 'body');
  for (const [index, { filter, body }] of node.handlers.entries()) {
    one(filter, 'filter', index);
    one(body, 'handler', index);
  }
  one(node.otherwise, 'otherwise');
  one(node.finally, 'finally');
}

/** A node and all that stands in it, outermost first; what `enter` refuses is left out with all in it. */
export function* nodesIn(
  regions: readonly Node[],
  enter: (node: Node) => boolean = () => true,
): Generator<Node> {
  const waiting = [...regions].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!enter(node)) continue;
    yield node;
    const children: Node[] = [];
    eachChild(node, (child) => children.push(child));
    for (const child of children.reverse()) waiting.push(child);
  }
}
