import { refusalSentences, remedySentences } from '../../outcome/describe.ts';
import { refusals, severityBy } from '../../outcome/reading.ts';
import type { SaveSite } from '../../saves/site.ts';
import { onSave } from '../reports.ts';
import type { Rule } from '../rule.ts';
import { canLoseRefusals, handlingSentence, isLost } from '../saves.ts';

export const unhandledDuplicates: Rule = {
  id: 'unhandled-duplicates',
  description:
    'A duplicate rule can refuse the save, and the refusal is lost: logged only, swallowed, or never read.',
  severities: ['warning', 'information'],
  on: 'save',
  check(judged) {
    const { site } = judged;
    if (site.refusal.insideHandling || !canLoseRefusals(site) || !isLost(site)) return null;
    const refusing = refusals(judged);
    if (refusing.length === 0) return null;
    return onSave(
      judged,
      severityBy(refusing),
      [
        // First what sets it apart: lists of findings show no more than the beginning.
        handlingSentence(site),
        ...refusalSentences(judged),
        becamePartial(site)
          ? 'The options never set optAllOrNone, so the save is partial and throws nothing.'
          : null,
        remedySentences(judged),
      ],
      refusing,
    );
  },
};

/** Apex alone has optAllOrNone among its options. */
function becamePartial({ channel, options }: SaveSite): boolean {
  return (
    channel === 'apex-database' &&
    options.form === 'passed' &&
    options.optAllOrNone.kind === 'unset' &&
    options.atomicity === 'partial'
  );
}
