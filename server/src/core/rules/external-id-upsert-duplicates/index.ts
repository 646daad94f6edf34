import { refusalSentences, remedySentences } from '../../outcome/describe.ts';
import { refusals, severityBy } from '../../outcome/reading.ts';
import { onSave } from '../reports.ts';
import type { Rule } from '../rule.ts';
import {
  canCarryOptions,
  handlingOf,
  handlingSentence,
  isExternalIdUpsert,
  isLost,
  isStated,
} from '../saves.ts';

export const externalIdUpsertDuplicates: Rule = {
  id: 'external-id-upsert-duplicates',
  description:
    'An upsert by external id has no branch for DUPLICATES_DETECTED: the external id picks the row, and a duplicate rule can still refuse it.',
  severities: ['warning', 'information'],
  on: 'save',
  check(judged) {
    const { site } = judged;
    if (site.isSentByHand) return null;
    if (!isExternalIdUpsert(site) || site.refusal.insideHandling) return null;
    if (!canCarryOptions(site) || isStated(site) || isLost(site)) return null;
    const handling = handlingOf(site);
    const refusing = refusals(judged);
    if (handling === 'handles-duplicates' || refusing.length === 0) return null;
    const field = site.externalId === null ? 'The external id' : `The external id ${site.externalId}`;
    return onSave(
      judged,
      handling === 'propagates' ? severityBy(refusing) : 'information',
      [
        ...refusalSentences(judged),
        `${field} picks the row, but does not keep the rule from comparing it with the others.`,
        handlingSentence(site),
        remedySentences(judged),
      ],
      refusing,
    );
  },
};
