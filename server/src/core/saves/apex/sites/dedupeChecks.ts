import { type Place, place } from '../../../text.ts';
import { booleanOf } from '../options/booleans.ts';
import type { Frame } from '../options/frame.ts';
import { hasRun } from '../options/guards.ts';
import type { CallExpression, Expression, Node } from '../syntax.ts';

const bypassMethod = /^setBypass(Account|Contact)DedupeCheck$/i;

export function isDedupeBypass(call: CallExpression): boolean {
  return bypassMethod.test(call.name.name) && call.arguments.length === 1;
}

/** The calls of setBypass…DedupeCheck(true) that may have run before a conversion in the same body. */
export function bypassedDedupeChecks(_operand: Expression, at: Node, frame: Frame): Place[] {
  return frame.bound
    .nodes('call')
    .filter((call) => isDedupeBypass(call) && hasRun(call, at, frame).kind !== 'never')
    .filter((call) => {
      const value = booleanOf(call.arguments[0]!, frame, call);
      return value.kind === 'known' && value.value;
    })
    .map((call) => place(frame.bound.body.anchor, call.name));
}
