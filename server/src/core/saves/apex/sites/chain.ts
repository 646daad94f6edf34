import type { Place } from '../../../text.ts';
import type { Refusal, SaveOptions } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import { isLocal } from '../bind/symbols.ts';
import type { ApexCodebase } from '../codebase/codebase.ts';
import {
  type CodeLookup,
  enter,
  type Frame,
  type Making,
  makingOf,
  outermost,
  plain,
  writtenValue,
} from '../options/frame.ts';
import { type RefusalInMethod, refusalAt } from '../refusal/refusal.ts';
import { asSeenByCaller } from '../refusal/region.ts';
import type { ResolvedSave } from '../resolve/apexSaves.ts';
import type { CallExpression, Expression, NewExpression, Node } from '../syntax.ts';
import type { SiteContext } from './context.ts';

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
  const entered = callee ? enter(frame, callee.bound, call) : null;
  if (!entered || call.kind === 'new' || !call.target) return entered;
  const isOwn = call.target.kind === 'name' && /^(?:this|super)$/i.test(call.target.name);
  return isOwn ? entered : { ...entered, made: madeHere(call.target, frame) };
}

/** How the object was made on which a method is called: `new W(o).save(x)`, `W w = new W(o); w.save(x);`. */
function madeHere(target: Expression, frame: Frame): Making | null {
  const node = plain(target);
  if (node.kind === 'new') return makingOf(node, frame);
  const symbol = node.kind === 'name' ? frame.bound.symbolOf(node) : null;
  if (!symbol || !isLocal(symbol)) return null;
  const writes = frame.bound.usesOf(symbol).filter(({ role }) => role === 'write');
  const value = writes.length === 1 ? writtenValue(writes[0]!.context) : null;
  const made = value ? plain(value) : null;
  return made?.kind === 'new' ? makingOf(made, frame) : null;
}

function callAt(bound: BoundBody, at: Place): CallExpression | NewExpression | null {
  if (bound.body.anchor !== at.anchor) return null;
  return (
    bound.nodes('call').find(({ name }) => name.start === at.start) ??
    bound.nodes('new').find(({ type }) => type.start === at.start) ??
    null
  );
}

const whereSaved = 'where the collected records are saved';

/** Said of saves that a later call makes of records which are only collected here. */
const deferred = {
  exception: { kind: 'propagates', how: `is thrown ${whereSaved}` },
  results: { kind: 'unknown', how: `stands in the results ${whereSaved}` },
} as const;

/** Whether a refusal happens elsewhere than in the code that names the records. */
export function isDeferred({ how }: Pick<Refusal, 'how'>): boolean {
  return how.endsWith(whereSaved);
}

/** What becomes of a refusal on its way out of the wrappers. */
export function refusalThrough(
  chain: Chain,
  found: ResolvedSave,
  atomicity: SaveOptions['atomicity'],
  { codebase, lookup }: Pick<SiteContext, 'codebase' | 'lookup'>,
): RefusalInMethod {
  const { save, saveBound, through } = found;
  const inside: RefusalInMethod = refusalAt(save.node, atomicity, saveBound, lookup);
  const links = through ? laterLinks(found, codebase) : chain.links;
  const outside = [...links].reverse().reduce((at, link) => passedOn(at, link, lookup), inside);
  if (!through || outside.passesOn === null) return outside;
  const { kind, how } = deferred[outside.passesOn];
  return { ...outside, refusal: { ...outside.refusal, kind, how } };
}

/** What becomes of a refusal at a call of the code that leaves it to its caller. */
export function passedOn(inner: RefusalInMethod, { bound, call }: Link, lookup: CodeLookup): RefusalInMethod {
  if (inner.passesOn === null) {
    return { ...inner, refusal: { ...inner.refusal, how: howSeenFrom(call, bound, inner, lookup) } };
  }
  const atomicity = inner.passesOn === 'exception' ? 'all-or-none' : 'partial';
  const outer = refusalAt(call as Node, atomicity, bound, lookup);
  // A wrapper that throws on what it caught has handled errors, whoever lets them pass.
  if (outer.refusal.kind === 'propagates' && inner.refusal.kind === 'handles-errors') {
    return { ...inner, passesOn: outer.passesOn };
  }
  return {
    passesOn: outer.passesOn,
    refusal: {
      ...outer.refusal,
      duplicateValueBranch: outer.refusal.duplicateValueBranch ?? inner.refusal.duplicateValueBranch,
      insideHandling: outer.refusal.insideHandling || inner.refusal.insideHandling,
    },
  };
}

/** The calls between the method that takes the collected records and the save, outermost first. */
function laterLinks({ via, through }: ResolvedSave, codebase: ApexCodebase): readonly Link[] {
  const savedBy = through?.savedBy;
  const unit = savedBy?.type ? codebase.info(savedBy.type)?.unit : null;
  const bound = savedBy && unit ? codebase.bindMethod(savedBy.method, savedBy.type, unit) : null;
  const start = bound ? via.findIndex(({ anchor }) => anchor === bound.body.anchor) : -1;
  if (start < 0) return [];
  return via.slice(start, -1).flatMap((at) => {
    const owned = codebase.bodies(at.anchor.uri).find(({ body }) => body.anchor === at.anchor);
    const around = owned && codebase.bind(owned);
    const call = around ? callAt(around, at) : null;
    return around && call ? [{ bound: around, call }] : [];
  });
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
