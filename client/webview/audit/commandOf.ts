import type { PlanItem } from '../../../server/src/protocol.ts';
import type { AuditCommand } from '../../src/audit/messages.ts';

/** What does the same in the editor; null: nothing. */
export function commandOf(kind: PlanItem['means'][number]['kind'], name: string): AuditCommand | null {
  if (kind === 'scaffold') return 'scaffold';
  if (kind === 'template') return 'newRule';
  if (kind !== 'command') return null;
  if (name.startsWith('duplicate-rules impact ')) return 'compareImpact';
  return name.startsWith('duplicate-rules rules --org') ? 'compareRules' : null;
}
