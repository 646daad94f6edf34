import type { BoundBody } from '../bind/bind.ts';
import { isLocal, type LocalSymbol, type MemberSymbol } from '../bind/symbols.ts';
import type { Use } from '../bind/uses.ts';
import type { CallExpression, Expression, Node } from '../syntax.ts';
import {
  type CallFrame,
  enterCall,
  implementationsOf,
  makersOf,
  outermostCall,
  selfOfCall,
} from './callFrame.ts';
import { isObjectToken } from './objectTokens.ts';
import type { RecordFlow } from './records.ts';

/** Stands in a text for a part that is not known. */
export const gap = '\0';

const mostTexts = 12;
const mostSteps = 400;
const maxDepth = 12;

/**
 * The texts that a String may hold where control stands at it, each with gaps for what is not known. A token
 * or description of an object counts as the object's name.
 */
export class Texts {
  /** Whether subclasses decide which it is. */
  varies = false;
  readonly #flow: RecordFlow;
  readonly #underWay = new Set<string>();
  #steps = mostSteps;
  #depth = 0;

  constructor(flow: RecordFlow) {
    this.#flow = flow;
  }

  of(expression: Expression, bound: BoundBody, frame: CallFrame): readonly string[] {
    if (this.#steps-- <= 0 || this.#depth >= maxDepth) return [gap];
    this.#depth++;
    try {
      return limited(this.#of(expression, bound, frame));
    } finally {
      this.#depth--;
    }
  }

  #of(expression: Expression, bound: BoundBody, frame: CallFrame): readonly string[] {
    switch (expression.kind) {
      case 'literal':
        if (expression.value === null) return [];
        return [typeof expression.value === 'string' ? expression.value : gap];
      case 'parenthesized':
        return this.of(expression.inner, bound, frame);
      case 'cast':
        return this.of(expression.operand, bound, frame);
      case 'assignment':
        return expression.operator === '=' ? this.of(expression.value, bound, frame) : [gap];
      case 'ternary':
        return [...this.of(expression.then, bound, frame), ...this.of(expression.otherwise, bound, frame)];
      case 'binary':
        if (expression.operator === '??')
          return [...this.of(expression.left, bound, frame), ...this.of(expression.right, bound, frame)];
        if (expression.operator !== '+') return [gap];
        return operandsOf(expression)
          .map((operand) => this.of(operand, bound, frame))
          .reduce(joined);
    }
    const named = isObjectToken(expression, bound, this.#flow.types)
      ? this.#nameOf(expression, bound, frame)
      : this.#named(expression, bound, frame);
    return named ?? [gap];
  }

  #named(expression: Expression, bound: BoundBody, frame: CallFrame): readonly string[] | null {
    if (expression.kind === 'call') return this.#call(expression, bound, frame);
    if (expression.kind !== 'name' && expression.kind !== 'member') return null;
    const symbol = expression.kind === 'name' ? bound.symbolOf(expression) : bound.memberOf(expression);
    if (symbol && symbol.kind !== 'type') {
      return isLocal(symbol)
        ? this.#local(symbol, expression, bound, frame)
        : this.#field(symbol, expression, bound, frame);
    }
    // `SObjectType.Lead.name`
    const isName = expression.kind === 'member' && /^(?:name|localname)$/i.test(expression.name.name);
    return isName ? this.#nameOf(expression.target, bound, frame) : null;
  }

  /** The names of the objects that a token may stand for. */
  #nameOf(token: Expression, bound: BoundBody, frame: CallFrame): readonly string[] | null {
    if (!isObjectToken(token, bound, this.#flow.types)) return null;
    const contents = this.#flow.contents(token, bound, this.#flow.startIn(frame));
    if (contents.varies) this.varies = true;
    const names = [...contents.names.values()];
    for (const origin of contents.origins.values()) {
      const { caller } = frame;
      const argument = origin.kind === 'parameter' ? caller?.arguments[origin.index] : undefined;
      names.push(...(argument && caller ? this.of(argument, caller.bound, caller.frame) : [gap]));
    }
    return contents.unknown.size > 0 || names.length === 0 ? [...names, gap] : names;
  }

  /** What is written to the variable on the way to its use: `q = 'SELECT …'; if (…) { q += ' FROM Lead'; }`. */
  #local(symbol: LocalSymbol, at: Node, bound: BoundBody, frame: CallFrame): readonly string[] {
    const key = `${bound.body.anchor.uri}@${bound.body.anchor.offset} ${symbol.key}`;
    if (this.#underWay.has(key)) return [gap];
    this.#underWay.add(key);
    try {
      const start = symbol.parameterIndex === null ? [] : this.#parameter(symbol, bound, frame);
      return bound
        .usesOf(symbol)
        .filter(({ role, context }) => role === 'write' && context && bound.reaches(context, at))
        .reduce((before, use) => this.#written(before, use, at, bound, frame), start);
    } finally {
      this.#underWay.delete(key);
    }
  }

  #written(
    before: readonly string[],
    { context }: Use,
    at: Node,
    bound: BoundBody,
    frame: CallFrame,
  ): readonly string[] {
    const isCertain = bound.guard(context!, at) === null;
    if (context?.kind === 'declarator') {
      return context.initializer ? this.of(context.initializer, bound, frame) : [];
    }
    if (context?.kind !== 'assignment') return [gap];
    const added = appendedTo(context.target, context.value, context.operator, bound);
    const values = added
      ? joined(before, added.map((value) => this.of(value, bound, frame)).reduce(joined))
      : context.operator === '='
        ? this.of(context.value, bound, frame)
        : [gap];
    if (isCertain) return values;
    // Fields, conditions and the like: whether they are there makes no other query.
    const isDetail = added && before.length > 0 && before.every(isQuery) && values.every(hasOneFromAtMost);
    return isDetail && before.some(hasFrom) === values.some(hasFrom)
      ? values
      : limited([...before, ...values]);
  }

  #parameter(symbol: LocalSymbol, bound: BoundBody, frame: CallFrame): readonly string[] {
    const index = symbol.parameterIndex!;
    const { caller } = frame;
    if (caller) {
      const argument = caller.arguments[index];
      return argument ? this.of(argument, caller.bound, caller.frame) : [gap];
    }
    const { member, type } = bound.owner;
    if (!frame.byMakers || !type || !('parameters' in member) || member.kind !== 'constructor') return [gap];
    const makers = makersOf(bound, this.#flow.types).flatMap(({ at, bound: maker }) => {
      const argument = at.arguments[index];
      return argument ? this.of(argument, maker, { ...outermostCall, byMakers: true }) : [];
    });
    return makers.length > 0 ? makers : [gap];
  }

