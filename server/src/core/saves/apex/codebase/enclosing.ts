import type { ApexCodebase } from './codebase.ts';
import type { OwnedBody } from './owned.ts';

/** The member in which a body stands, for a reader: `Outer.Inner.method`, `LeadTrigger`, `script`. */
export function enclosingName({ owner }: OwnedBody, codebase: ApexCodebase): string {
  const { type, member, unit } = owner;
  const className = type ? (codebase.info(type)?.qualifiedName ?? type.name.name) : null;
  const memberName = 'name' in member ? member.name.name : null;
  if (className) return memberName && memberName !== className ? `${className}.${memberName}` : className;
  return memberName ?? unit.trigger?.name.name ?? 'script';
}
