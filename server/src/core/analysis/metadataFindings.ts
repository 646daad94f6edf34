import type { Settings } from '../config/settings.ts';
import type { Finding } from '../findings.ts';
import type { MetadataProblem } from '../metadata/problem.ts';
import { severityIn } from './settle.ts';

/** The finding `invalid-rule-metadata` for what is wrong in a rule's file. */
export function metadataFindings(
  uri: string,
  problems: readonly MetadataProblem[],
  settings: Settings,
): readonly Finding[] {
  const ruleId = 'invalid-rule-metadata';
  return problems.flatMap(({ span, severity, message }) => {
    const set = severityIn(settings, ruleId, severity);
    if (!set) return [];
    const { start, end } = span;
    return [
      { ruleId, severity: set, message, location: { uri, start, end }, related: [], fingerprint: message },
    ];
  });
}
