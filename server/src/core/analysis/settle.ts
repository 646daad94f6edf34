import type { Settings } from '../config/settings.ts';
import type { SettingsSuppression } from '../config/settingsSuppressions.ts';
import { applySuppressions, type SilencedFinding, type Suppressible } from '../config/suppressions.ts';
import type { Finding, Severity } from '../findings.ts';
import { offByDefault, ruleIds } from '../rules/registry.ts';
import type { JudgedSite, RuleReport } from '../rules/rule.ts';
import type { FileFacts } from '../saves/facts.ts';
import { locate } from '../text.ts';

export interface SettleRequest {
  readonly uri: string;
  readonly path: string | null;
  readonly text: string;
  readonly facts: Pick<FileFacts, 'comments' | 'declaredSuppressions' | 'isTest'>;
  readonly saves: readonly JudgedSite[];
  readonly reports: readonly RuleReport[];
  readonly settings: Settings;
  /** `2027-01-31`, by which dates of reasons are judged; null: by none. */
  readonly today: string | null;
  /** Whether the date of a suppression of the settings is told in this file. */
  readonly tells: (entry: SettingsSuppression) => boolean;
}

/** Findings of a file, and those that are silenced with what is stated for it. */
export interface Settled {
  readonly told: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
}

/** The severity of a finding by the settings; null where they switch it off, or nothing switches it on. */
export function severityIn(settings: Settings, ruleId: string, by: Severity): Severity | null {
  const set = settings.severities[ruleId] ?? (offByDefault.has(ruleId) ? 'off' : undefined);
  return set === 'off' ? null : (set ?? by);
}

/** Turns what the rules report into findings: severities of the settings, suppressions, the order of the text. */
export function settle(request: SettleRequest): Settled {
  const { uri, path, text, facts, saves, reports, settings, today, tells } = request;
  const findings = distinct(reports.flatMap((report) => toFinding(report, settings)));
  const { kept, silenced, extra } = applySuppressions({
    uri,
    path,
    text,
    facts,
    settings,
    findings: findings.map((finding) => suppressible(finding, saves)),
    isKnown: (ruleId) => ruleIds.has(ruleId),
    isJudged: (ruleId) =>
      severityIn(settings, ruleId, 'information') !== null && (settings.includeTests || !facts.isTest),
    today,
    tells,
  });
  const more = extra.flatMap((finding) => {
    const severity = severityIn(settings, finding.ruleId, finding.severity);
    return severity ? [{ ...finding, severity }] : [];
  });
  const told = [...kept, ...more].sort(
    (a, b) => a.location.start - b.location.start || (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0),
  );
  return { told, silenced };
}

function toFinding(
  { ruleId, place, severity: by, message, related, fingerprint }: RuleReport,
  settings: Settings,
) {
  const severity = severityIn(settings, ruleId, by);
  const finding: Finding[] = severity
    ? [{ ruleId, severity, message, location: locate(place), related, fingerprint }]
    : [];
  return finding;
}

/** A save that the code comes to on two ways says the same twice. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ ruleId, location, message }) => {
    const key = `${ruleId} ${location.start} ${message}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** A suppression may also stand at the statement of the save, or where its options are set. */
function suppressible(finding: Finding, saves: readonly JudgedSite[]): Suppressible {
  const save = saves.find(({ site }) => locate(site.place).start === finding.location.start)?.site;
  if (!save) return { finding };
  const { options, extent } = save;
  const places = [options.place, 'place' in options.allowSave ? options.allowSave.place : null]
    .filter((one) => one !== null)
    .map(locate)
    .filter(({ uri }) => uri === finding.location.uri);
  const { start } = locate(extent);
  return { finding, places: [...places, { start, end: start }] };
}
