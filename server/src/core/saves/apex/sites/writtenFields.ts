import type { WrittenFields } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { Expression, Node } from '../syntax.ts';
import type { SiteContext } from './context.ts';

export function fieldsOf(
  _operand: Expression,
  _at: Node,
  _bound: BoundBody,
  _context: SiteContext,
): WrittenFields {
  return { complete: false, writes: [] };
}
