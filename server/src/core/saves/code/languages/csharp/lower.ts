import type { Node } from 'web-tree-sitter';
import type { Units } from '../../language.ts';
import type { ImportStatement, Statement } from '../../tree.ts';
import { Lowering } from '../shared/lowering.ts';
import { field, hasToken, inside } from '../shared/nodes.ts';
import { classDeclaration, isTypeDeclaration } from './classes.ts';
import { everyBranch } from './conditional.ts';
import { method } from './functions.ts';
import { plain, typeName } from './names.ts';
import { statement } from './statements.ts';

export function lowerCSharp(root: Node, units: Units): readonly Statement[] {
  return inside(root).flatMap((node) => topLevel(node, units, 0));
}

/** Namespaces in each other. */
const deepest = 100;

const withoutCode: ReadonlySet<string> = new Set([
  'global_attribute',
  'attribute_list',
  'extern_alias_directive',
  'shebang_directive',
  'delegate_declaration',
  'modifier',
  'identifier',
]);

function topLevel(node: Node, units: Units, depth: number): readonly Statement[] {
  if (depth > deepest) return [];
  const unit = <T extends Statement>(lower: (at: Lowering) => T): T[] => [
    units.unit(node, (anchor, base) => lower(new Lowering(units, anchor, base))),
  ];
  if (isTypeDeclaration(node)) return unit((at) => classDeclaration(node, at));
  if (withoutCode.has(node.type)) return [];
  switch (node.type) {
    case 'using_directive':
      return unit((at) => usingDirective(node, at));
    case 'namespace_declaration':
    case 'file_scoped_namespace_declaration':
      return insideNamespace(node).flatMap((child) => topLevel(child, units, depth + 1));
    case 'preproc_if':
      return everyBranch(node).flatMap((child) => topLevel(child, units, depth + 1));
    case 'ERROR':
    case 'declaration_list':
      return inside(node).flatMap((child) => topLevel(child, units, depth + 1));
    case 'method_declaration':
    case 'constructor_declaration':
      return unit((at) => ({ kind: 'function-statement', definition: method(node, at), ...at.place(node) }));
  }
  if (node.type.startsWith('preproc_')) return [];
  const inner = node.type === 'global_statement' ? (inside(node)[0] ?? node) : node;
  if (inner.type === 'local_function_statement') {
    return unit((at) => ({ kind: 'function-statement', definition: method(inner, at), ...at.place(inner) }));
  }
  return unit((at) => at.asOne(inner, statement(inner, at)));
}

function insideNamespace(node: Node): readonly Node[] {
  const body = field(node, 'body');
  if (body) return inside(body);
  const name = field(node, 'name');
  return inside(node).filter(({ id }) => id !== name?.id);
}

/** `using A.B;`, `using static A.B;`, `using X = A.B;`. */
function usingDirective(node: Node, at: Lowering): ImportStatement {
  const alias = hasToken(node, '=') ? field(node, 'name') : null;
  const path = inside(node).findLast(({ id }) => id !== alias?.id) ?? null;
  return {
    kind: 'import',
    from: typeName(path, at) ?? '',
    names: [{ imported: '*', local: alias && plain(at.textOf(alias)) }],
    ...at.place(node),
  };
}
