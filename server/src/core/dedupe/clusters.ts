import { type Certainty, weaker } from '../matching/certainty.ts';
import type { MatchingPair } from './pairs.ts';

/** Records that are the same by chains of matches. */
export interface Cluster {
  /** In the order of the data. */
  readonly ordinals: readonly number[];
  readonly links: readonly MatchingPair[];
  /** Of the weakest link without which the cluster would fall apart. */
  readonly certainty: Certainty;
}

/** Puts matching pairs together, the largest cluster first, then in the order of the data. */
export function clustersOf(pairs: Iterable<MatchingPair>): readonly Cluster[] {
  const linked = [...pairs];
  const parts = partsOf(linked);
  const byRoot = new Map<number, { ordinals: Set<number>; links: MatchingPair[] }>();
  for (const link of linked) {
    const root = parts.root(link.one);
    const cluster = byRoot.get(root) ?? { ordinals: new Set(), links: [] };
    byRoot.set(root, cluster);
    for (const [one, other] of joints(link)) cluster.ordinals.add(one).add(other);
    cluster.links.push(link);
  }
  return [...byRoot.values()]
    .map(({ ordinals, links }) => ({
      ordinals: [...ordinals].sort((a, b) => a - b),
      links,
      certainty: certaintyOf(links, ordinals.size),
    }))
    .sort((a, b) => b.ordinals.length - a.ordinals.length || a.ordinals[0]! - b.ordinals[0]!);
}

/** The surest links that hold all of the records together decide. */
function certaintyOf(links: readonly MatchingPair[], records: number): Certainty {
  const bySureness = [...links].sort((a, b) => order(a.certainty) - order(b.certainty));
  const parts = new Parts();
  let certainty: Certainty = 'exact';
  let joined = 1;
  for (const link of bySureness) {
    let joins = 0;
    for (const [one, other] of joints(link)) if (parts.join(one, other)) joins++;
    if (joins === 0) continue;
    certainty = weaker(certainty, link.certainty);
    joined += joins;
    if (joined === records) break;
  }
  return certainty;
}

const sureness: readonly Certainty[] = ['exact', 'documented', 'approximate', 'unknown'];

function order(certainty: Certainty): number {
  return sureness.indexOf(certainty);
}

function partsOf(links: readonly MatchingPair[]): Parts {
  const parts = new Parts();
  for (const link of links) for (const [one, other] of joints(link)) parts.join(one, other);
  return parts;
}

/** Pairs that hold together all records that a link stands for. */
function* joints({ one, other, alike }: MatchingPair): Generator<readonly [number, number]> {
  yield [one, other];
  // Those of the same values have links of their own.
  if (alike === undefined || alike[0] === alike[1]) return;
  for (const ordinal of alike[0].slice(1)) yield [ordinal, other];
  for (const ordinal of alike[1].slice(1)) yield [one, ordinal];
}

/** Disjoint sets of ordinals. */
class Parts {
  readonly #parents = new Map<number, number>();

  root(ordinal: number): number {
    let root = ordinal;
    for (;;) {
      const parent = this.#parents.get(root);
      if (parent === undefined || parent === root) break;
      root = parent;
    }
    for (let at = ordinal; at !== root; ) {
      const next = this.#parents.get(at)!;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  /** False where they were together before. */
  join(one: number, other: number): boolean {
    const a = this.root(one);
    const b = this.root(other);
    if (a === b) return false;
    this.#parents.set(Math.max(a, b), Math.min(a, b));
    return true;
  }
}
