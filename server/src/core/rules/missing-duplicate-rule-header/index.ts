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

export const missingDuplicateRuleHeader: Rule = {
  id: 'missing-duplicate-rule-header',
  description:
    'A save that a duplicate rule can refuse states no decision about duplicates, and nothing handles DUPLICATES_DETECTED.',
  severities: ['warning', 'information'],
  on: 'save',
  check(judged) {
    const { site } = judged;
    if (site.isSentByHand) return null;
    if (site.refusal.insideHandling || !canCarryOptions(site) || isStated(site)) return null;
    if (isExternalIdUpsert(site) || isLost(site)) return null;
    const handling = handlingOf(site);
    const refusing = refusals(judged);
    if (handling === 'handles-duplicates' || refusing.length === 0) return null;
    return onSave(
      judged,
      handling === 'propagates' ? severityBy(refusing) : 'information',
      [...refusalSentences(judged), handlingSentence(site), remedySentences(judged)],
      refusing,
    );
  },
};
