import type { Node } from 'web-tree-sitter';
import type { FieldSyntax, FunctionSyntax } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field } from '../shared/nodes.ts';
import { parametersOf } from './functions.ts';
import { block } from './statements.ts';

/** What a record has without writing it: the constructor, and a method for each component. */
export function recordMembers(
  node: Node,
  members: { readonly functions: FunctionSyntax[]; readonly fields: FieldSyntax[] },
  at: Lowering,
): void {
  const list = field(node, 'parameters');
  const body = field(node, 'body');
  const parameters = parametersOf(list, at, true);
  const compact = body && childOfType(body, 'compact_constructor_declaration');
  const compactBody = compact && field(compact, 'body');
  const written = new Set(members.functions.map(({ name }) => name));
  members.functions.push({
    ...nameless(list ?? node, at),
    name: 'constructor',
    parameters,
    body: compactBody ? block(compactBody, at) : at.block(list ?? node, []),
  });
  for (const { target, type, start, end } of parameters) {
    if (target.kind !== 'name-pattern' || written.has(target.name)) continue;
    const place = { anchor: at.anchor, start, end };
    const object = { kind: 'name', name: 'this', ...place } as const;
    members.functions.push({
      ...nameless(list ?? node, at),
      name: target.name,
      nameAt: place,
      body: {
        kind: 'block',
        statements: [
          {
            kind: 'return',
            value: { kind: 'member', object, name: target.name, nameAt: place, ...place },
            ...place,
          },
        ],
        ...place,
      },
      returnType: type,
    });
  }
}
