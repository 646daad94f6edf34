import { type Place, place, type Span } from '../../../text.ts';
import type { SaveOptions, SaveSite, SaveTarget, WrittenFields } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import { outermost } from '../options/frame.ts';
import { refusalAt } from '../refusal/refusal.ts';
import { type DirectSave, savesIn } from '../resolve/saves.ts';
import { resolveTarget, targetOfSave } from '../resolve/target.ts';
import type { WrapperCall } from '../resolve/wrappers.ts';
import type { Expression } from '../syntax.ts';
import { chainTo, refusalThrough } from './chain.ts';
import type { SiteContext } from './context.ts';
import { databaseCall } from './databaseCall.ts';
import { bypassedDedupeChecks } from './dedupeChecks.ts';
import { withFluentOptions } from './fluent.ts';
import { optionsOfCall, optionsOfStatement } from './optionsAtSave.ts';
import { fieldsOf } from './writtenFields.ts';

/** The saves of a body: those that stand in it, and calls of wrappers that save what they are given. */
export function sitesIn(bound: BoundBody, context: SiteContext): SaveSite[] {
  const direct = savesIn(bound, context.types).map((save) => directSite(save, bound, context));
  const wrapped = context.wrappers
    .callsIn(bound)
    .map((call) => wrappedSite(call, bound, context))
    .filter((site) => site !== null);
  return [...direct, ...wrapped].sort((a, b) => a.place.start - b.place.start);
}

function directSite(save: DirectSave, bound: BoundBody, context: SiteContext): SaveSite {
  const { node, keyword, operand, operation, channel } = save;
  const frame = outermost(bound, context.lookup);
  const call = node.kind === 'call' ? databaseCall(node, bound, context.types) : null;
  const options = call
    ? optionsOfCall(call, node, frame)
    : optionsOfStatement(operand ?? (node as unknown as Expression), node, frame);
  const externalId = node.kind === 'dml' ? fieldNamed(node.second, bound) : (call?.externalId ?? null);
  return {
    ...common(keyword, node, bound, context),
    operation,
    channel,
    target: targetOfSave(save, bound, context.flow),
    options,
    refusal: refusalAt(node, options.atomicity, bound, context.lookup).refusal,
    fields: operand && operation !== 'convertLead' ? fieldsOf(operand, node, bound, context) : noFields,
    externalId: operation === 'upsert' && !isId(externalId) ? externalId : null,
    via: [],
    dedupeChecksBypassed:
      operation === 'convertLead' && operand ? bypassedDedupeChecks(operand, node, frame) : [],
  };
}

/** A call that hands records of a known object to a wrapper; null where the object is not known here either. */
function wrappedSite(call: WrapperCall, bound: BoundBody, context: SiteContext): SaveSite | null {
  const { node, argument, wrapped } = call;
  const target: SaveTarget = resolveTarget(argument, bound, context.flow);
  if (target.kind !== 'objects') return null;
  const { save } = wrapped;
  const chain = chainTo(call, bound, context.lookup);
  const inner = save.node.kind === 'call' ? databaseCall(save.node, chain.frame.bound, context.types) : null;
  const passed: SaveOptions = inner
    ? optionsOfCall(inner, save.node, chain.frame)
    : optionsOfStatement(save.operand!, save.node, chain.frame);
  const options = withFluentOptions(passed, node, bound, context.settings.wrappers);
  const name = node.kind === 'call' ? node.name : node.type;
  const externalId =
    save.node.kind === 'dml' ? fieldNamed(save.node.second, wrapped.bound) : (inner?.externalId ?? null);
  return {
    ...common(name, node, bound, context),
    operation: save.operation,
    channel: save.channel,
    target,
    options,
    refusal: refusalThrough(chain, wrapped, options.atomicity, context.lookup).refusal,
    fields: fieldsOf(argument, node, bound, context),
    externalId: save.operation === 'upsert' && !isId(externalId) ? externalId : null,
    via: wrapped.via,
    dedupeChecksBypassed: [],
  };
}

const noFields: WrittenFields = { complete: false, writes: [] };

function common(name: Span, extent: Span, bound: BoundBody, context: SiteContext) {
  const at = (span: Span): Place => place(bound.body.anchor, span);
  return {
    language: 'apex',
    place: at(name),
    extent: at(extent),
    apiVersion: context.codebase.apiVersion(bound.owner.unit.uri),
    inTest: context.inTest,
    enclosing: context.enclosing,
  };
}

function fieldNamed(second: Expression | null, bound: BoundBody): string | null {
  if (!second) return null;
  const text = bound.text(second);
  return text.slice(text.lastIndexOf('.') + 1);
}

/** `upsert x Id` names no external id. */
function isId(name: string | null): boolean {
  return name !== null && /^id$/i.test(name);
}
