import { refusalSentences, remedySentences } from '../../outcome/describe.ts';
import { refusals, severityBy } from '../../outcome/reading.ts';
import { onSave } from '../reports.ts';
import type { Rule } from '../rule.ts';

export const flowSaveWithoutFaultPath: Rule = {
  id: 'flow-save-without-fault-path',
  description:
    'A Flow creates or updates a record that a duplicate rule can refuse, and no fault path leads from the element.',
  severities: ['warning', 'information'],
  on: 'save',
  check(judged) {
    const { channel, refusal } = judged.site;
    if (channel !== 'flow' || refusal.kind !== 'propagates') return null;
    const refusing = refusals(judged);
    if (refusing.length === 0) return null;
    return onSave(
      judged,
      severityBy(refusing),
      [
        ...refusalSentences(judged),
        'No fault path leads from this element, so the refusal ends the Flow with a fault.',
        remedySentences(judged),
      ],
      refusing,
    );
  },
};
