import type { CallExpression, Expression } from '../tree.ts';
import { callFate, promiseOf } from './calls.ts';
import { absent, type Carrier, flag, isOfJob, isResult, knownOf, memberOf, partOf } from './carriers.ts';
import { throughParameter } from './functions.ts';
import type { Inquiry } from './inquiry.ts';
import { isStepOfJob } from './jobs.ts';
import { collects, joinsPromises, settlesPromises, storesOrSends, tellsNobody } from './knownCalls.ts';
import { looksForDuplicates } from './markers.ts';
import { passedOn, runWith } from './members.ts';
import { calledName, shown } from './names.ts';
import { ofJobArgument } from './plainJobs.ts';
import { rejected } from './promises.ts';
import { type Fate, nothing, told } from './reach.ts';
import { isSameEitherWay } from './sameEitherWay.ts';
import { fateOfVariable, follow } from './values.ts';

/** A value by which code can see that the save was refused is an argument of a call. */
export function ofArgument(
  call: CallExpression,
  expression: Expression,
  carrier: Carrier,
  inquiry: Inquiry,
): Fate {
  if (isOfJob(carrier)) return ofJobArgument(call, expression, carrier, inquiry);
  const place = inquiry.at(call);
  if (carrier.what === 'absent') return ofAbsentArgument(call, inquiry);
  if (carrier.what === 'saved rows') return ofSavedRows(call, expression, carrier, inquiry);
  if (inquiry.isLogging(call)) return told('logs', loggedHow(carrier), place);
  if (isStepOfJob(call, inquiry)) return nothing;
  const helper = inquiry.functionOf(call.callee);
  if (helper && looksForDuplicates(helper, inquiry)) return told('duplicates', 'is recognised', place);
  if (collects(call) && call.callee.kind === 'member')
    return ofCollected(call, call.callee.object, carrier, inquiry);
  if (call.callee.kind === 'name' && inquiry.index.variable(call.callee)?.isParameter) {
    const promise = promiseOf(call.callee, inquiry);
    if (promise)
      return promise.isReject
        ? { ...rejected(promise.made, inquiry), handled: true, read: true }
        : follow(promise.made, carrier, inquiry);
    if (carrier.what === 'error') return { ...callFate(call, [call], inquiry), read: true };
    return told('errors', 'is handed to the caller', place);
  }
  if (inquiry.tells(call)) return told('errors', 'is told to a user or another program', place);
  if (helper?.body) {
    const position = call.arguments.findIndex(({ value }) => value === expression);
    const fate = throughParameter(helper, position, call.arguments[position]?.name ?? null, carrier, inquiry);
    if (fate) return passedOn(fate, call, inquiry);
  }
  if (/^(assert\w*|expect|fail|ok|strictEqual|equal|deepEqual)$/i.test(calledName(call))) {
    return told('errors', 'is asserted', place);
  }
  if (storesOrSends(call)) return told('errors', 'is stored or sent on', place);
  if (joinsPromises(call) || settlesPromises(call)) return follow(call, carrier, inquiry);
  if (tellsNobody(call) || call.isNew) return ofPlainFunction(call, carrier, inquiry);
  if (/^(iter|next|sum|any|all|map|filter|reversed|chain|groupby|print_r)$/.test(calledName(call))) {
    return ofPlainFunction(call, carrier, inquiry);
  }
  return told('unknown', `goes to ${calledName(call)}(), whose code is not here`, place);
}

/** What was saved, or how much, is logged: the refusal itself is not. */
function loggedHow({ what, known }: Carrier): string {
  const isOfSaved = what === 'successes' || (what === 'flag' && known === undefined);
  return isOfSaved ? 'shows only in what is logged' : 'is only logged';
}

function ofAbsentArgument(call: CallExpression, inquiry: Inquiry): Fate {
  const promise = call.callee.kind === 'name' ? promiseOf(call.callee, inquiry) : null;
  return promise && !promise.isReject ? follow(promise.made, absent, inquiry) : nothing;
}

/** Work on what was saved tells nobody; it may still be given back. */
function ofSavedRows(call: CallExpression, expression: Expression, carrier: Carrier, inquiry: Inquiry): Fate {
  const { callee } = call;
  if (collects(call) && callee.kind === 'member') {
    const variable = callee.object.kind === 'name' ? inquiry.index.variable(callee.object) : null;
    const isOwn = variable && !variable.isParameter;
    return isOwn ? fateOfVariable(variable, carrier, inquiry, [call]) : nothing;
  }
  const promise = callee.kind === 'name' ? promiseOf(callee, inquiry) : null;
  if (promise) return promise.isReject ? nothing : follow(promise.made, carrier, inquiry);
  const helper = inquiry.functionOf(callee);
  if (helper?.body) {
    const position = call.arguments.findIndex(({ value }) => value === expression);
    const fate = throughParameter(helper, position, call.arguments[position]?.name ?? null, carrier, inquiry);
    return fate ? passedOn(fate, call, inquiry) : nothing;
  }
  const isPlain = joinsPromises(call) || tellsNobody(call) || call.isNew;
  return isPlain ? ofPlainFunction(call, carrier, inquiry) : nothing;
}

/** `len(failed)`, `JSON.parse(body)`, `str(error)`, `zip(rows, results)`, `any(…)`. */
function ofPlainFunction(call: CallExpression, carrier: Carrier, inquiry: Inquiry): Fate {
  const name = calledName(call);
  if (name === 'len' && carrier.what === 'saved rows') return follow(call, flag(undefined), inquiry);
  if (name === 'len' && carrier.what === 'successes') return follow(call, carrier, inquiry);
  if (name === 'len') return carrier.what === 'error' ? follow(call, flag(1), inquiry) : nothing;
  // WordPress: an error where no answer came, and the status of one.
  if (name === 'is_wp_error') return follow(call, { what: 'status', known: false }, inquiry);
  if (name === 'wp_remote_retrieve_response_code') {
    const status = memberOf(carrier, 'status');
    return status ? follow(call, status, inquiry) : nothing;
  }
  const [first] = call.arguments;
  if (/^(filter|map)$/.test(name) && first?.value.kind === 'function') {
    // Python's `filter(lambda row: …, rows)`.
    return runWith(first.value, 0, carrier, call, inquiry);
  }
  if (name !== '' && isSameEitherWay(call, inquiry)) return nothing;
  if (name === 'isArray' || name === 'isinstance') return follow(call, flag(knownOf(call, inquiry)), inquiry);
  if (/^(sum|any|all|Boolean|bool)$/.test(name)) {
    return follow(
      call,
      carrier.what === 'flag' ? flag(name === 'all' && carrier.known === false ? false : undefined) : carrier,
      inquiry,
    );
  }
  if (/^(includes|has|contains|Contains|equals|Equals)$/.test(name)) {
    return follow(call, flag(knownOf(call, inquiry)), inquiry);
  }
  return follow(call, partOf(carrier), inquiry);
}

/** `results.push(result)`: what becomes of the collection. */
function ofCollected(call: CallExpression, receiver: Expression, carrier: Carrier, inquiry: Inquiry): Fate {
  const variable = receiver.kind === 'name' ? inquiry.index.variable(receiver) : null;
  if (variable && !variable.isParameter) {
    return { ...fateOfVariable(variable, carrier, inquiry, [call]), read: true };
  }
  const how = variable ? `is handed back in ${shown(receiver)}` : `is kept in ${shown(receiver)}`;
  return told(isResult(carrier) ? 'unknown' : 'errors', how, inquiry.at(call));
}
