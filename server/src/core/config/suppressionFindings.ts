import type { Finding } from '../findings.ts';
import type { Location } from '../text.ts';

/** What is known of a suppression without a stated reason. */
export interface Unreasoned {
  readonly ruleId: string;
  /** It does not silence without a reason. */
  readonly needsReason: boolean;
  /** The word that stands where the reason is still to be written. */
  readonly placeholder: string | null;
  readonly strayText: string | null;
  readonly inSettings: boolean;
}

/** What is said about a suppression that silences, or should silence, without a stated reason. */
export function missingReason(location: Location, suppression: Unreasoned): Finding {
  const { ruleId, needsReason, placeholder, inSettings } = suppression;
  const subject = inSettings
    ? `The suppression of ${ruleId} in the settings`
    : `This suppression of ${ruleId}`;
  const state = placeholder === null ? 'states no reason' : `still says ${placeholder}`;
  const effect = needsReason ? ', so it does not silence the finding' : '';
  return {
    ruleId: 'suppression-without-reason',
    severity: 'information',
    message: `${subject} ${state}${effect}. ${remedy(suppression)}`,
    location,
    related: [],
    fingerprint: ruleId,
  };
}

function remedy({ ruleId, placeholder, strayText, inSettings }: Unreasoned): string {
  if (placeholder !== null) return 'Replace the placeholder: write why duplicates are no problem here.';
  if (inSettings) return 'Write in "reason" why duplicates are no problem here.';
  return strayText
    ? `Write "--" before the reason: "${ruleId} -- ${strayText}".`
    : `Add it after the id: "${ruleId} -- why duplicates are no problem here".`;
}

/** What is said about a suppression that silenced nothing. */
export function unusedSuppression(location: Location, ruleId: string, known: boolean): Finding {
  return {
    ruleId: 'unused-suppression',
    severity: 'information',
    message: known
      ? `This suppression silences nothing: there is no ${ruleId} here. Remove it.`
      : `This suppression silences nothing: there is no rule "${ruleId}".`,
    location,
    related: [],
    fingerprint: ruleId,
  };
}
