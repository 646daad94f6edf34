import { isAsSure } from '../matching/certainty.ts';
import type { PairTrace } from '../matching/model.ts';
import type { Candidate, OfflineMatch } from '../matching/run/model.ts';

/** Of more, fields are not counted: a key that brings up so many tells little. */
const mostCounted = 1_000;

/**
 * What a reader wants to see first: what the rule finds before what is not known and what is hidden, the surer, what
 * agrees in more fields that are not blank, and what has the higher scores; else in the order of the data.
 */
export function strongestFirst(
  matches: readonly OfflineMatch[],
  traceOf: (candidate: Candidate) => PairTrace,
): readonly OfflineMatch[] {
  const isCounted = matches.length <= mostCounted;
  const ranked = matches.map((match) => ({
    match,
    agreeing: isCounted ? agreeing(traceOf(match.candidate)) : 0,
  }));
  ranked.sort(
    (a, b) =>
      shown(a.match) - shown(b.match) ||
      bySureness(a.match, b.match) ||
      b.agreeing - a.agreeing ||
      b.match.confidence - a.match.confidence ||
      a.match.candidate.ordinal - b.match.candidate.ordinal,
  );
  return ranked.map(({ match }) => match);
}

function shown({ visible }: OfflineMatch): number {
  return visible === true ? 0 : visible === null ? 1 : 2;
}

function bySureness({ certainty: one }: OfflineMatch, { certainty: other }: OfflineMatch): number {
  return Number(isAsSure(other, one)) - Number(isAsSure(one, other));
}

/** Fields that match by what both records hold: two blanks say little. */
function agreeing({ fields }: PairTrace): number {
  return fields.filter(({ matches, blank }) => matches === true && blank === null).length;
}
