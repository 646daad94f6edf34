import type { Finding } from '../findings.ts';
import type { Location } from '../text.ts';
import type { ReasonTerms, StatedDate } from './reasonTerms.ts';

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

/** A suppression whose reason states until when it holds. */
export interface Dated {
  readonly ruleId: string;
  readonly reason: string | null;
  readonly terms: ReasonTerms;
  readonly until: StatedDate;
  readonly inSettings: boolean;
}

/** What is said about a suppression whose last day has passed. */
export function expiredReason(location: Location, suppression: Dated): Finding {
  const { ruleId, reason, terms, until, inSettings } = suppression;
  const subject = inSettings
    ? `The suppression of ${ruleId} in the settings`
    : `This suppression of ${ruleId}`;
  const owner = terms.owner === null ? '' : `, and its owner is ${terms.owner}`;
  const stated = reason === null ? '' : ` Its reason was: "${reason}".`;
  return {
    ruleId: 'expired-bypass',
    severity: 'warning',
    message: `${subject} was meant to hold until ${until.date}${owner}. The day has passed.${stated} Take out what it silences, or decide again and write a new date.`,
    location,
    related: [],
    fingerprint: [ruleId, until.date].join('|'),
  };
}

/** What is said about a suppression with a date that cannot be read, and therefore never passes. */
export function unreadableDate(location: Location, { ruleId, until, inSettings }: Dated): Finding {
  const subject = inSettings ? `The suppression of ${ruleId} in the settings says` : 'This suppression says';
  const how =
    until.written === ''
      ? 'without a date'
      : `as "${until.written}", which is no date that can be read without a doubt`;
  return {
    ruleId: 'expired-bypass',
    severity: 'information',
    message: `${subject} until when it holds ${how}: it never ends. Write the year first: "until: 2027-01-31".`,
    location,
    related: [],
    fingerprint: [ruleId, until.written].join('|'),
  };
}

/**
 * What is said about a suppression that silenced nothing.
 * @param elsewhere findings of the same rule in the file, for one of which it may be meant
 */
export function unusedSuppression(
  location: Location,
  ruleId: string,
  known: boolean,
  elsewhere: readonly Finding[],
): Finding {
  const nearest = [...elsewhere].sort(
    (a, b) => distance(a.location, location) - distance(b.location, location),
  )[0];
  const advice =
    nearest === undefined
      ? 'Remove it.'
      : 'Move it to the one that is elsewhere in this file, if it is meant for that; else remove it.';
  return {
    ruleId: 'unused-suppression',
    severity: 'information',
    message: known
      ? `This suppression silences nothing: there is no ${ruleId} here. ${advice}`
      : `This suppression silences nothing: there is no rule "${ruleId}".`,
    location,
    related:
      nearest === undefined
        ? []
        : [{ location: nearest.location, message: 'The nearest finding of this kind' }],
    fingerprint: ruleId,
  };
}

function distance(a: Location, b: Location): number {
  return Math.abs(a.start - b.start);
}
