import { place } from '../../../text.ts';
import { bestKnownOf, type EndAtCaller } from '../../endsAtCallers.ts';
import type { CallerOfSave, Refusal } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { CodeBody } from '../bind/symbols.ts';
import { enclosingName } from '../codebase/enclosing.ts';
import type { RefusalInMethod } from '../refusal/refusal.ts';
import { passedOn } from './chain.ts';
import type { SiteContext } from './context.ts';
import { isCalledByNameOnly, type MethodCall, methodCalls } from './methodCalls.ts';

/** Callers of callers are followed so far. */
const mostDepth = 5;
/** Calls that are looked at for one save. */
const mostCalls = 60;

/** What becomes of a refusal that the code around a save leaves to its callers; a caller that loses it is named. */
export function refusalAtCallers(own: RefusalInMethod, bound: BoundBody, context: SiteContext): Refusal {
  if (!isLeft(own) || context.inTest) return own.refusal;
  const ends = new Ways(context).endsOf(own, bound, null);
  return ends.some(({ caller }) => caller !== null) ? bestKnownOf(own.refusal, ends) : own.refusal;
}

/** What was caught and is thrown on may be another exception: whoever catches it is not looked for. */
function isLeft({ passesOn, refusal }: RefusalInMethod): boolean {
  return passesOn === 'results' || (passesOn === 'exception' && refusal.kind === 'propagates');
}

/** A body on the way outwards, and how it leaves the refusal to its callers. */
interface Step {
  readonly body: CodeBody;
  readonly passesOn: RefusalInMethod['passesOn'];
}

class Ways {
  readonly #context: SiteContext;
  readonly #open: Step[] = [];
  #calls = 0;

  constructor(context: SiteContext) {
    this.#context = context;
  }

  endsOf(left: RefusalInMethod, bound: BoundBody, caller: CallerOfSave | null): readonly EndAtCaller[] {
    const here: EndAtCaller = { refusal: left.refusal, caller };
    if (!isLeft(left)) return [here];
    const { body } = bound;
    // The ways that lead on from a method which calls itself are being looked at.
    if (this.#open.some((step) => step.body === body && step.passesOn === left.passesOn)) return [];
    if (this.#open.length >= mostDepth) return [here];
    // Callers that are not all known make nothing less of the finding: they are not looked for.
    if (!isCalledByNameOnly(bound, this.#context)) return [here];
    const { calls, isComplete } = methodCalls(bound, this.#context);
    if (calls.every((one) => one.caller.body === body)) return [here];
    this.#open.push({ body, passesOn: left.passesOn });
    const ends = [...calls].sort(inOrder).flatMap((one) => this.#endsAt(one, left) ?? [here]);
    this.#open.pop();
    return isComplete ? ends : [here, ...ends];
  }

  /** Null where no more calls are looked at. */
  #endsAt({ call, caller }: MethodCall, left: RefusalInMethod): readonly EndAtCaller[] | null {
    this.#calls += 1;
    if (this.#calls > mostCalls) return null;
    const further = passedOn(left, { bound: caller, call }, this.#context.lookup);
    const { body, owner } = caller;
    return this.endsOf(further, caller, {
      enclosing: enclosingName({ body, owner }, this.#context.codebase),
      place: place(body.anchor, call.name),
    });
  }
}

/** By file and place: which was read first shall not show. */
function inOrder(a: MethodCall, b: MethodCall): number {
  const [one, other] = [a.caller.body.anchor, b.caller.body.anchor];
  if (one.uri !== other.uri) return one.uri < other.uri ? -1 : 1;
  return one.offset + a.call.start - (other.offset + b.call.start);
}
