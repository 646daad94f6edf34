import { expiryOf } from '../config/reasonTerms.ts';
import type { CodeFinding, StatedPlaces } from './codeFindings.ts';
import type { RegisteredBypass } from './model.ts';

/** Every bypass of the code with what is stated about it; those without a reason first. */
export function registerOf(
  findings: readonly CodeFinding[],
  today: string | null,
): readonly RegisteredBypass[] {
  return findings
    .filter(({ kind }) => kind.sort === 'bypass')
    .flatMap((finding) => finding.stated.map((one) => bypassOf(finding, one, today)))
    .sort((a, b) => rank(a) - rank(b) || compare(a.statement, b.statement));
}

function bypassOf(
  { statement, kind }: CodeFinding,
  { stated, places }: StatedPlaces,
  today: string | null,
): RegisteredBypass {
  const until = stated?.terms.until ?? null;
  const owner = stated?.terms.owner ?? null;
  return {
    statement: statement.id,
    ruleId: kind.ruleId,
    what: statement.text,
    places,
    reason: stated?.reason ?? null,
    statedIn: stated === null || stated.reason === null ? null : stated.inSettings ? 'settings' : 'code',
    owner: owner === null ? null : { name: owner, by: 'reason' },
    until: until === null ? null : { written: until.date ?? until.written, state: expiryOf(until, today) },
  };
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function rank({ reason, until }: RegisteredBypass): number {
  if (reason === null) return 0;
  if (until?.state === 'expired') return 1;
  return until === null ? 3 : 2;
}
