import type { OptionValue } from '../../site.ts';
import { isLocal, type LocalSymbol, type MemberSymbol } from '../bind/symbols.ts';
import type { CallExpression, Expression, Node } from '../syntax.ts';
import { either } from './booleans.ts';
import { effectsOf, endOf } from './effects.ts';
import { enter, enterPlain, type Frame, makingBy, placeIn, plain, shortened, writtenValue } from './frame.ts';
import { hasRun, returnsCached } from './guards.ts';
import {
  eitherState,
  freshState,
  type OptionState,
  parameterState,
  unknownState,
  withValue,
} from './state.ts';

/**
 * What a Database.DMLOptions expression holds where control stands at `at`: its members, each with the place
 * where it was set. Null for `null`, and for expressions that hold no options.
 */
export function optionsOf(expression: Expression, frame: Frame, at: Node): OptionState | null {
  const node = plain(expression);
  if (frame.fuel.left-- <= 0) return unknownState('the code goes round in circles', placeIn(frame, node));
  switch (node.kind) {
    case 'literal':
      return null;
    case 'new':
      return freshState(placeIn(frame, node));
    case 'ternary': {
      const then = optionsOf(node.then, frame, at);
      const otherwise = optionsOf(node.otherwise, frame, at);
      if (!then || !otherwise) return then ?? otherwise;
      return eitherState(then, otherwise, shortened(frame.bound.text(node.condition), 80));
    }
    case 'binary':
      return node.operator === '??' ? optionsOf(node.left, frame, at) : null;
    case 'assignment':
      return optionsOf(node.value, frame, at);
    case 'name':
    case 'member':
      return ofVariable(node, frame, at);
    case 'call':
      return ofCall(node, frame);
    default:
      return unknownState(shortened(frame.bound.text(node), 60), placeIn(frame, node));
  }
}

function ofVariable(node: Expression, frame: Frame, at: Node): OptionState {
  const { bound } = frame;
  const symbol = node.kind === 'name' ? bound.symbolOf(node) : bound.memberOf(node);
  if (!symbol || symbol.kind === 'type') return unknownState(bound.text(node), placeIn(frame, node));
  return ofSymbol(symbol, node, frame, at);
}

/** The state after the last assignment, and after all that was set on the object since. */
function ofSymbol(symbol: LocalSymbol | MemberSymbol, node: Expression, frame: Frame, at: Node): OptionState {
  const { bound } = frame;
  let state: OptionState | null = isLocal(symbol)
    ? ofParameter(symbol, node, frame)
    : ofField(symbol, node, frame);
  for (const effect of effectsOf(symbol, frame, at)) {
    const ran = hasRun(effect.node, at, frame, symbol);
    if (ran.kind === 'never') continue;
    const before: OptionState = state ?? freshState(placeIn(frame, effect.node));
    const after = applied(effect, before, frame);
    if (ran.kind === 'always') state = after;
    else state = eitherConditional(after, before, ran.text, effect.kind === 'assign');
  }
  return state ?? unknownState(bound.text(node), placeIn(frame, node));
}

type Effect = ReturnType<typeof effectsOf>[number];

function applied(effect: Effect, before: OptionState, frame: Frame): OptionState {
  switch (effect.kind) {
    case 'assign': {
      const value = writtenValue(effect.node);
      const state = value ? optionsOf(value, frame, effect.node) : null;
      return state ?? unknownState('null', placeIn(frame, effect.node));
    }
    case 'set':
      return withValue(before, effect.member, effect.value);
    case 'forget':
      return unknownState(effect.why, placeIn(frame, effect.node));
  }
}

/** A member that is set under a condition keeps the place where it is set. */
function eitherConditional(
  after: OptionState,
  before: OptionState,
  when: string,
  isAssignment: boolean,
): OptionState {
  if (isAssignment) return eitherState(after, before, when);
  const values = { ...before.values };
  for (const key of Object.keys(values) as (keyof typeof values)[]) {
    if (after.values[key] !== before.values[key])
      values[key] = merged(after.values[key], before.values[key], when, after);
  }
  return { values, place: before.place };
}

function merged(after: OptionValue, before: OptionValue, when: string, state: OptionState): OptionValue {
  if (after.kind === 'parameter') return after;
  return either(after, before, when, after.kind === 'unset' ? state.place : after.place);
}

function ofParameter(symbol: LocalSymbol, node: Expression, frame: Frame): OptionState | null {
  if (symbol.parameterIndex === null) return null;
  const { caller } = frame;
  if (!caller) return parameterState(symbol.name, placeIn(frame, node));
  const given = caller.arguments[symbol.parameterIndex];
  return given ? optionsOf(given, caller.frame, caller.at) : null;
}

