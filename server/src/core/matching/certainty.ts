/**
 * How far an offline statement about matching can be relied on.
 *
 * - `exact`: follows from literal comparison, which Salesforce documents completely.
 * - `documented`: algorithm, weights and threshold are published; computed as published.
 * - `approximate`: Salesforce's algorithm is not public; a stated stand-in was used.
 * - `unknown`: nothing that can be said offline.
 */
export type Certainty = 'exact' | 'documented' | 'approximate' | 'unknown';

function rank(certainty: Certainty): number {
  switch (certainty) {
    case 'exact':
      return 0;
    case 'documented':
      return 1;
    case 'approximate':
      return 2;
    case 'unknown':
      return 3;
  }
}

export function weakest(...certainties: readonly Certainty[]): Certainty {
  return certainties.reduce(weaker, 'exact');
}

export function strongest(...certainties: readonly Certainty[]): Certainty {
  return certainties.reduce(stronger, 'unknown');
}

/** {@link weakest} of two: comparing asks for it by the million. */
export function weaker(one: Certainty, other: Certainty): Certainty {
  return rank(one) < rank(other) ? other : one;
}

export function stronger(one: Certainty, other: Certainty): Certainty {
  return rank(one) > rank(other) ? other : one;
}

/** Whether the one statement can be relied on at least as far as the other. */
export function isAsSure(one: Certainty, other: Certainty): boolean {
  return rank(one) <= rank(other);
}
