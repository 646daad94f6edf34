import type { PlanItem } from '../../../server/src/protocol.ts';
import { type AuditCommand, type ScaffoldPart, scaffoldedParts } from '../../src/audit/messages.ts';

/** What does the same in the editor; null: nothing. */
export function commandOf(kind: PlanItem['means'][number]['kind'], name: string): AuditCommand | null {
  if (kind === 'scaffold') return 'scaffold';
  if (kind === 'template') return 'newRule';
  if (kind !== 'command') return null;
  if (name.startsWith('duplicate-rules impact ')) return 'compareImpact';
  return name.startsWith('duplicate-rules rules --org') ? 'compareRules' : null;
}

/** Which of the parts that can be scaffolded is meant; null: none in particular. */
export function partOf(name: string): ScaffoldPart | null {
  return scaffoldedParts.find((part) => part === name) ?? null;
}