  #field(symbol: MemberSymbol, at: Expression, bound: BoundBody, frame: CallFrame): readonly string[] {
    if (this.#underWay.has(symbol.key)) return [];
    this.#underWay.add(symbol.key);
    try {
      const isOwn = at.kind === 'name' || bound.owner.type === symbol.owner;
      const inner: CallFrame = isOwn
        ? { caller: null, self: frame.self, byMakers: frame.byMakers }
        : outermostCall;
      return this.#flow.fields.writesTo(symbol).flatMap(({ value, bound: writer }) => {
        return value ? this.of(value, writer, writer.body === bound.body ? frame : inner) : [gap];
      });
    } finally {
      this.#underWay.delete(symbol.key);
    }
  }

  #call(call: CallExpression, bound: BoundBody, frame: CallFrame): readonly string[] | null {
    const { types } = this.#flow;
    const target = types.resolveCall(call, bound);
    const name = call.name.name.toLowerCase();
    const [first] = call.arguments;
    if (target.kind === 'platform') {
      if (/^string\.(?:escapesinglequotes|valueof|format)$/i.test(target.name) && first) {
        return this.of(first, bound, frame);
      }
      if (!call.target || call.arguments.length > 0) return null;
      if (/^(?:getname|getlocalname)$/.test(name)) return this.#nameOf(call.target, bound, frame);
      if (/^(?:tostring|trim)$/.test(name)) return this.of(call.target, bound, frame);
      return null;
    }
    if (target.kind === 'unknown') return null;
    const self = selfOfCall(call, target, bound, frame, types);
    const { methods, varies } = implementationsOf(call, target, self, types.codebase);
    if (varies) this.varies = true;
    const returned = methods.flatMap((one) => {
      const unit = one.type ? types.codebase.info(one.type)?.unit : bound.owner.unit;
      const inside = unit ? types.codebase.bindMethod(one.method, one.type, unit) : null;
      if (!inside) return [gap];
      const inner = enterCall(call, bound, frame, self);
      return inside.nodes('return').flatMap(({ value }) => (value ? this.of(value, inside, inner) : []));
    });
    return returned.length > 0 ? returned : null;
  }
}

/** The operands of `a + b + c`, which is a deep tree where there are many. */
function operandsOf(sum: Expression): Expression[] {
  const operands: Expression[] = [];
  let at = sum;
  while (at.kind === 'binary' && at.operator === '+') {
    operands.push(at.right);
    at = at.left;
  }
  operands.push(at);
  return operands.reverse();
}

/** What `q += a` and `q = q + a` add; null for other assignments. */
function appendedTo(
  target: Expression,
  value: Expression,
  operator: string,
  bound: BoundBody,
): Expression[] | null {
  if (operator === '+=') return [value];
  const [first, ...others] = operandsOf(value);
  const isSame =
    operator === '=' &&
    first?.kind === 'name' &&
    target.kind === 'name' &&
    bound.symbolOf(first)?.key === bound.symbolOf(target)?.key;
  return isSame && others.length > 0 ? others : null;
}

/** Each text of one side with each of the other; a side without texts is a gap. */
function joined(before: readonly string[], after: readonly string[]): readonly string[] {
  const ends = after.length > 0 ? after : [gap];
  const starts = before.length > 0 ? before : [gap];
  return limited(starts.flatMap((start) => ends.map((end) => start + end)));
}

function limited(texts: readonly string[]): readonly string[] {
  const distinct = [...new Set(texts)];
  return distinct.length > mostTexts ? [gap] : distinct;
}

const isQuery = (text: string): boolean => /^\s*select\b/i.test(text);
const hasFrom = (text: string): boolean => /\bfrom\b/i.test(text);
const hasOneFromAtMost = (text: string): boolean => (text.match(/\bfrom\b/gi) ?? []).length < 2;
