import type { BoundBody } from '../bind/bind.ts';
import type { LocalSymbol } from '../bind/symbols.ts';
import type { ApexCodebase } from '../codebase/codebase.ts';

/**
 * The `start` method that gives a batch's `execute(context, scope)` its records, where the variable is that
 * scope; null for any other variable.
 */
export function batchQuery(symbol: LocalSymbol, bound: BoundBody, codebase: ApexCodebase): BoundBody | null {
  const { member, type, unit } = bound.owner;
  if (symbol.parameterIndex !== 1 || !type || !('parameters' in member)) return null;
  const isExecute =
    /^execute$/i.test(member.name.name) &&
    member.parameters.length === 2 &&
    /^(?:database\.)?batchablecontext$/i.test(member.parameters[0]!.type.name);
  if (!isExecute) return null;
  const [start] = codebase.methods(type, 'start', 1);
  return start
    ? codebase.bindMethod(start.method, start.type, codebase.info(start.type ?? type)?.unit ?? unit)
    : null;
}

/** Whether the variable holds the records of a batch as a query locator read them, so with nothing written to them. */
export function isQueriedScope(symbol: LocalSymbol, bound: BoundBody, codebase: ApexCodebase): boolean {
  const start = symbol.kind === 'parameter' ? batchQuery(symbol, bound, codebase)?.owner.member : null;
  if (!start || !('returnType' in start) || !start.returnType) return false;
  return /^(?:database\.)?querylocator$/i.test(start.returnType.name);
}
