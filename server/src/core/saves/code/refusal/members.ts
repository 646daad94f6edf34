import type { CallExpression, Expression, IndexExpression, MemberExpression } from '../tree.ts';
import { bodyOf, type Carrier, flag, isOfJob, keyOf, memberOf, result } from './carriers.ts';
import { thrownAt } from './exceptions.ts';
import { throughParameter } from './functions.ts';
import type { Inquiry } from './inquiry.ts';
import { collects } from './knownCalls.ts';
import { duplicateMarker } from './markers.ts';
import { shown } from './names.ts';
import { rejected } from './promises.ts';
import { both, type Fate, nobody, nothing, told } from './reach.ts';
import { bind, follow } from './values.ts';

/** A member is read of a value by which code can see that the save was refused, or a method of it is called. */
export function ofMember(member: MemberExpression, carrier: Carrier, inquiry: Inquiry): Fate {
  const { index } = inquiry;
  const call = index.parent(member);
  const isCalled = call?.kind === 'call' && index.role(member) === 'callee';
  if (/^(duplicateResu?l?t|getDuplicateResult|matchResults)$/i.test(member.name)) {
    return told('duplicates', 'is recognised', inquiry.at(member));
  }
  if (isCalled) {
    const special = ofMethod(call, member.name, carrier, inquiry);
    if (special) return special;
  }
  const inner = partOf(carrier, member.name, inquiry);
  if (!inner) return nothing;
  return follow(isCalled ? call : member, inner, inquiry);
}

/** With the id of a job whoever has it can ask for its failed rows. */
function partOf(carrier: Carrier, name: string, inquiry: Inquiry): Carrier | null {
  if (inquiry.mode === 'job' && carrier.what === 'result' && /^(id|jobId|job_id|getId)$/.test(name))
    return carrier;
  return memberOf(carrier, name);
}

/** Methods that run callbacks on it, throw for it, or change it. */
function ofMethod(call: CallExpression, name: string, carrier: Carrier, inquiry: Inquiry): Fate | null {
  // The status is that of a request that went well.
  if (inquiry.throwsOnError(call))
    return carrier.what === 'answer' || isOfJob(carrier)
      ? nothing
      : { ...thrownAt(call, inquiry), read: true };
  if (carrier.what !== 'flag' && collects(call) && !/^(get|update|concat)$/.test(name)) return nothing;
  const key = keyOf(call);
  if (key !== null) {
    if (/duplicateResu?l?t/i.test(key)) return told('duplicates', 'is recognised', inquiry.at(call));
    const inner = memberOf(carrier, key);
    const answer = call.callee.kind === 'member' ? call.callee.object : call.callee;
    if (inner?.what === 'absent' && breaks(answer, carrier, inquiry)) {
      return thrownAt(call, inquiry, { named: 'AttributeError' });
    }
    return inner ? follow(call, inner, inquiry) : nothing;
  }
  const marker = duplicateMarker(
    call.arguments.map(({ value }) => value),
    inquiry,
  );
  if (marker) return told('duplicates', 'is recognised', inquiry.at(marker));
  const callbacks = call.arguments.map(({ value }) => value);
  const held = /^(then|thenApply|thenAccept|thenCompose|tap|doOnNext|subscribe|toEntity)$/.test(name)
    ? carrier
    : bodyOf(carrier);
  if (
    /^(then|thenApply|thenAccept|thenCompose|tap|map|flatMap|forEach|filter|some|every|find|findIndex|Where|Any|All|First|FirstOrDefault|Select|SelectMany|ForEach|each|any|all|anyMatch|allMatch|noneMatch|reject|partition|sort|stream|on|once|subscribe|doOnNext|toEntity|bodyToMono)$/.test(
      name,
    )
  ) {
    const [first] = callbacks;
    if (name === 'on' || name === 'once') return onEvent(call, inquiry);
    if (first === undefined) return follow(call, carrier, inquiry);
    const ran = runWith(first, 0, held, call, inquiry);
    // `.then(fn)` goes on with what `fn` gives, which is followed from there; a filtered list too.
    return /^(then|tap|doOnNext)$/.test(name) && name !== 'then'
      ? both(ran, follow(call, carrier, inquiry))
      : ran;
  }
  if (/^(reduce|Aggregate|inject)$/.test(name) && callbacks[0])
    return runWith(callbacks[0], 1, held, call, inquiry);
  if (/^(catch|finally)$/.test(name)) return follow(call, carrier, inquiry);
  if (
    /^(get|stream|toList|collect|slice|values|entries|iter|items|keys|toArray|ToList|ToArray|AsQueryable|iterator|flat|concat|clone|execute|block|join|GetAwaiter|GetResult|ConfigureAwait|unwrap|value|orElse|strip|trim|toString|ToString|decode|isEmpty|Count|size|length)$/.test(
      name,
    )
  ) {
    if (/^(Count|size|length)$/.test(name))
      return carrier.what === 'error' ? follow(call, flag(1), inquiry) : nothing;
    if (name === 'isEmpty') return carrier.what === 'error' ? follow(call, flag(false), inquiry) : nothing;
    return follow(call, carrier, inquiry);
  }
  return null;
}

