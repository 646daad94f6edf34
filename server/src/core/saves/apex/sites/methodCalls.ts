import type { BoundBody } from '../bind/bind.ts';
import { overriding } from '../resolve/callFrame.ts';
import type { CallExpression, MethodDeclaration, TypeDeclaration } from '../syntax.ts';
import type { CallTarget } from '../types/callTargets.ts';
import type { SiteContext } from './context.ts';

export interface MethodCall {
  readonly call: CallExpression;
  readonly caller: BoundBody;
}

export interface MethodCalls {
  readonly calls: readonly MethodCall[];
  /** No call of that name leads to a method that is not known. */
  readonly isComplete: boolean;
}

type Code = Pick<SiteContext, 'codebase' | 'types'>;

const none: MethodCalls = { calls: [], isComplete: false };

/** The calls outside tests of the method whose body it is. */
export function methodCalls(bound: BoundBody, { codebase, types }: Code): MethodCalls {
  const { member, type } = bound.owner;
  if (!('parameters' in member) || member.kind !== 'method') return none;
  const name = member.name.name.toLowerCase();
  const calls: MethodCall[] = [];
  let isComplete = true;
  for (const owned of codebase.bodiesCalling(name)) {
    const caller = codebase.bind(owned);
    for (const call of caller.callsNamed(name)) {
      if (call.kind !== 'call' || call.arguments.length !== member.parameters.length) continue;
      const target = types.resolveCall(call, caller);
      // Declarations are read anew with their file; the body stays the same object while its text does.
      if (target.kind === 'method' && target.method.body === bound.body) calls.push({ call, caller });
      else if (type && mayLeadTo(type, target)) isComplete = false;
    }
  }
  return { calls, isComplete };
}

/** `namespace.Service` is written for a class of the package's own, too. */
function mayLeadTo(type: TypeDeclaration, target: CallTarget): boolean {
  if (target.kind !== 'platform') return target.kind === 'unknown';
  const { receiver } = target;
  if (receiver && receiver.kind !== 'platform') return false;
  const path = receiver ? receiver.name : target.name.slice(0, target.name.lastIndexOf('.'));
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase() === type.name.name.toLowerCase();
}

const ofNoConsequence = /^(testvisible|suppresswarnings|deprecated)$/i;
const openToOthers = ['global', 'webservice', 'virtual', 'abstract', 'override'];

/** Whether only calls that name the method and its class lead to the body: neither the platform's nor inherited ones. */
export function isCalledByNameOnly({ owner }: BoundBody, { codebase }: Code): boolean {
  const { member: method, type } = owner;
  if (!type || !('parameters' in method) || method.kind !== 'method') return false;
  const { annotations, keywords } = method.modifiers;
  if (annotations.some(({ name }) => !ofNoConsequence.test(name))) return false;
  if (openToOthers.some((keyword) => keywords.has(keyword))) return false;
  const isOpen = keywords.has('public') || keywords.has('protected');
  if (isOpen && isCalledByPages(method)) return false;
  const isInherited = type.interfaces.length > 0 || type.superclass !== null;
  if (isOpen && isInherited && !keywords.has('static')) return false;
  return !isOverloaded(method, type, codebase);
}

/** A page calls methods of its controller: actions and getters without parameters, and setters. */
function isCalledByPages({ name, parameters }: MethodDeclaration): boolean {
  return parameters.length === 0 || (parameters.length === 1 && /^set/i.test(name.name));
}

/** Whether a call may mean another method with as many parameters, which types of arguments tell apart. */
function isOverloaded(method: MethodDeclaration, type: TypeDeclaration, codebase: Code['codebase']): boolean {
  const name = method.name.name;
  const count = method.parameters.length;
  return (
    [type, ...type.types].some((one) =>
      codebase.methods(one, name, count).some((found) => found.method !== method),
    ) || overriding({ method, type }, codebase).length > 0
  );
}
