import { type Place, place, type Span } from '../../../text.ts';
import type { SaveOptions, SaveSite, WrittenFields } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { OwnedBody } from '../codebase/owned.ts';
import { writtenFields } from '../fields.ts';
import { type Frame, outermost } from '../options/frame.ts';
import { isNeverReached } from '../options/guards.ts';
import { refusalAt } from '../refusal/refusal.ts';
import type { ResolvedSave } from '../resolve/apexSaves.ts';
import { resolveTarget } from '../resolve/target.ts';
import type { Expression } from '../syntax.ts';
import { optionsFromCallers } from './callers.ts';
import { chainTo, refusalThrough } from './chain.ts';
import type { SiteContext } from './context.ts';
import { databaseCall } from './databaseCall.ts';
import { externalIdOf } from './externalId.ts';
import { allowing, type FluentSave, fluentSavesIn, mayBeFluent, withFluentOptions } from './fluent.ts';
import { bypassedDedupeChecks, convertTarget } from './leadConvert.ts';
import { noOptions, optionsOfCall, optionsOfStatement } from './optionsAtSave.ts';
import { refusalAtCallers } from './refusalAtCallers.ts';

/** The saves of a body: those that stand in it, and calls of wrappers that save what they are given. */
export function sitesIn(owned: OwnedBody, context: SiteContext): SaveSite[] {
  const resolved = context.saves.savesOf(owned);
  const sites = resolved.flatMap((save) =>
    save.via.length === 0 ? directSite(save, context) : wrappedSite(save, context),
  );
  if (!mayBeFluent(owned.body, context.settings.wrappers)) return sites;
  const known = new Set<unknown>(resolved.map(({ node }) => node));
  const bound = context.codebase.bind(owned);
  const fluent = fluentSavesIn(bound, context.settings.wrappers).filter(({ call }) => !known.has(call));
  return [...sites, ...fluent.map((save) => fluentSite(save, bound, context))];
}

/** A save by a library that is not in the workspace: only what the chain says is known. */
function fluentSite(
  { operation, call, operand, switch: at }: FluentSave,
  bound: BoundBody,
  context: SiteContext,
): SaveSite {
  const options = allowing(noOptions, at, bound);
  const target = resolveTarget(operand, bound, context.saves.flow);
  const how = `is left to ${call.name.name}(), whose code is not here`;
  return {
    ...common(
      {
        bound,
        keyword: call.name,
        node: call,
        operation,
        channel: 'apex-database',
        target,
        operand,
        via: [],
      },
      context,
    ),
    options,
    calledWith: [],
    refusal: {
      kind: 'unknown',
      how,
      evidence: [],
      insideHandling: false,
      duplicateValueBranch: null,
      resultsRead: false,
    },
    externalId: null,
    dedupeChecksBypassed: [],
  };
}

function directSite(save: ResolvedSave, context: SiteContext): SaveSite {
  const { node, operand, operation, bound } = save;
  const frame = outermost(bound, context.lookup);
  const call = node.kind === 'call' ? databaseCall(node, bound, context.types) : null;
  const optionsIn = (at: Frame): SaveOptions =>
    call
      ? optionsOfCall(call, node, at)
      : optionsOfStatement(operand ?? (node as unknown as Expression), node, at);
  const options = optionsIn(frame);
  const isKnown = save.target.kind === 'objects';
  const refusal = refusalAt(node, options.atomicity, bound, context.lookup);
  return {
    ...common(save, context),
    options,
    calledWith: isKnown ? optionsFromCallers(options, bound, context, optionsIn) : [],
    refusal: isKnown ? refusalAtCallers(refusal, bound, context) : refusal.refusal,
    externalId: externalIdOf(save, call, frame),
    ...(operation === 'convertLead' ? { target: convertTarget(node, frame) } : {}),
    dedupeChecksBypassed: operation === 'convertLead' ? bypassedDedupeChecks(node, frame) : [],
  };
}

/** A call that hands records of a known object to a wrapper; none where what it passes leads past the save. */
function wrappedSite(found: ResolvedSave, context: SiteContext): readonly SaveSite[] {
  const { save, node, bound } = found;
  const chain = chainTo(found, context.lookup);
  if (isNeverReached(save.node, chain.frame)) return [];
  const inner = save.node.kind === 'call' ? databaseCall(save.node, chain.frame.bound, context.types) : null;
  const passed: SaveOptions = inner
    ? optionsOfCall(inner, save.node, chain.frame)
    : optionsOfStatement(save.operand!, save.node, chain.frame);
  const options = withFluentOptions(passed, node, bound, context.settings.wrappers);
  const through = refusalThrough(chain, found, options.atomicity, context);
  const site: SaveSite = {
    ...common(found, context),
    options,
    calledWith: [],
    refusal: found.through ? through.refusal : refusalAtCallers(through, bound, context),
    externalId: externalIdOf(found, inner, chain.frame),
    dedupeChecksBypassed: [],
    apiVersion: context.codebase.apiVersion(found.saveBound.owner.unit.uri),
  };
  return [site];
}

const noFields: WrittenFields = { complete: false, writes: [] };

type Saved = Pick<
  ResolvedSave,
  'bound' | 'keyword' | 'node' | 'operation' | 'channel' | 'target' | 'operand' | 'via'
>;

function common(save: Saved, context: SiteContext) {
  const { bound, keyword, node, operation, channel, target, operand, via } = save;
  const at = (span: Span): Place => place(bound.body.anchor, span);
  return {
    language: 'apex',
    operation,
    channel,
    target,
    via,
    place: at(keyword),
    extent: at(node),
    fields:
      operand && operation !== 'convertLead'
        ? writtenFields(operand, node, operation, bound, context.types)
        : noFields,
    apiVersion: context.codebase.apiVersion(bound.owner.unit.uri),
    inTest: context.inTest,
    enclosing: context.enclosing,
  };
}
