import { isAlert, isBlock, refusals } from '../outcome/reading.ts';
import type { JudgedSite } from '../rules/rule.ts';

/** Whether allowSave=true would save the record: all rules that can refuse it only alert. */
export function canBeAllowed(judged: JudgedSite): boolean {
  const { operation, options } = judged.site;
  if (operation === 'convertLead' || options.allowSave.kind !== 'unset') return false;
  const refusing = refusals(judged);
  const doubtful = judged.outcomes.filter(({ result }) => result === 'unknown');
  return refusing.length > 0 && refusing.every(isAlert) && !doubtful.some(isBlock);
}
