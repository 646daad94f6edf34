import type { Node } from 'web-tree-sitter';
import type { ClassStatement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field, inside } from '../shared/nodes.ts';
import { everyBranch } from './conditional.ts';
import { declaredBy, type MemberGroup, primaryConstructor } from './members.ts';
import { annotationsOfType, baseNames, plain } from './names.ts';

interface Members {
  readonly functions: MemberGroup['functions'][number][];
  readonly fields: MemberGroup['fields'][number][];
  readonly classes: ClassStatement[];
}

/** A class, struct, record, interface or enum. Its members are units of their own. */
export function classDeclaration(node: Node, at: Lowering): ClassStatement {
  const name = field(node, 'name');
  const members: Members = { functions: [], fields: [], classes: [] };
  const body = field(node, 'body');
  if (body) addMembers(inside(body), members, at);
  const primary = primaryConstructor(node, at);
  if (primary) members.functions.push(primary);
  return {
    kind: 'class',
    name: name ? plain(at.textOf(name)) : '',
    bases: baseNames(childOfType(node, 'base_list'), at),
    ...members,
    annotations: annotationsOfType(node, at),
    ...at.place(node),
  };
}

const types: ReadonlySet<string> = new Set([
  'class_declaration',
  'struct_declaration',
  'record_declaration',
  'interface_declaration',
  'enum_declaration',
]);

export function isTypeDeclaration({ type }: Node): boolean {
  return types.has(type);
}

function addMembers(nodes: readonly Node[], members: Members, at: Lowering): void {
  for (const node of nodes) {
    if (isTypeDeclaration(node)) at.deeper(() => members.classes.push(classDeclaration(node, at)));
    else if (node.type === 'preproc_if') addMembers(everyBranch(node), members, at);
    else if (node.type === 'ERROR') at.deeper(() => addMembers(inside(node), members, at));
    else {
      const declared = declaredBy(node, at);
      members.functions.push(...declared.functions);
      members.fields.push(...declared.fields);
    }
  }
}