/** The initialiser or getter, and what constructors, static code and other methods of the class set. */
function ofField(symbol: MemberSymbol, node: Expression, frame: Frame): OptionState | null {
  const initial = frame.lookup.initialValue(symbol);
  if (initial?.body === frame.bound.body) return null;
  const inner = initial ? enterPlain(frame, initial) : null;
  let state: OptionState | null = null;
  if (initial && inner) {
    state =
      initial.root.kind === 'block'
        ? ofReturns(inner)
        : optionsOf(initial.root as Expression, inner, initial.root);
  }
  const around = frame.lookup
    .bodiesAround(symbol)
    .filter(({ body }) => body !== frame.bound.body && body !== initial?.body);
  const after = (start: OptionState | null, body: Frame['bound']) =>
    afterOtherCode(symbol, start, body, node, frame);
  state = around.filter((body) => roleOf(body) === 'set-up').reduce(after, state);
  state = byConstructors(
    around.filter((body) => roleOf(body) === 'constructor' && body.usesOf(symbol).length > 0),
    state,
    after,
    frame,
  );
  state = around.filter((body) => roleOf(body) === 'method').reduce(after, state);
  for (const body of frame.lookup.bodiesBelow(symbol)) {
    const kind = kindOf(symbol, body, frame);
    if (kind === null || body.body === frame.bound.body) continue;
    state = afterOtherCode(symbol, state, body, node, frame, kind);
  }
  return state;
}

type Role = 'set-up' | 'constructor' | 'method';

function roleOf({ owner: { member } }: Frame['bound']): Role {
  if (!('kind' in member) || member.kind === 'initializer') return 'set-up';
  return member.kind === 'constructor' ? 'constructor' : 'method';
}

/** One constructor makes an object: the one of the `new` that is looked at, else any of them. */
function byConstructors(
  constructors: readonly Frame['bound'][],
  start: OptionState | null,
  after: (start: OptionState | null, body: Frame['bound']) => OptionState | null,
  frame: Frame,
): OptionState | null {
  const making = constructors.filter(({ body }) => makingBy(frame.made, body) !== null);
  const states = (making.length > 0 ? making : constructors).map((body) => after(start, body));
  return states.reduce((one, other) => {
    if (!one || !other) return one ?? other;
    return mergedStates(one, other);
  }, states[0] ?? start);
}

/** One of two objects, as their constructors make them; a value that callers know goes before the other. */
function mergedStates(one: OptionState, other: OptionState): OptionState {
  if (one === other) return one;
  const values = { ...one.values };
  for (const key of Object.keys(values) as (keyof typeof values)[]) {
    const [a, b] = [one.values[key], other.values[key]];
    const [first, second] = isTrue(b) || a.kind === 'unset' ? [b, a] : [a, b];
    const given = [a, b].find(({ kind }) => kind === 'parameter');
    values[key] = given ?? either(first, second, 'one of the constructors made it', one.place);
  }
  return { values, place: one.place };
}

function isTrue(value: OptionValue): boolean {
  return value.kind === 'known' && value.value;
}

/** The condition under which code of a subclass has run; empty in the subclass itself, null where it cannot. */
function kindOf(symbol: MemberSymbol, { owner }: Frame['bound'], frame: Frame): string | null {
  const here = frame.bound.owner;
  const name = owner.type?.name.name ?? '';
  if (owner.unit.uri === here.unit.uri && name === here.type?.name.name) return '';
  return here.type?.name.name === symbol.owner.name.name ? `it is a ${name}` : null;
}

function afterOtherCode(
  symbol: MemberSymbol,
  start: OptionState | null,
  body: Frame['bound'],
  node: Expression,
  frame: Frame,
  kind = '',
): OptionState | null {
  if (body.usesOf(symbol).length === 0) return start;
  const inner = enterPlain(frame, body);
  if (!inner) return start;
  const { member } = body.owner;
  const isSetUp = roleOf(body) !== 'method';
  let state = start;
  for (const effect of effectsOf(symbol, inner, endOf(body.root))) {
    const before: OptionState = state ?? freshState(placeIn(frame, node));
    const after = applied(effect, before, inner);
    const ran = hasRun(effect.node, endOf(body.root), inner, symbol);
    if (ran.kind === 'never') continue;
    const guard = [kind, ran.kind === 'when' ? ran.text : ''].filter((text) => text).join(' and ') || null;
    if ((effect.kind === 'assign' && kind === '') || (isSetUp && !guard)) state = after;
    else state = eitherConditional(after, before, guard ?? `${nameOf(member)} was called`, false);
  }
  return state;
}

function nameOf(member: Frame['bound']['owner']['member']): string {
  return 'name' in member ? `${member.name.name}()` : 'other code';
}

function ofCall(call: CallExpression, frame: Frame): OptionState {
  const callee = frame.lookup.callee(call, frame.bound);
  const inner = callee ? enter(frame, callee.bound, call) : null;
  const state = inner ? ofReturns(inner) : null;
  return state ?? unknownState(shortened(frame.bound.text(call), 60), placeIn(frame, call));
}

/** What the return statements give; several that differ make the differing members conditional. */
function ofReturns(frame: Frame): OptionState | null {
  const { bound } = frame;
  let state: OptionState | null = null;
  const returns = bound.nodes('return');
  const making = returns.filter((statement) => !returnsCached(statement, frame));
  for (const statement of making.length > 0 ? making : returns) {
    const next = statement.value ? optionsOf(statement.value, frame, statement) : null;
    if (!next) continue;
    state = state ? eitherState(next, state, bound.guard(statement, bound.root) ?? 'on another path') : next;
  }
  return state;
}
