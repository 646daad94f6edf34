import type { CallExpression, Expression } from '../tree.ts';
import { bodyOf, type Carrier, error } from './carriers.ts';
import type { Node } from './children.ts';
import { throughParameter } from './functions.ts';
import type { Inquiry } from './inquiry.ts';
import { both, type Fate, nothing, thrownOn, told } from './reach.ts';
import { bind } from './values.ts';

/** The parameter of a callback that gets the error, or null where all went well. */
export function errorParameter(
  callback: Extract<Expression, { kind: 'function' }>,
  position: number,
  inquiry: Inquiry,
): Fate {
  const parameter = callback.definition.parameters[position];
  if (!parameter) return told('none', 'goes to a callback that takes no error', inquiry.at(callback));
  const fate = bind(parameter.target, error, inquiry);
  if (fate.told.level !== 'none' || fate.passes) return fate;
  const how = fate.read
    ? 'is seen by a callback that tells nobody'
    : 'goes to a callback that does not look at its error';
  return { ...fate, told: { level: 'none', how, evidence: inquiry.at(parameter) } };
}

/**
 * The second parameter of such a callback: what the save gave back; a third is the body of a response. Null where
 * there is no such callback.
 */
export function resultCallback(call: CallExpression, given: Carrier, inquiry: Inquiry): Fate | null {
  const last = call.arguments.at(-1)?.value;
  if (last?.kind !== 'function') return null;
  const [first, second, third] = last.definition.parameters;
  if (!first || !second || !takesError(first.target)) return null;
  const fate = bind(second.target, given, inquiry);
  return third && inquiry.mode !== 'job' ? both(fate, bind(third.target, bodyOf(given), inquiry)) : fate;
}

function takesError(target: Node | undefined): boolean {
  return (
    target?.kind === 'name-pattern' &&
    /^_?(e|er|err\w*|error\w*|ex|exc|exception|_)$|Err(or)?$/i.test(target.name)
  );
}

/** A callback that is passed as the last argument: `(err, ret) => …`. Null where there is none. */
export function callbackOf(call: CallExpression, inquiry: Inquiry): Fate | null {
  const last = call.arguments.at(-1)?.value;
  if (!last) return null;
  if (last.kind === 'function') {
    const [first] = last.definition.parameters;
    if (!takesError(first?.target)) return null;
    return { ...errorParameter(last, 0, inquiry), handled: true };
  }
  if (last.kind !== 'name') return null;
  if (
    inquiry.index.variable(last)?.isParameter &&
    /^(cb|callback|done|next|fn|resolve|handler|on[A-Z]\w*)$|Callback$|Cb$/i.test(last.name)
  ) {
    return thrownOn('is handed to the caller', inquiry.at(last));
  }
  const helper = inquiry.functionOf(last);
  if (!helper || !takesError(helper.parameters[0]?.target)) return null;
  const fate = throughParameter(helper, 0, null, error, inquiry) ?? nothing;
  return { ...fate, passes: null, handled: true };
}
