import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { inside } from '../shared/nodes.ts';

/** `\GuzzleHttp\Client` as `GuzzleHttp.Client`. */
export function dotted(written: string): string {
  return written.replace(/\s+/g, '').replace(/^\\/, '').replaceAll('\\', '.');
}

/** The name of a class, function or constant, in whichever namespace. */
export function qualified(node: Node, at: Lowering): Expression {
  const [first = '', ...more] = dotted(at.textOf(node)).split('.');
  return more.reduce<Expression>(
    (object, name) => ({ kind: 'member', object, name, nameAt: at.place(node), ...at.place(node) }),
    at.name(node, first),
  );
}

/** A type by its name: of `?Client` and `Client|null` it is `Client`. */
export function typeName(node: Node | null, at: Lowering): string | null {
  switch (node?.type) {
    case 'optional_type':
      return typeName(inside(node)[0] ?? null, at);
    case 'union_type': {
      const named = inside(node).filter((part) => at.textOf(part).toLowerCase() !== 'null');
      return named.length === 1 ? typeName(named[0]!, at) : null;
    }
    case 'named_type':
    case 'primitive_type':
      return dotted(at.textOf(node));
    default:
      return null;
  }
}

/** `$name` without its mark, as properties are called. */
export function plainName(node: Node, at: Lowering): string {
  return at.textOf(node).replace(/^\$/, '');
}
