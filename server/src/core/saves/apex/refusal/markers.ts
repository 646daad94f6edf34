import type { BoundBody } from '../bind/bind.ts';
import type { CodeLookup } from '../options/frame.ts';
import type { Node } from '../syntax.ts';

/** What makes code look as if it knew of the refusal by a duplicate rule. */
const duplicateNames =
  /^(duplicates_detected|duplicateerror|duplicateresult|getduplicateresult|getmatchresults|getmatchrecords)$/i;

/** A node in the region that names DUPLICATES_DETECTED, Database.DuplicateError or their parts. */
export function duplicateMarker(bound: BoundBody, region: Node, lookup: CodeLookup): Node | null {
  return (
    constantsIn(bound, region, lookup) ??
    nodesIn(bound, region, 'member').find(({ name }) => duplicateNames.test(name.name)) ??
    nodesIn(bound, region, 'call').find(({ name }) => duplicateNames.test(name.name)) ??
    nodesIn(bound, region, 'instanceof').find(({ type }) => isDuplicateError(type.name)) ??
    nodesIn(bound, region, 'cast').find(({ type }) => isDuplicateError(type.name)) ??
    nodesIn(bound, region, 'when').find(({ pattern }) => pattern && isDuplicateError(pattern.type.name)) ??
    codeIn(bound, region)
  );
}

/** The code of the refusal as it is written there: `StatusCode.DUPLICATES_DETECTED`, a label of a switch, a text. */
function codeIn(bound: BoundBody, region: Node): Node | null {
  return (
    nodesIn(bound, region, 'member').find(({ name }) => /^duplicates_detected$/i.test(name.name)) ??
    nodesIn(bound, region, 'name').find(({ name }) => /^duplicates_detected$/i.test(name)) ??
    nodesIn(bound, region, 'literal').find(
      ({ value }) => typeof value === 'string' && /duplicates_detected/i.test(value),
    ) ??
    null
  );
}

/** What holds a code, or the codes that are treated alike. */
const holdsCodes = /^(system\.)?(string|statuscode|set|list|map)$/i;

/** A name in the region of a constant or variable whose first value has the code of the refusal. */
function constantsIn(bound: BoundBody, region: Node, lookup: CodeLookup): Node | null {
  const candidates = [...nodesIn(bound, region, 'name'), ...nodesIn(bound, region, 'member')];
  return (
    candidates.find((node) => {
      const member = bound.memberOf(node);
      if (member) {
        if (!holdsCodes.test(member.type.name)) return false;
        const value = lookup.initialValue(member);
        return value !== null && codeIn(value, value.root) !== null;
      }
      if (node.kind !== 'name') return false;
      const symbol = bound.symbolOf(node);
      if (symbol?.kind !== 'local' || !holdsCodes.test(symbol.type.name)) return false;
      const { declaration } = symbol;
      const initial = declaration?.kind === 'declarator' ? declaration.initializer : null;
      return initial !== null && codeIn(bound, initial) !== null;
    }) ?? null
  );
}

/** A node in the region that names DUPLICATE_VALUE, the error of a unique field. */
export function duplicateValueMarker(bound: BoundBody, region: Node): Node | null {
  return (
    nodesIn(bound, region, 'member').find(({ name }) => /^duplicate_value$/i.test(name.name)) ??
    nodesIn(bound, region, 'name').find(({ name }) => /^duplicate_value$/i.test(name)) ??
    nodesIn(bound, region, 'literal').find(
      ({ value }) => typeof value === 'string' && /duplicate_value/i.test(value),
    ) ??
    null
  );
}

function isDuplicateError(name: string): boolean {
  return /^(database\s*\.\s*)?duplicateerror$/i.test(name);
}

export function nodesIn<K extends Node['kind']>(
  bound: BoundBody,
  region: Node,
  kind: K,
): Extract<Node, { kind: K }>[] {
  return bound.nodes(kind).filter(({ start, end }) => start >= region.start && end <= region.end);
}

/** Whether a name has a part that speaks of logging: `Logger`, `logError`, `ERR_Log`, not `catalog`. */
export function isLogName(name: string): boolean {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_.\s]+/)
    .some((part) =>
      /^(log|logs|logger|loggers|logging|logged|debug|debugger|logentry|syslog|applog|errorlog)$/.test(part),
    );
}
