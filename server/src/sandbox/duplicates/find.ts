import type { Values } from '../data/values.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { asSaved } from './asSaved.ts';
import type { RuleHit } from './hits.ts';

/**
 * What findDuplicates and predupe find: one hit per active rule, with or without matches. `id`: of an existing
 * record, over which the values are laid.
 */
export function findDuplicates(
  org: Org,
  session: Session,
  object: SandboxObject,
  values: Values,
  id: string | null,
): readonly RuleHit[] {
  const { openPoints } = org;
  const record = id === null ? null : org.store.record(id);
  const operation = record === null ? 'insert' : openPoints.actionForId;
  const merged = asSaved(object, values, record, session);
  const hits = org.detector.detect(
    { object, values: merged, operation, id, session },
    {
      honourConditions: openPoints.findHonoursConditions,
      enforcesSharing: ({ security }) => openPoints.findEnforcesSharing && security !== 'BypassSharingRules',
      runUndecidedConditions: openPoints.runUndecidedConditions,
      changed: null,
      candidatesOverCap: openPoints.candidatesOverCap,
    },
  );
  return openPoints.findNamesQuietRules ? hits : hits.filter(({ reaction }) => refuses(reaction));
}

function refuses({ action, alert }: RuleHit['reaction']): boolean {
  return action === 'Block' || alert;
}
