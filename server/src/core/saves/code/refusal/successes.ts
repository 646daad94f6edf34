import type { TryStatement } from '../tree.ts';
import { type Node, nodesIn } from './children.ts';
import type { Inquiry } from './inquiry.ts';
import { collects } from './knownCalls.ts';
import { all, type Fate, nothing, told } from './reach.ts';
import { touching } from './touching.ts';

/** What the try block counts or collects after the save: who gets that sees that something is missing. */
export function successesIn(at: TryStatement, node: Node, inquiry: Inquiry): Fate {
  const from = node.start + node.anchor.offset;
  const after = at.otherwise ? [at.body, at.otherwise] : [at.body];
  const fates: Fate[] = [];
  for (const one of nodesIn(after, ({ kind }) => kind !== 'function-syntax')) {
    const isAround = inquiry.index.isIn(node, [one]);
    if (one.start + one.anchor.offset < from && !isAround) continue;
    if (one.kind === 'assign' && (one.operator !== '=' || one.value.kind === 'boolean')) {
      if (one.target.kind === 'name') fates.push(touching(one.target, false, one, after, inquiry));
    } else if (one.kind === 'call' && collects(one) && one.callee.kind === 'member') {
      // It is what fails itself: `store.add(lead)`.
      if (inquiry.index.isIn(one, [node])) continue;
      if (one.callee.object.kind === 'name')
        fates.push(touching(one.callee.object, true, one, after, inquiry));
    }
  }
  const { told: seen } = all(fates);
  if (seen.level !== 'errors') return nothing;
  return told('errors', 'shows only in what is counted as saved', seen.evidence);
}
