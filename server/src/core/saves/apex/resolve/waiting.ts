import type { BoundBody } from '../bind/bind.ts';
import { isLocal } from '../bind/symbols.ts';
import type { FoundMethod } from '../codebase/codebase.ts';
import type { CallExpression, NewExpression, Node } from '../syntax.ts';
import type { ApexTypes } from '../types/types.ts';

const maxCalls = 4;

/**
 * Whether the object that `new` makes is told, in the same body, to save what it was given:
 * `new Saver(lead).save()`. An object that leaves the body counts as not told.
 */
export function isSavedLater(
  made: NewExpression,
  savedBy: FoundMethod,
  bound: BoundBody,
  types: ApexTypes,
): boolean {
  const savedByKey = types.codebase.methodKey(savedBy);
  if (savedBy.method.kind === 'constructor') return true;
  return callsOn(made, bound).some((call) => {
    const target = types.resolveCall(call, bound);
    return target.kind === 'method' && leadsTo(target, savedByKey, types, 0);
  });
}

/** The calls on a new object: in a chain, and on the variable that takes it. */
function callsOn(made: Node, bound: BoundBody): CallExpression[] {
  const calls: CallExpression[] = [];
  let at = made;
  for (let parent = bound.parentOf(at); parent; parent = bound.parentOf(at)) {
    if (parent.kind === 'call' && parent.target === at) calls.push(parent);
    else if (parent.kind !== 'parenthesized' && parent.kind !== 'cast') break;
    at = parent;
  }
  const taker = bound.parentOf(at);
  const symbol =
    taker?.kind === 'declarator'
      ? bound.symbols.find((one) => one.declaration === taker)
      : taker?.kind === 'assignment' && taker.target.kind === 'name'
        ? bound.symbolOf(taker.target)
        : null;
  if (!symbol || !isLocal(symbol)) return calls;
  for (const { role, context } of bound.usesOf(symbol)) {
    if (role === 'receiver' && context?.kind === 'call') calls.push(context);
  }
  return calls;
}

function leadsTo(found: FoundMethod, key: string, types: ApexTypes, depth: number): boolean {
  const { codebase } = types;
  if (codebase.methodKey(found) === key) return true;
  const unit = found.type ? codebase.info(found.type)?.unit : null;
  const bound = depth < maxCalls && unit ? codebase.bindMethod(found.method, found.type, unit) : null;
  return (bound?.nodes('call') ?? []).some((call) => {
    const target = types.resolveCall(call, bound!);
    return target.kind === 'method' && target.type !== null && leadsTo(target, key, types, depth + 1);
  });
}
