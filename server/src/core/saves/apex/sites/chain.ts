import type { Place } from '../../../text.ts';
import type { SaveOptions } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import { type CodeLookup, enter, type Frame, outermost } from '../options/frame.ts';
import { type RefusalInMethod, refusalAt } from '../refusal/refusal.ts';
import { asSeenByCaller } from '../refusal/region.ts';
import type { ResolvedSave } from '../resolve/apexSaves.ts';
import type { CallExpression, NewExpression, Node } from '../syntax.ts';

/** A call on the way from the code that knows the type to the save. */
interface Link {
  readonly bound: BoundBody;
  readonly call: CallExpression | NewExpression;
}

/** The way through wrappers: the calls, outermost first, and the frame in which the save itself stands. */
export interface Chain {
  readonly links: readonly Link[];
  readonly frame: Frame;
}

/** Follows a wrapper call to the save; where the way cannot be followed, the save is seen without its callers. */
export function chainTo(
  { node, bound, saveBound, via: way, through }: ResolvedSave,
  lookup: CodeLookup,
): Chain {
  if (node.kind === 'dml') return { links: [], frame: outermost(bound, lookup) };
  const links: Link[] = [{ bound, call: node }];
  const alone: Chain = { links, frame: outermost(saveBound, lookup) };
  if (through) return alone;
  let frame = step(outermost(bound, lookup), node);
  for (const via of way.slice(0, -1)) {
    const call = frame && callAt(frame.bound, via);
    if (!frame || !call) return alone;
    links.push({ bound: frame.bound, call });
    frame = step(frame, call);
  }
  return frame && frame.bound.body === saveBound.body
    ? { links, frame }
    : { links: links.slice(0, 1), frame: alone.frame };
}

function step(frame: Frame, call: CallExpression | NewExpression): Frame | null {
  const callee = frame.lookup.callee(call, frame.bound);
  return callee ? enter(frame, callee.bound, call) : null;
}

function callAt(bound: BoundBody, at: Place): CallExpression | NewExpression | null {
  if (bound.body.anchor !== at.anchor) return null;
  return (
    bound.nodes('call').find(({ name }) => name.start === at.start) ??
    bound.nodes('new').find(({ type }) => type.start === at.start) ??
    null
  );
}

/** Said of a save that a later call makes of records which are only collected here. */
export const deferredHow = 'is thrown where the collected records are saved';

/** What becomes of a refusal on its way out of the wrappers. */
export function refusalThrough(
  chain: Chain,
  { save, saveBound, through }: ResolvedSave,
  atomicity: SaveOptions['atomicity'],
  lookup: CodeLookup,
): RefusalInMethod {
  let at: RefusalInMethod = refusalAt(save.node, atomicity, saveBound, lookup);
  for (const { bound, call } of [...chain.links].reverse()) {
    if (at.passesOn === null) {
      at = { ...at, refusal: { ...at.refusal, how: howSeenFrom(call, bound, at, lookup) } };
      continue;
    }
    const outer = refusalAt(
      call as Node,
      at.passesOn === 'exception' ? 'all-or-none' : 'partial',
      bound,
      lookup,
    );
    const inner: RefusalInMethod = at;
    const isDeferred = through !== null && outer.refusal.kind === 'propagates';
    at = {
      passesOn: outer.passesOn,
      refusal: {
        ...outer.refusal,
        how: isDeferred ? deferredHow : outer.refusal.how,
        duplicateValueBranch: outer.refusal.duplicateValueBranch ?? inner.refusal.duplicateValueBranch,
        insideHandling: outer.refusal.insideHandling || inner.refusal.insideHandling,
      },
    };
  }
  return at;
}

function howSeenFrom(
  call: CallExpression | NewExpression,
  bound: BoundBody,
  { refusal: { how } }: RefusalInMethod,
  lookup: CodeLookup,
): string {
  const callee = lookup.callee(call, bound);
  return callee ? asSeenByCaller(how, callee, call, bound) : how;
}
