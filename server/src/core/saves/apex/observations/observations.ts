import { place, type Span } from '../../../text.ts';
import type { Observation } from '../../facts.ts';
import type { BoundBody } from '../bind/bind.ts';
import { booleanOf } from '../options/booleans.ts';
import { outermost, plain } from '../options/frame.ts';
import type { SiteContext } from '../sites/context.ts';
import { databaseCall } from '../sites/databaseCall.ts';
import { isDedupeBypass } from '../sites/leadConvert.ts';
import type { Expression, Node } from '../syntax.ts';
import { leafOf } from '../types/model.ts';
import { misreadFindDuplicates } from './findDuplicates.ts';

type Bare = Observation extends infer O
  ? O extends unknown
    ? Omit<O, 'inTest' | 'enclosing'>
    : never
  : never;

/** Words without which a body holds nothing to observe; told from its text, without parsing it. */
const words =
  /findDuplicates|includeRecordDetails|setBypass(?:Account|Contact)DedupeCheck|\bupsert\b|\.\s*(?:DuplicateRule|MatchingRule)\b/i;

export function mayObserve(text: string, watchedFields: ReadonlySet<string>): boolean {
  if (words.test(text)) return true;
  if (watchedFields.size === 0) return false;
  const lower = text.toLowerCase();
  for (const field of watchedFields) if (lower.includes(field)) return true;
  return false;
}

/** What a body holds that is no save but that a rule looks at. */
export function observationsIn(bound: BoundBody, context: SiteContext): Observation[] {
  const { inTest, enclosing } = context;
  const found: Bare[] = [
    ...misreadFindDuplicates(bound),
    ...noSuchOptions(bound),
    ...noSuchOverloads(bound, context),
    ...dedupeBypasses(bound, context),
    ...fieldWrites(bound, context),
    ...ruleDeactivations(bound),
  ];
  return found.map((one) => ({ ...one, inTest, enclosing }) as Observation);
}

function at(bound: BoundBody, span: Span) {
  return place(bound.body.anchor, span);
}

/** `options.DuplicateRuleHeader.includeRecordDetails`: SOAP and REST have it, Apex does not. */
function noSuchOptions(bound: BoundBody): Bare[] {
  return bound
    .nodes('member')
    .filter(
      ({ name, target }) =>
        /^includeRecordDetails$/i.test(name.name) &&
        target.kind === 'member' &&
        /^duplicateRuleHeader$/i.test(target.name.name),
    )
    .map(({ name }) => ({ kind: 'no-such-option', name: name.name, place: at(bound, name) }));
}

function noSuchOverloads(bound: BoundBody, { types }: SiteContext): Bare[] {
  return bound.nodes('call').flatMap((call): Bare[] => {
    const read = databaseCall(call, bound, types);
    if (read?.method !== 'upsert' || !read.options) return [];
    return [{ kind: 'no-such-overload', method: 'Database.upsert', place: at(bound, read.options) }];
  });
}

function dedupeBypasses(bound: BoundBody, { lookup }: SiteContext): Bare[] {
  return bound.nodes('call').flatMap((call): Bare[] => {
    if (!isDedupeBypass(call)) return [];
    const value = booleanOf(call.arguments[0]!, outermost(bound, lookup), call);
    const argument = value.kind === 'known' ? value.value : null;
    return [{ kind: 'dedupe-check-bypass', method: call.name.name, argument, place: at(bound, call.name) }];
  });
}

/** `record.Field = literal`, `new Lead(Field = literal)`, `record.put('Field', literal)` for watched fields. */
function fieldWrites(bound: BoundBody, context: SiteContext): Bare[] {
  const { watchedFields, types } = context;
  if (watchedFields.size === 0) return [];
  const writes: Bare[] = [];
  const add = (field: string, value: Expression, record: Expression | null, span: Span): void => {
    if (!watchedFields.has(field.toLowerCase())) return;
    const literal = literalOf(value, bound, context);
    if (literal === undefined) return;
    const type = record ? leafOf(types.typeOf(record, bound)) : null;
    const object = type?.kind === 'sobject' ? type.name : null;
    if (type && type.kind !== 'sobject' && type.kind !== 'any-sobject' && type.kind !== 'unknown') return;
    writes.push({ kind: 'field-write', object, field, value: literal, place: at(bound, span) });
  };
  for (const { target, operator, value, ...span } of bound.nodes('assignment')) {
    if (operator === '=' && target.kind === 'member') add(target.name.name, value, target.target, span);
  }
  for (const made of bound.nodes('new')) {
    for (const { name, value, ...span } of made.fields) add(name.name, value, made, span);
  }
  for (const call of bound.nodes('call')) {
    const [field, value] = call.arguments;
    if (!/^put$/i.test(call.name.name) || !call.target || !field || !value) continue;
    const name =
      field.kind === 'literal' ? String(field.value) : field.kind === 'member' ? field.name.name : null;
    if (name) add(name, value, call.target, call);
  }
  return writes;
}

function literalOf(
  value: Expression,
  bound: BoundBody,
  { lookup }: SiteContext,
): string | number | boolean | null | undefined {
  const node = plain(value);
  if (node.kind === 'literal') return node.value;
  const known = booleanOf(node, outermost(bound, lookup), node as Node);
  return known.kind === 'known' ? known.value : undefined;
}

/** `rule.isActive = false` on a MetadataService.DuplicateRule, `rule.ruleStatus = 'Inactive'` on a MatchingRule. */
function ruleDeactivations(bound: BoundBody): Bare[] {
  const writes = bound.nodes('assignment').flatMap((node) => {
    const { target, value } = node;
    if (target.kind !== 'member' || target.target.kind !== 'name') return [];
    const symbol = bound.symbolOf(target.target);
    if (!symbol || symbol.kind === 'type') return [];
    const ruleKind = /\.DuplicateRule$/i.test(symbol.type.name)
      ? ('duplicate' as const)
      : /\.MatchingRule$/i.test(symbol.type.name)
        ? ('matching' as const)
        : null;
    const literal = plain(value);
    if (!ruleKind || literal.kind !== 'literal') return [];
    const isSwitch = ruleKind === 'duplicate' ? /^isActive$/i : /^ruleStatus$/i;
    if (!isSwitch.test(target.name.name)) return [];
    const isOff =
      ruleKind === 'duplicate' ? literal.value === false : /^inactive$/i.test(String(literal.value));
    return [{ node, ruleKind, isOff }];
  });
  return writes
    .filter(({ isOff }) => isOff)
    .map(({ node, ruleKind }) => ({
      kind: 'rule-deactivation',
      ruleKind,
      ruleName: null,
      reactivated: writes.some((other) => !other.isOff && other.ruleKind === ruleKind),
      place: at(bound, node),
    }));
}
