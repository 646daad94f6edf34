import type { BoundBody } from '../bind/bind.ts';
import type { ApexCodebase, FoundMethod } from '../codebase/codebase.ts';
import type {
  CallExpression,
  Expression,
  MethodDeclaration,
  NewExpression,
  TypeDeclaration,
} from '../syntax.ts';
import type { ApexTypes } from '../types/types.ts';

/** By which calls code came to run that is looked at. */
export interface CallFrame {
  readonly caller: {
    readonly bound: BoundBody;
    readonly arguments: readonly Expression[];
    readonly frame: CallFrame;
  } | null;
  /** The class of the object whose code runs; null where it may be of any subclass. */
  readonly self: TypeDeclaration | null;
  /** Whether it is the object's own code that asks: then what its constructors get is looked up at each `new`. */
  readonly byMakers: boolean;
}

export const outermostCall: CallFrame = { caller: null, self: null, byMakers: false };

export function enterCall(
  call: { readonly arguments: readonly Expression[] },
  bound: BoundBody,
  frame: CallFrame,
  self: TypeDeclaration | null,
): CallFrame {
  return { caller: { bound, arguments: call.arguments, frame }, self, byMakers: frame.byMakers };
}

/** The class of the object on which a call runs; null where it is that of the code at hand or one below it. */
export function selfOfCall(
  call: CallExpression,
  found: FoundMethod,
  bound: BoundBody,
  frame: CallFrame,
  types: ApexTypes,
): TypeDeclaration | null {
  const here = bound.owner.type;
  if (!call.target || isThisOrSuper(call.target)) {
    if (!here || !found.type || !types.codebase.superclasses(here).includes(found.type)) return null;
    return frame.self ?? (here === found.type ? null : here);
  }
  const receiver = types.typeOf(call.target, bound);
  return receiver.kind === 'class' ? receiver.declaration : null;
}

function isThisOrSuper(target: Expression): boolean {
  return target.kind === 'name' && /^(?:this|super)$/i.test(target.name);
}

/** The methods with code to which a call may lead, and whether subclasses decide which. */
export interface Implementations {
  readonly methods: readonly FoundMethod[];
  readonly varies: boolean;
}

const overridable = ['virtual', 'abstract', 'override'];

export function implementationsOf(
  call: CallExpression,
  found: FoundMethod,
  self: TypeDeclaration | null,
  codebase: ApexCodebase,
): Implementations {
  const { method, type } = found;
  const own = method.body ? [found] : [];
  const isFixed =
    method.body !== null && !overridable.some((keyword) => method.modifiers.keywords.has(keyword));
  const isSuper = call.target?.kind === 'name' && /^super$/i.test(call.target.name);
  if (!type || isFixed || isSuper) return { methods: own, varies: false };
  if (self) {
    const nearest = codebase
      .methods(self, method.name.name, method.parameters.length)
      .find((one) => one.method.body !== null && sameParameters(one.method, method));
    return { methods: nearest ? [nearest] : own, varies: false };
  }
  const isOwn = !call.target || isThisOrSuper(call.target);
  const below = isOwn ? overriding(found, codebase).filter((one) => sameParameters(one.method, method)) : [];
  return { methods: [...own, ...below], varies: below.length > 0 };
}

function sameParameters(one: MethodDeclaration, other: MethodDeclaration): boolean {
  return one.parameters.every(
    ({ type }, index) => type.name.toLowerCase() === other.parameters[index]?.type.name.toLowerCase(),
  );
}

/** The methods of subclasses and implementing classes, outside tests, that stand for the method. */
export function overriding({ method, type }: FoundMethod, codebase: ApexCodebase): FoundMethod[] {
  if (!type) return [];
  const name = method.name.name.toLowerCase();
  codebase.noteName(name);
  return codebase.subtypes(type).flatMap((subtype) => {
    if (codebase.isTest(subtype)) return [];
    codebase.see(subtype);
    return subtype.methods
      .filter(
        (one): one is MethodDeclaration =>
          one.body !== null &&
          one.parameters.length === method.parameters.length &&
          one.name.name.toLowerCase() === name,
      )
      .map((one) => ({ method: one, type: subtype }));
  });
}

/** The places outside tests where a constructor is called. */
export function makersOf(
  made: BoundBody,
  types: ApexTypes,
): { readonly at: NewExpression | CallExpression; readonly bound: BoundBody }[] {
  const { codebase } = types;
  const { type } = made.owner;
  if (!type) return [];
  const name = type.name.name.toLowerCase();
  const below = [type, ...codebase.subtypes(type)]
    .flatMap((one) => codebase.bodiesOfType(one))
    .filter(({ owner: { member } }) => 'kind' in member && member.kind === 'constructor');
  return [...new Set([...codebase.bodiesCalling(name), ...below])]
    .filter((owned) => !codebase.inTest(owned))
    .flatMap((owned) => {
      const bound = codebase.bind(owned);
      return [name, 'super', 'this']
        .flatMap((one) => bound.callsNamed(one))
        .filter((at) => {
          const target = at.kind === 'new' ? types.resolveNew(at, bound) : types.resolveCall(at, bound);
          return target !== null && 'method' in target && target.method.body === made.body;
        })
        .map((at) => ({ at, bound }));
    });
}
