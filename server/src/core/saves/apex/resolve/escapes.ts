import type { BoundBody } from '../bind/bind.ts';
import type { CodeBody, CodeSymbol } from '../bind/symbols.ts';
import type { CallExpression, NewExpression } from '../syntax.ts';
import type { ApexTypes } from '../types/types.ts';

const maxDepth = 6;

/** Platform methods that write to no field of the records that they are given. */
const harmless =
  /^(?:system\.)?(?:debug|assert\w*|(?:database|json|string|eventbus|test|logger)\.\w+|(?:list|set|map)\.\w+|assert\.\w+|security\.stripinaccessible)$/i;

/** Whether the called code may set fields of the records in one of its arguments, or keep them. */
export function parameterIsWritten(
  call: CallExpression | NewExpression,
  index: number,
  bound: BoundBody,
  types: ApexTypes,
  path: readonly CodeBody[] = [],
): boolean {
  const { codebase } = types;
  if (call.kind === 'call') {
    const target = types.resolveCall(call, bound);
    if (target.kind === 'platform') return !harmless.test(target.name.replace(/^system\./i, ''));
    if (target.kind === 'unknown') return true;
  }
  const found = call.kind === 'call' ? types.resolveCall(call, bound) : types.resolveNew(call, bound);
  if (!found || !('method' in found)) return true;
  const unit = found.type ? codebase.info(found.type)?.unit : bound.owner.unit;
  const inside = unit ? codebase.bindMethod(found.method, found.type, unit) : null;
  const parameter = inside?.parameter(index);
  if (!inside || !parameter || path.length >= maxDepth) return true;
  // A method that calls itself writes what its other code writes.
  return !path.includes(inside.body) && isWritten(parameter, inside, types, [...path, inside.body]);
}

function isWritten(
  symbol: CodeSymbol,
  bound: BoundBody,
  types: ApexTypes,
  path: readonly CodeBody[],
): boolean {
  return bound.usesOf(symbol).some(({ role, context, argumentIndex }) => {
    switch (role) {
      case 'member-read':
      case 'dml':
      case 'read':
        return false;
      case 'receiver':
        return (
          context?.kind === 'call' && !/^(?:size|isempty|contains\w*|get\w*|keyset)$/i.test(context.name.name)
        );
      case 'argument':
        if (context?.kind !== 'call' && context?.kind !== 'new') return true;
        return parameterIsWritten(context, argumentIndex!, bound, types, path);
      case 'element': {
        // `save(new List<SObject>{ record })`
        const call = context ? bound.parentOf(context) : null;
        if (context?.kind !== 'new' || call?.kind !== 'call' || call.target === context) return true;
        return parameterIsWritten(call, call.arguments.indexOf(context), bound, types, path);
      }
      case 'iterate': {
        const loop = bound.symbols.find((one) => one.declaration === context);
        return !loop || isWritten(loop, bound, types, path);
      }
      default:
        return true;
    }
  });
}
