import type { Finding } from '../findings.ts';
import { readJson } from './json.ts';
import { type StatedReason, statedReason } from './reasons.ts';
import { expiryOf } from './reasonTerms.ts';
import type { Settings } from './settings.ts';
import { expiredReason, unreadableDate } from './suppressionFindings.ts';

export type SettingsSuppression = Settings['suppressions'][number];

/** A save that lets duplicates in needs a reason: a suppression without one does not silence it. */
export const NEEDS_REASON: ReadonlySet<string> = new Set(['allow-save-bypass']);

/** Whether a suppression of a rule silences at all. */
export function holds(ruleId: string, { reason }: StatedReason): boolean {
  return reason !== null || !NEEDS_REASON.has(ruleId);
}

/** What a date in a suppression's reason comes to: it has passed, or cannot be read. Null: nothing is to be said. */
export function datedState(
  ruleId: string,
  stated: StatedReason,
  today: string | null,
): 'expired' | 'unreadable' | null {
  const { until } = stated.terms;
  if (until === null || !holds(ruleId, stated)) return null;
  const state = expiryOf(until, today);
  return state === 'expired' || state === 'unreadable' ? state : null;
}

/** The settings' suppressions with a date of which something is to be said. */
export function datedSuppressions(
  { suppressions }: Pick<Settings, 'suppressions'>,
  today: string | null,
): readonly SettingsSuppression[] {
  return suppressions.filter(
    ({ rule, reason }) => datedState(rule.toLowerCase(), statedReason(reason), today) !== null,
  );
}

/**
 * What is said of suppressions of the settings, each at its reason in the configuration file, whatever it silences
 * now. Those that stand elsewhere, in the settings of an editor, are left out.
 *
 * @param text of the configuration file
 */
export function findingsInConfiguration(
  entries: readonly SettingsSuppression[],
  uri: string,
  text: string,
  today: string | null,
): readonly (Finding & { readonly about: SettingsSuppression })[] {
  if (entries.length === 0) return [];
  const json = readJson(text);
  const written = (json.value as { readonly suppressions?: unknown } | null | undefined)?.suppressions;
  if (!Array.isArray(written)) return [];
  const taken = new Set<number>();
  return entries.flatMap((about) => {
    const index = written.findIndex((one, at) => !taken.has(at) && isSame(one, about));
    if (index < 0) return [];
    taken.add(index);
    const location = { uri, ...json.spanOf(['suppressions', index, 'reason']) };
    return [{ ...datedFinding(about, location, today), about }];
  });
}

function isSame(written: unknown, { path, rule, reason }: SettingsSuppression): boolean {
  const one = written as Partial<SettingsSuppression> | null;
  return one?.path === path && one.rule === rule && one.reason === reason;
}

function datedFinding(
  entry: SettingsSuppression,
  location: Finding['location'],
  today: string | null,
): Finding {
  const ruleId = entry.rule.toLowerCase();
  const stated = statedReason(entry.reason);
  const dated = { ruleId, ...stated, until: stated.terms.until!, inSettings: true };
  const finding =
    datedState(ruleId, stated, today) === 'expired'
      ? expiredReason(location, dated)
      : unreadableDate(location, dated);
  // One rule may be suppressed for several paths until the same day.
  return { ...finding, fingerprint: `${finding.fingerprint}|${entry.path}` };
}
