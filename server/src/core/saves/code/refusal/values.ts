import type {
  AssignExpression,
  CallExpression,
  Expression,
  IndexExpression,
  MemberExpression,
} from '../tree.ts';
import { callFate, promiseOf } from './calls.ts';
import { absent, type Carrier, flag, keyOf, knownOf, memberOf, result } from './carriers.ts';
import type { Node } from './children.ts';
import type { Variable } from './codeIndex.ts';
import { decide, runsWhereRefused } from './decisions.ts';
import { thrownAt } from './exceptions.ts';
import { leavesWith, throughParameter } from './functions.ts';
import type { Inquiry } from './inquiry.ts';
import { collects, joinsPromises, settlesPromises, storesOrSends, tellsNobody } from './knownCalls.ts';
import { duplicateMarker, looksForDuplicates } from './markers.ts';
import { calledName, rootOf, shown } from './names.ts';
import { rejected } from './promises.ts';
import { all, both, type Fate, nothing, told } from './reach.ts';
import { touching } from './touching.ts';

const seen: Fate = { ...nothing, read: true };

/** What becomes of a value, held by an expression, by which code can see that the save was refused. */
export function follow(expression: Expression, carrier: Carrier, inquiry: Inquiry): Fate {
  if (!inquiry.enter(expression, `holds ${carrier.what}`)) return nothing;
  inquiry.followed.set(expression, carrier);
  const { index } = inquiry;
  const parent = index.parent(expression);
  const role = index.role(expression);
  switch (parent?.kind) {
    case 'member':
      return ofMember(parent, carrier, inquiry);
    case 'index':
      return role === 'object' ? ofIndex(parent, carrier, inquiry) : nothing;
    case 'call':
      return role === 'argument'
        ? ofArgument(parent, expression, carrier, inquiry)
        : follow(parent, carrier, inquiry);
    case 'await':
    case 'spread':
    case 'other':
      return follow(parent, carrier, inquiry);
    case 'list':
      if (role === 'over') {
        const loop = parent.loops?.[index.position(expression)];
        const each = loop ? bind(loop.item, carrier, inquiry) : nothing;
        return both(each, ofComprehension(parent, carrier, inquiry));
      }
      return role === 'test' ? nothing : follow(parent, carrier, inquiry);
    case 'record':
      if (role === 'key' || role === 'over' || role === 'test') return nothing;
      // An object that is made of it: whoever gets the object, can see it.
      return follow(
        parent,
        carrier.what === 'result' || carrier.what === 'absent' ? carrier : flag(undefined),
        inquiry,
      );
    case 'text':
      return follow(parent, carrier.what === 'absent' ? absent : flag(undefined), inquiry);
    case 'unary':
    case 'binary':
      return ofOperator(parent, expression, carrier, inquiry);
    case 'conditional':
      if (role === 'test') return both(decide(parent, inquiry), ofConditional(parent, inquiry));
      return runsWhereRefused(expression, inquiry) ? follow(parent, carrier, inquiry) : nothing;
    case 'assign':
      return role === 'value' ? ofAssigned(parent, carrier, inquiry) : nothing;
    case 'declare':
      return bind(parent.target, carrier, inquiry);
    case 'if':
    case 'loop':
    case 'switch':
      if (parent.kind === 'loop' && role === 'over') {
        return parent.item ? bind(parent.item, carrier, inquiry) : nothing;
      }
      return decide(parent, inquiry);
    case 'with': {
      const target = parent.resources[index.position(expression)]?.target;
      return target ? bind(target, carrier, inquiry) : nothing;
    }
    case 'return': {
      const from = index.functionOf(parent);
      return from ? leavesWith(from, carrier, parent, inquiry) : nothing;
    }
    case 'throw':
      return seen;
    case 'expression':
      if (expression.kind === 'other' && carrier.what !== 'absent') {
        return told('unknown', 'goes on in a way that is not followed', inquiry.at(expression));
      }
      return isYield(expression) && carrier.what !== 'absent'
        ? told('errors', 'is yielded to the caller', inquiry.at(expression))
        : nothing;
    default:
      return nothing;
  }
}

/** `yield x` is lowered as `await x` is; nobody awaits what is there already without using it. */
export function isYield(expression: Expression): boolean {
  return (
    expression.kind === 'await' &&
    ['await', 'name', 'record', 'list', 'conditional'].includes(expression.value.kind)
  );
}