/** `batch.on('response', rows => …)`, `job.on('error', …)`. */
function onEvent(call: CallExpression, inquiry: Inquiry): Fate {
  const [event, handler] = call.arguments.map(({ value }) => value);
  if (event?.kind !== 'text' || !handler) return nothing;
  const name = event.parts.join('');
  if (/^(response|end|result|results|close|data|exit|record)$/i.test(String(name))) {
    return runWith(
      handler,
      0,
      String(name) === 'close' || String(name) === 'exit' ? flag(1) : result,
      call,
      inquiry,
    );
  }
  return nothing;
}

/** A callback runs with it as a parameter. */
export function runWith(
  callback: Expression,
  position: number,
  carrier: Carrier,
  call: CallExpression,
  inquiry: Inquiry,
): Fate {
  if (callback.kind === 'function') {
    const parameter = callback.definition.parameters[position];
    return parameter ? bind(parameter.target, carrier, inquiry) : nothing;
  }
  const helper = inquiry.functionOf(callback);
  if (helper) {
    const fate = throughParameter(helper, position, null, carrier, inquiry) ?? nothing;
    return passedOn(fate, call, inquiry);
  }
  if (callback.kind !== 'name' && callback.kind !== 'member') return nothing;
  const path = shown(callback);
  if (/(^|\.)(log|info|debug|warn|error)$/.test(path))
    return told('logs', 'is only logged', inquiry.at(callback));
  if (callback.kind === 'name' && inquiry.index.variable(callback)?.isParameter) {
    return told('errors', 'is handed to the caller', inquiry.at(callback));
  }
  return told('unknown', `goes to ${path}(), whose code is not here`, inquiry.at(callback));
}

/** What a helper does with it, as seen at the call of the helper. */
export function passedOn(fate: Fate, call: CallExpression, inquiry: Inquiry): Fate {
  const seen = fate.told === nobody ? nobody : { ...fate.told, evidence: inquiry.at(call) };
  const here: Fate = { ...fate, passes: null, told: seen };
  if (!fate.passes) return here;
  if (fate.passes.as === 'exception') {
    return both(here, inquiry.isJavaScript ? rejected(call, inquiry) : thrownAt(call, inquiry));
  }
  return both(here, fate.passes.carrier ? follow(call, fate.passes.carrier, inquiry) : nothing);
}

/** `results[0]`, `result['success']`. */
export function ofIndex(expression: IndexExpression, carrier: Carrier, inquiry: Inquiry): Fate {
  const key = keyOf(expression);
  if (key !== null && /duplicateResu?l?t/i.test(key))
    return told('duplicates', 'is recognised', inquiry.at(expression));
  const inner = key === null ? bodyOf(carrier) : memberOf(carrier, key);
  if (inner?.what === 'absent' && breaks(expression.object, carrier, inquiry)) {
    return thrownAt(expression, inquiry, { named: 'TypeError' });
  }
  return inner ? follow(expression, inner, inquiry) : nothing;
}

/**
 * The answer to a refused request is a list of errors: in Python, `answer['id']` and `answer.get('id')` of it
 * raise. Not so for a part of an answer, such as a row of a collection: a record with an id that is null.
 */
function breaks(answer: Expression, carrier: Carrier, inquiry: Inquiry): boolean {
  if (inquiry.mode !== 'response' || inquiry.request.language !== 'python') return false;
  return carrier.what === 'result' && answer.kind !== 'index' && answer.kind !== 'member';
}
