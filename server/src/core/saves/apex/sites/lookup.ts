import type { BoundBody } from '../bind/bind.ts';
import type { MemberSymbol } from '../bind/symbols.ts';
import type { FoundMethod } from '../codebase/codebase.ts';
import type { Callee, CodeLookup } from '../options/frame.ts';
import type { CallExpression, NewExpression, TypeDeclaration } from '../syntax.ts';
import type { ApexTypes } from '../types/types.ts';

/** Answers the questions of value and refusal analysis from the code base. */
export function codeLookup(types: ApexTypes): CodeLookup {
  const { codebase } = types;
  return {
    callee: (call, from) => calleeOf(call, from, types),
    initialValue(member: MemberSymbol): BoundBody | null {
      const { declaration } = member;
      const body = declaration.kind === 'field' ? declaration.initializer : declaration.getter;
      const owned = body && codebase.bodiesOfType(member.owner).find((one) => one.body === body);
      return owned ? codebase.bind(owned) : null;
    },
    bodiesAround: (member) => bodiesNaming(member, [member.owner], codebase),
    bodiesBelow(member: MemberSymbol): readonly BoundBody[] {
      const { keywords } = member.declaration.modifiers;
      const isInherited = ['protected', 'public', 'global'].some((keyword) => keywords.has(keyword));
      return isInherited ? bodiesNaming(member, codebase.subtypes(member.owner), codebase) : [];
    },
  };
}

function bodiesNaming(
  member: MemberSymbol,
  types: readonly TypeDeclaration[],
  codebase: ApexTypes['codebase'],
): BoundBody[] {
  return codebase
    .mentioning(
      member.name,
      types.flatMap((type) => codebase.bodiesOfType(type)),
    )
    .map((owned) => codebase.bind(owned));
}

function calleeOf(call: CallExpression | NewExpression, from: BoundBody, types: ApexTypes): Callee | null {
  const found = call.kind === 'call' ? methodOf(call, from, types) : types.resolveNew(call, from);
  if (!found) return null;
  const unit = found.type ? types.codebase.info(found.type)?.unit : from.owner.unit;
  const bound = unit ? types.codebase.bindMethod(found.method, found.type, unit) : null;
  return bound ? { method: found.method, bound } : null;
}

function methodOf(call: CallExpression, from: BoundBody, types: ApexTypes): FoundMethod | null {
  const target = types.resolveCall(call, from);
  return target.kind === 'method' ? target : null;
}
