import { place } from '../../../text.ts';
import type { DedupeBypass, SaveTarget } from '../../site.ts';
import { booleanOf } from '../options/booleans.ts';
import type { Frame } from '../options/frame.ts';
import { hasRun } from '../options/guards.ts';
import type { CallExpression, Node } from '../syntax.ts';

const bypassMethod = /^setBypass(Account|Contact)DedupeCheck$/i;

export function isDedupeBypass(call: CallExpression): boolean {
  return bypassMethod.test(call.name.name) && call.arguments.length === 1;
}

/** The calls of setBypass…DedupeCheck(true) that may have run before a conversion in the same body. */
export function bypassedDedupeChecks(at: Node, frame: Frame): DedupeBypass[] {
  return frame.bound
    .nodes('call')
    .filter((call) => isDedupeBypass(call) && hasRun(call, at, frame).kind !== 'never')
    .filter((call) => {
      const value = booleanOf(call.arguments[0]!, frame, call);
      return value.kind === 'known' && value.value;
    })
    .map((call) => ({
      object: /account/i.test(call.name.name) ? 'Account' : 'Contact',
      place: place(frame.bound.body.anchor, call.name),
    }));
}

const merging: readonly (readonly [string, RegExp])[] = [
  ['Account', /^setAccountId$/i],
  ['Contact', /^setContactId$/i],
];

/**
 * What a conversion creates: no account, or no contact, where the code always names one to merge into.
 */
export function convertTarget(at: Node, frame: Frame): SaveTarget {
  const { bound } = frame;
  const names = merging
    .filter(
      ([, method]) =>
        !bound
          .nodes('call')
          .some(
            (call) => method.test(call.name.name) && call.target && hasRun(call, at, frame).kind === 'always',
          ),
    )
    .map(([name]) => name);
  return { kind: 'objects', names, evidence: 'a lead conversion creates these' };
}