/** Binds a pattern to such a value, and follows all that it binds. */
export function bind(target: Node, carrier: Carrier, inquiry: Inquiry): Fate {
  switch (target.kind) {
    case 'name-pattern': {
      const variable = inquiry.index.declaredBy(target);
      return variable ? fateOfVariable(variable, carrier, inquiry) : nothing;
    }
    case 'record-pattern': {
      const marker = duplicateMarker([target], inquiry);
      if (marker) return told('duplicates', 'is recognised', inquiry.at(marker));
      return all(
        target.entries.map(({ key, target: part }) => {
          const inner = key === null ? carrier : memberOf(carrier, key);
          return inner ? bind(part, inner, inquiry) : nothing;
        }),
      );
    }
    case 'list-pattern':
      return all(target.items.map((item) => (item ? bind(item, carrier, inquiry) : nothing)));
    case 'expression-pattern':
      return target.expression.kind === 'name' ? ofName(target.expression, carrier, inquiry) : nothing;
    default:
      return nothing;
  }
}

function ofName(name: Expression, carrier: Carrier, inquiry: Inquiry): Fate {
  const variable = name.kind === 'name' ? inquiry.index.variable(name) : null;
  return variable ? fateOfVariable(variable, carrier, inquiry) : nothing;
}

/** All uses of a variable; `except` leaves out those within some code. */
export function fateOfVariable(
  variable: Variable,
  carrier: Carrier,
  inquiry: Inquiry,
  except: readonly Node[] = [],
): Fate {
  if (inquiry.carriers.has(variable) && inquiry.carriers.get(variable)?.what === carrier.what) return nothing;
  inquiry.carriers.set(variable, carrier);
  const uses = inquiry.index.uses(variable).filter((use) => !inquiry.index.isIn(use, except));
  return all(uses.map((use) => (runsWhereRefused(use, inquiry) ? follow(use, carrier, inquiry) : nothing)));
}

