import { expiryOf } from '../config/reasonTerms.ts';
import type { CodeFinding } from './codeFindings.ts';
import type { RegisteredBypass } from './model.ts';

/** Every bypass of the code with what is stated about it; those without a reason first. */
export function registerOf(
  findings: readonly CodeFinding[],
  today: string | null,
): readonly RegisteredBypass[] {
  return findings
    .filter(({ kind }) => kind.sort === 'bypass')
    .map(({ statement, kind, stated }): RegisteredBypass => {
      const until = stated?.terms.until ?? null;
      const owner = stated?.terms.owner ?? null;
      return {
        statement: statement.id,
        ruleId: kind.ruleId,
        what: statement.text,
        places: statement.places,
        reason: stated?.reason ?? null,
        statedIn: stated === null || stated.reason === null ? null : stated.inSettings ? 'settings' : 'code',
        owner: owner === null ? null : { name: owner, by: 'reason' },
        until:
          until === null ? null : { written: until.date ?? until.written, state: expiryOf(until, today) },
      };
    })
    .sort((a, b) => rank(a) - rank(b) || (a.statement < b.statement ? -1 : 1));
}

function rank({ reason, until }: RegisteredBypass): number {
  if (reason === null) return 0;
  if (until?.state === 'expired') return 1;
  return until === null ? 3 : 2;
}
