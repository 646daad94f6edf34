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
  readonly made: { readonly frame: Frame; readonly at: NewExpression; readonly by: BoundBody } | null;
  readonly depth: number;
  /** Shared by all frames of one evaluation, to end where code goes round in circles. */
  readonly fuel: { left: number; readonly underWay: Set<Node> };
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
  if (made?.by.body === bound.body) return enter(made.frame, bound, made.at);
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
