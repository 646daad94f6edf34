import type { Node } from '../syntax.ts';

/** For each kind of node the properties that hold its child nodes, in the order of the text. */
const childKeys: { readonly [K in Node['kind']]: readonly string[] } = {
  block: ['statements'],
  local: ['declarators'],
  declarator: ['initializer'],
  'expression-statement': ['expression'],
  dml: ['operand', 'second'],
  if: ['condition', 'then', 'otherwise'],
  for: ['initializers', 'condition', 'updates', 'body'],
  'for-each': ['iterable', 'body'],
  while: ['condition', 'body'],
  'do-while': ['body', 'condition'],
  switch: ['subject', 'cases'],
  when: ['values', 'body'],
  try: ['block', 'catches', 'finallyBlock'],
  catch: ['block'],
  return: ['value'],
  throw: ['value'],
  break: [],
  continue: [],
  'run-as': ['arguments', 'block'],
  'broken-statement': ['parts'],
  name: [],
  literal: [],
  member: ['target'],
  call: ['target', 'arguments'],
  index: ['target', 'index'],
  new: ['arguments', 'fields', 'elements', 'entries'],
  'field-initializer': ['value'],
  'map-entry': ['key', 'value'],
  cast: ['operand'],
  instanceof: ['operand'],
  unary: ['operand'],
  binary: ['left', 'right'],
  assignment: ['target', 'value'],
  ternary: ['condition', 'then', 'otherwise'],
  parenthesized: ['inner'],
  query: ['binds'],
  'type-literal': [],
  broken: ['parts'],
};

/** Calls `visit` for each child of a node, in the order of the text. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const holder = node as unknown as Record<string, Node | readonly Node[] | null | undefined>;
  for (const key of childKeys[node.kind]) {
    const value = holder[key];
    if (!value) continue;
    if (Array.isArray(value)) for (const child of value as readonly Node[]) visit(child);
    else visit(value as Node);
  }
}
