import type { Expression, Node } from '../syntax.ts';

/** What happens to a variable at a place where it is named. */
export type UseRole =
  /** Its declaration with an initialiser, or an assignment to it; `context` is the declarator or assignment. */
  | 'write'
  /** `x.name` is read; `context` is the member expression. */
  | 'member-read'
  /** `x.name = …`, also deeper, `x.a.b = …`; `context` is the assignment. */
  | 'member-write'
  /** `x.method(…)`; `context` is the call. */
  | 'receiver'
  /** `f(x)` or `new C(x)`; `context` is the call or `new`, `argumentIndex` the position. */
  | 'argument'
  /** `insert x`; `context` is the statement. */
  | 'dml'
  /** An element of a list or set literal, or a value of a map literal; `context` is the `new`. */
  | 'element'
  /** `return x`; `context` is the statement. */
  | 'return'
  /** `for (… : x)`; `context` is the loop. */
  | 'iterate'
  /** `x[i]` is read; `context` is the index expression. */
  | 'index-read'
  /** `x[i] = …`, `x[i].name = …`; `context` is the assignment. */
  | 'index-write'
  /** The value of an assignment or of a declarator: the variable's value gets a second name. */
  | 'alias'
  /** Anything else, conditions above all. */
  | 'read';

export interface Use {
  readonly role: UseRole;
  /** The name, `this.name`, `Class.name`, or the declarator for a declaration with an initialiser. */
  readonly node: Node;
  /** The node that gives the role; see {@link UseRole}. */
  readonly context: Node | null;
  readonly argumentIndex: number | null;
}

type ParentOf = (node: Node) => Node | null;

/** The role of an expression that stands for a variable, looking through parentheses, casts and choices. */
export function useAt(node: Expression, parentOf: ParentOf): Use {
  const use = (role: UseRole, context: Node | null, argumentIndex: number | null = null): Use => ({
    role,
    node,
    context,
    argumentIndex,
  });
  let inner: Node = node;
  let parent = parentOf(inner);
  while (parent && isTransparent(parent, inner)) {
    inner = parent;
    parent = parentOf(inner);
  }
  if (!parent) return use('read', null);
  switch (parent.kind) {
    case 'assignment':
      return use(parent.target === inner ? 'write' : 'alias', parent);
    case 'declarator':
      return use('alias', parent);
    case 'unary':
      return parent.operator === '++' || parent.operator === '--'
        ? use('write', parent)
        : use('read', parent);
    case 'member':
    case 'index': {
      if (parent.kind === 'index' && parent.target !== inner) return use('read', parent);
      const assignment = assignmentThrough(parent, parentOf);
      if (assignment) return use(parent.kind === 'index' ? 'index-write' : 'member-write', assignment);
      return use(parent.kind === 'index' ? 'index-read' : 'member-read', parent);
    }
    case 'call':
      if (parent.target === inner) return use('receiver', parent);
      return use('argument', parent, parent.arguments.indexOf(inner as Expression));
    case 'new': {
      const index = parent.arguments.indexOf(inner as Expression);
      return index >= 0 ? use('argument', parent, index) : use('element', parent);
    }
    case 'map-entry':
      return parent.value === inner ? use('element', parentOf(parent)) : use('read', parent);
    case 'dml':
      return use('dml', parent);
    case 'return':
      return use('return', parent);
    case 'for-each':
      return use('iterate', parent);
    default:
      return use('read', parent);
  }
}

function isTransparent(parent: Node, child: Node): boolean {
  switch (parent.kind) {
    case 'parenthesized':
    case 'cast':
      return true;
    case 'ternary':
      return parent.condition !== child;
    case 'binary':
      return parent.operator === '??';
    default:
      return false;
  }
}

/** The assignment whose target begins with this member or index expression: `x.a[0].b = …` for `x.a`. */
function assignmentThrough(start: Node, parentOf: ParentOf): Node | null {
  let node = start;
  for (;;) {
    const parent = parentOf(node);
    if (!parent) return null;
    if (parent.kind === 'assignment') return parent.target === node ? parent : null;
    if (parent.kind === 'unary') return parent.operator === '++' || parent.operator === '--' ? parent : null;
    const continues =
      parent.kind === 'parenthesized' ||
      ((parent.kind === 'member' || parent.kind === 'index') && parent.target === node);
    if (!continues) return null;
    node = parent;
  }
}