function ofMember(member: MemberExpression, carrier: Carrier, inquiry: Inquiry): Fate {
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
  if (inquiry.throwsOnError(call)) return { ...thrownAt(call, inquiry), read: true };
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
  if (
    /^(then|thenApply|thenAccept|thenCompose|tap|map|flatMap|forEach|filter|some|every|find|findIndex|Where|Any|All|First|FirstOrDefault|Select|SelectMany|ForEach|each|any|all|anyMatch|allMatch|noneMatch|reject|partition|sort|stream|on|once|subscribe|doOnNext|toEntity|bodyToMono)$/.test(
      name,
    )
  ) {
    const [first] = callbacks;
    if (name === 'on' || name === 'once') return onEvent(call, inquiry);
    if (first === undefined) return follow(call, carrier, inquiry);
    const ran = runWith(first, 0, carrier, call, inquiry);
    // `.then(fn)` goes on with what `fn` gives, which is followed from there; a filtered list too.
    return /^(then|tap|doOnNext)$/.test(name) && name !== 'then'
      ? both(ran, follow(call, carrier, inquiry))
      : ran;
  }
  if (/^(reduce|Aggregate|inject)$/.test(name) && callbacks[0])
    return runWith(callbacks[0], 1, carrier, call, inquiry);
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
function runWith(
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
function passedOn(fate: Fate, call: CallExpression, inquiry: Inquiry): Fate {
  const here: Fate = { ...fate, passes: null, told: { ...fate.told, evidence: inquiry.at(call) } };
  if (!fate.passes) return here;
  if (fate.passes.as === 'exception') {
    return both(here, inquiry.isJavaScript ? rejected(call, inquiry) : thrownAt(call, inquiry));
  }
  return both(here, fate.passes.carrier ? follow(call, fate.passes.carrier, inquiry) : nothing);
}

function ofIndex(expression: IndexExpression, carrier: Carrier, inquiry: Inquiry): Fate {
  const key = keyOf(expression);
  if (key !== null && /duplicateResu?l?t/i.test(key))
    return told('duplicates', 'is recognised', inquiry.at(expression));
  const inner = key === null ? carrier : memberOf(carrier, key);
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

/** `[r for r in results if not r['success']]`: the failed ones. */
function ofComprehension(
  list: Extract<Expression, { kind: 'list' }>,
  carrier: Carrier,
  inquiry: Inquiry,
): Fate {
  const tests = (list.loops ?? []).flatMap((loop) => loop.tests);
  if (tests.length === 0) return nothing;
  const marker = duplicateMarker(tests, inquiry);
  if (marker) return told('duplicates', 'is recognised', inquiry.at(marker));
  const known = tests.map((test) => knownOf(test, inquiry));
  if (known.every((one) => one === undefined)) return nothing;
  const isFailed = !known.includes(false);
  return {
    ...follow(
      list,
      isFailed ? { what: 'error', known: carrier.known } : { what: 'successes', known: undefined },
      inquiry,
    ),
    read: true,
  };
}

function ofOperator(
  parent: Extract<Expression, { kind: 'unary' | 'binary' }>,
  expression: Expression,
  carrier: Carrier,
  inquiry: Inquiry,
): Fate {
  if (parent.kind === 'unary') {
    if (/^(void|delete|typeof)$/.test(parent.operator)) return nothing;
    return follow(parent, parent.operator === '!' ? flag(knownOf(parent, inquiry)) : carrier, inquiry);
  }
  const marker = duplicateMarker([parent.left === expression ? parent.right : parent.left], inquiry);
  if (marker && /^(==|!=|in|=~|instanceof|is)$/.test(parent.operator)) {
    return told('duplicates', 'is recognised', inquiry.at(marker));
  }
  if (/^(\+|\?\?|\|\|)$/.test(parent.operator)) {
    const isText = parent.operator === '+';
    const ran = isText || inquiry.index.role(expression) === 'right' ? nothing : decide(parent, inquiry);
    const known = knownOf(parent, inquiry);
    if (carrier.what === 'flag' && !isText) return both(ran, follow(parent, flag(known), inquiry));
    return both(
      ran,
      follow(parent, isText && carrier.what !== 'absent' ? flag(undefined) : carrier, inquiry),
    );
  }
  const known = knownOf(parent, inquiry);
  if (parent.operator === '&&' && inquiry.index.role(expression) === 'right')
    return follow(parent, carrier, inquiry);
  return both(decide(parent, inquiry), follow(parent, flag(known), inquiry));
}

/** `ok ? data : null`: what it gives where the save was refused. */
function ofConditional(parent: Extract<Expression, { kind: 'conditional' }>, inquiry: Inquiry): Fate {
  const known = knownOf(parent.test, inquiry);
  if (known === undefined) return follow(parent, flag(undefined), inquiry);
  const value = known ? parent.then : parent.otherwise;
  if (value.kind === 'null') return follow(parent, absent, inquiry);
  return follow(parent, flag(knownOf(value, inquiry)), inquiry);
}

function ofAssigned(parent: AssignExpression, carrier: Carrier, inquiry: Inquiry): Fate {
  const { target } = parent;
  const on = inquiry.index.parent(parent)?.kind === 'expression' ? nothing : follow(parent, carrier, inquiry);
  if (target.kind === 'list')
    return both(on, all(target.items.map((item) => ofName(item, carrier, inquiry))));
  if (target.kind === 'name') {
    const variable = inquiry.index.variable(target);
    if (variable)
      return both(on, fateOfVariable(variable, parent.operator === '=' ? carrier : flag(undefined), inquiry));
  }
  if (carrier.what === 'absent') return on;
  const root = rootOf(target);
  const holder = root && target !== root && root.name !== 'this' ? inquiry.index.variable(root) : null;
  if (holder && !holder.isParameter) {
    return both(on, { ...touching(target, false, parent, [parent], inquiry), read: true });
  }
  const level = carrier.what === 'result' ? 'unknown' : 'errors';
  return both(on, told(level, `is kept in ${shown(target)}`, inquiry.at(parent)));
}

function ofArgument(call: CallExpression, expression: Expression, carrier: Carrier, inquiry: Inquiry): Fate {
  const place = inquiry.at(call);
  if (carrier.what === 'absent') return ofAbsentArgument(call, inquiry);
  if (inquiry.isLogging(call)) return told('logs', 'is only logged', place);
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

function ofAbsentArgument(call: CallExpression, inquiry: Inquiry): Fate {
  const promise = call.callee.kind === 'name' ? promiseOf(call.callee, inquiry) : null;
  return promise && !promise.isReject ? follow(promise.made, absent, inquiry) : nothing;
}

/** `len(failed)`, `JSON.parse(body)`, `str(error)`, `zip(rows, results)`, `any(…)`. */
function ofPlainFunction(call: CallExpression, carrier: Carrier, inquiry: Inquiry): Fate {
  const name = calledName(call);
  if (name === 'len') return carrier.what === 'error' ? follow(call, flag(1), inquiry) : nothing;
  const [first] = call.arguments;
  if (/^(filter|map)$/.test(name) && first?.value.kind === 'function') {
    // Python's `filter(lambda row: …, rows)`.
    return runWith(first.value, 0, carrier, call, inquiry);
  }
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
  return follow(call, carrier, inquiry);
}

/** `results.push(result)`: what becomes of the collection. */
function ofCollected(call: CallExpression, receiver: Expression, carrier: Carrier, inquiry: Inquiry): Fate {
  const variable = receiver.kind === 'name' ? inquiry.index.variable(receiver) : null;
  if (variable && !variable.isParameter) {
    return { ...fateOfVariable(variable, carrier, inquiry, [call]), read: true };
  }
  const how = variable ? `is handed back in ${shown(receiver)}` : `is kept in ${shown(receiver)}`;
  return told(carrier.what === 'result' ? 'unknown' : 'errors', how, inquiry.at(call));
}
