/**
 * How far an offline statement about matching can be relied on.
 *
 * - `exact`: follows from literal comparison, which Salesforce documents completely.
 * - `documented`: algorithm, weights and threshold are published; computed as published.
 * - `approximate`: Salesforce's algorithm is not public; a stated stand-in was used.
 * - `unknown`: nothing that can be said offline.
 */
export type Certainty = 'exact' | 'documented' | 'approximate' | 'unknown';

const order: readonly Certainty[] = ['exact', 'documented', 'approximate', 'unknown'];

export function weakest(...certainties: readonly Certainty[]): Certainty {
  return order[Math.max(0, ...certainties.map((one) => order.indexOf(one)))]!;
}

export function strongest(...certainties: readonly Certainty[]): Certainty {
  return certainties.length === 0
    ? 'unknown'
    : order[Math.min(...certainties.map((one) => order.indexOf(one)))]!;
}
