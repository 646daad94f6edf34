import { type Place, place, type Span } from '../../../text.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { MemberSymbol } from '../bind/symbols.ts';
import type { CallExpression, Expression, MethodDeclaration, NewExpression, Node } from '../syntax.ts';

/** A method that a call leads to, with its code. */
export interface Callee {
  readonly method: MethodDeclaration;
  readonly bound: BoundBody;
}

/** What the evaluation of values asks of the code base. */
export interface CodeLookup {
  /** The method with code that a call certainly leads to; null where it cannot be told. */
  callee(call: CallExpression | NewExpression, from: BoundBody): Callee | null;
  /** The initialiser of a field, or the getter of a property. */
  initialValue(member: MemberSymbol): BoundBody | null;
  /** All other code that may set a field: bodies of the class that declares it. */
  bodiesAround(member: MemberSymbol): readonly BoundBody[];
  /** Code of subclasses that may set a field which they inherit. */
  bodiesBelow(member: MemberSymbol): readonly BoundBody[];
}

/**
 * A body in the course of a call: values of its parameters are looked up in the caller. Without a caller
 * they stay parameters.
 */
export interface Frame {
  readonly bound: BoundBody;
  readonly lookup: CodeLookup;
  readonly caller: {
    readonly frame: Frame;
    readonly arguments: readonly Expression[];
    readonly at: Node;
  } | null;
  /** The expression that made the object whose code runs, where one of several is looked at. */
  readonly made: Making | null;
  readonly depth: number;
  /** Shared by all frames of one evaluation, to end where code goes round in circles. */
  readonly fuel: { left: number; readonly underWay: Set<Node> };
}

/** A call of a constructor: `new`, or the `super(…)` or `this(…)` in the constructor that `new` calls. */
export interface Making {
  readonly frame: Frame;
  readonly at: NewExpression | CallExpression;
  readonly by: BoundBody;
  /** The call of a further constructor in this one. */
  readonly further: Making | null;
}

/** The call of the constructor with the body, where the object was made by way of it. */
export function makingBy(made: Making | null, body: BoundBody['body']): Making | null {
  for (let at = made; at; at = at.further) if (at.by.body === body) return at;
  return null;
}

/** How `new` makes its object; null where no constructor with code is called. */
export function makingOf(at: NewExpression | CallExpression, frame: Frame): Making | null {
  const callee = frame.lookup.callee(at, frame.bound);
  const inner = callee ? enter(frame, callee.bound, at) : null;
  if (!callee || !inner) return null;
  const handedOn = callee.bound
    .nodes('call')
    .find(({ target, name }) => !target && /^(?:super|this)$/i.test(name.name));
  return { frame, at, by: callee.bound, further: handedOn ? makingOf(handedOn, inner) : null };
}

const maximumDepth = 8;
const initialFuel = 500;

export function outermost(bound: BoundBody, lookup: CodeLookup): Frame {
  return {
    bound,
    lookup,
    caller: null,
    made: null,
    depth: 0,
    fuel: { left: initialFuel, underWay: new Set() },
  };
}

/** The frame of a callee; null where calls nest so deep that following them would tell nothing. */
export function enter(frame: Frame, callee: BoundBody, call: CallExpression | NewExpression): Frame | null {
  if (frame.depth >= maximumDepth) return null;
  return {
    bound: callee,
    lookup: frame.lookup,
    caller: { frame, arguments: call.arguments, at: call },
    made: frame.made,
    depth: frame.depth + 1,
    fuel: frame.fuel,
  };
}

/** The frame of code that runs without arguments, or with those that the object was made with. */
export function enterPlain(frame: Frame, bound: BoundBody): Frame | null {
  if (frame.depth >= maximumDepth) return null;
  const { made } = frame;
  const making = makingBy(made, bound.body);
  if (making) return enter(making.frame, bound, making.at);
  return { bound, lookup: frame.lookup, caller: null, made, depth: frame.depth + 1, fuel: frame.fuel };
}

export function placeIn(frame: Frame, span: Span): Place {
  return place(frame.bound.body.anchor, span);
}

/** Strips parentheses and casts, which do not change a value. */
export function plain(expression: Expression): Expression {
  let at = expression;
  while (at.kind === 'parenthesized' || at.kind === 'cast') {
    at = at.kind === 'cast' ? at.operand : at.inner;
  }
  return at;
}

/** The value that a write gives: of `x = v` or of a declarator; null for `x++` and the like. */
export function writtenValue(write: Node | null): Expression | null {
  if (write?.kind === 'assignment') return write.operator === '=' ? write.value : null;
  return write?.kind === 'declarator' ? write.initializer : null;
}

/** Code as a message quotes it: on one line, and not all of it where it is long. */
export function shortened(code: string, most: number): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}
