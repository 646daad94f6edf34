import { saveWords } from '../../outcome/describe.ts';
import { refusals } from '../../outcome/reading.ts';
import { onSave } from '../reports.ts';
import type { Rule } from '../rule.ts';

export const partialSaveByOptions: Rule = {
  id: 'partial-save-by-options',
  description:
    'DMLOptions are passed whose optAllOrNone is never set: the save is partial, not all-or-none as without them.',
  severities: ['information'],
  on: 'save',
  check(judged) {
    const { options, channel, refusal } = judged.site;
    if (channel !== 'apex-database' && channel !== 'apex-convert-lead') return null;
    if (
      options.form !== 'passed' ||
      options.optAllOrNone.kind !== 'unset' ||
      options.atomicity !== 'partial'
    ) {
      return null;
    }
    if (refusal.insideHandling) return null;
    const bearing = judged.outcomes.filter(({ result }) => !harmless.has(result));
    // A refusal that nobody reads is unhandled-duplicates, and one that is not known is nobody's.
    const canRefuse = refusals(judged).length > 0 || bearing.some(({ result }) => result === 'unknown');
    if (bearing.length === 0 || (canRefuse && !refusal.resultsRead)) return null;
    return onSave(
      judged,
      'information',
      [
        `${saveWords(judged.site)} is partial: the options that are passed never set optAllOrNone, which is false by default.`,
        'Rows that fail are told in the results only, and nothing is thrown.',
        'optAllOrNone=true makes it all-or-none again, optAllOrNone=false says that it is meant.',
      ],
      bearing,
    );
  },
};

const harmless: ReadonlySet<string> = new Set(['saved', 'saved-and-reported', 'not-evaluated']);
