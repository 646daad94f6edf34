import type { Finding } from '../findings.ts';
import type { Location } from '../text.ts';

/** What is said about a suppression that silences, or should silence, without a stated reason. */
export function missingReason(
  location: Location,
  ruleId: string,
  needsReason: boolean,
  strayText: string | null,
): Finding {
  const effect = needsReason
    ? `This suppression of ${ruleId} states no reason, so it does not silence the finding.`
    : `This suppression of ${ruleId} states no reason.`;
  const remedy = strayText
    ? `Write "--" before the reason: "${ruleId} -- ${strayText}".`
    : `Add it after the id: "${ruleId} -- why duplicates are no problem here".`;
  return {
    ruleId: 'suppression-without-reason',
    severity: 'information',
    message: `${effect} ${remedy}`,
    location,
    related: [],
    fingerprint: ruleId,
  };
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
