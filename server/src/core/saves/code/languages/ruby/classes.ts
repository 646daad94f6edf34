import type { Node } from 'web-tree-sitter';
import type { ClassStatement, FieldSyntax, FunctionSyntax } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field, inside } from '../shared/nodes.ts';
import { expression } from './expressions.ts';
import { method } from './functions.ts';
import { statement } from './statements.ts';

interface Members {
  readonly bases: string[];
  readonly functions: FunctionSyntax[];
  readonly fields: FieldSyntax[];
  readonly classes: ClassStatement[];
}

/** A class or module. Its methods and constants are units of their own. */
export function classDeclaration(node: Node, at: Lowering): ClassStatement {
  const name = field(node, 'name');
  const superclass = field(node, 'superclass');
  const base = superclass && inside(superclass)[0];
  const members: Members = { bases: [], functions: [], fields: [], classes: [] };
  if (base) members.bases.push(nameOf(base, at));
  addMembers(field(node, 'body'), members, false, at);
  return {
    kind: 'class',
    name: name ? at.textOf(name).replace(/^.*::/, '') : '',
    ...members,
    annotations: [],
    ...at.place(node),
  };
}

function nameOf(node: Node, at: Lowering): string {
  return at.textOf(node).replaceAll('::', '.');
}

function addMembers(body: Node | null, members: Members, isStatic: boolean, at: Lowering): void {
  for (const node of body ? inside(body) : []) {
    switch (node.type) {
      case 'method':
      case 'singleton_method':
        members.functions.push(
          at.unit(node, (inner) => method(node, inner, isStatic || node.type === 'singleton_method')),
        );
        break;
      case 'class':
      case 'module':
        at.deeper(() => members.classes.push(classDeclaration(node, at)));
        break;
      case 'singleton_class':
        at.deeper(() =>
          addMembers(field(node, 'body') ?? childOfType(node, 'body_statement'), members, true, at),
        );
        break;
      case 'assignment':
        addConstant(node, members, at);
        break;
      case 'ERROR':
        at.deeper(() => addMembers(node, members, isStatic, at));
        break;
      case 'call':
        addCall(node, members, at);
        break;
    }
  }
}

/** `URL = '…'`, and `@@client = …`. */
function addConstant(node: Node, members: Members, at: Lowering): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (left?.type !== 'constant' && left?.type !== 'class_variable') return;
  members.fields.push(
    at.unit(node, (inner) => ({
      kind: 'field',
      name: inner.textOf(left),
      type: null,
      value: right && expression(right, inner),
      isStatic: true,
      isConstant: left.type === 'constant',
      ...inner.place(node),
    })),
  );
}

/** `include X` is a base; `private def …` declares; other calls run as the class is made. */
function addCall(node: Node, members: Members, at: Lowering): void {
  const name = field(node, 'method');
  const list = field(node, 'arguments');
  const word = name ? at.textOf(name) : '';
  const args = list ? inside(list) : [];
  if (/^(?:include|extend|prepend)$/.test(word)) {
    members.bases.push(...args.map((arg) => nameOf(arg, at)));
  } else if (/^attr_(?:reader|accessor)$/.test(word)) {
    members.functions.push(...args.map((arg) => at.unit(arg, (inner) => reader(arg, inner))));
  } else if (args.some(({ type }) => type === 'method' || type === 'singleton_method')) {
    addMembers(list, members, false, at);
  } else if (!/^(?:attr_writer|private\w*|protected|public\w*|require\w*)$/.test(word)) {
    members.functions.push(
      at.unit(node, (inner) => ({
        ...nameless(node, inner),
        body: inner.block(node, statement(node, inner)),
        isStatic: true,
      })),
    );
  }
}

/** `attr_reader :client` is a method that gives `@client`. */
function reader(symbol: Node, at: Lowering): FunctionSyntax {
  const name = at.textOf(symbol).replace(/^:/, '');
  const value = at.member(symbol, at.name(symbol, 'this'), symbol, `@${name}`);
  return {
    ...nameless(symbol, at),
    name,
    nameAt: at.place(symbol),
    body: at.block(symbol, [{ kind: 'return', value, ...at.place(symbol) }]),
    isGetter: true,
  };
}
