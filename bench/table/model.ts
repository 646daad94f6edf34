/** What a bench prints is read into figures; each has a target, and a peer where there is one to compare with. */

/** A number that was asked for. */
export interface Figure {
  /** The issue of the project that asks for it. */
  readonly issue: number;
  readonly what: string;
  readonly unit: 's' | 'ms' | 'MB' | '%' | 'a second' | '×' | '';
  /** Digits behind the point; 2 unless stated. */
  readonly digits?: number;
  /** What was asked for; none where it is only told. */
  readonly target?: Target;
  /** Where the target does not say so: more is better. */
  readonly moreIsBetter?: true;
  /** All values that the output of the bench holds, one a run; none where it says nothing. */
  read(output: string): readonly number[];
  readonly peer?: Peer;
}

/** The value itself at most or at least so much, or so many times as good as the peer. */
export type Target = { readonly most: number } | { readonly least: number } | { readonly timesPeer: number };

export interface Peer {
  readonly name: string;
  read(output: string): readonly number[];
}

/** A command that measures several figures. */
export interface Bench {
  readonly id: string;
  /** Script and arguments for bench/run.mjs. */
  command(repositories: Repositories, small: boolean): readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Names of clones that it needs. */
  readonly needs: readonly string[];
  /** On two quiet cores. */
  readonly minutes: number;
  readonly figures: readonly Figure[];
}

/** Where the clone of a name is. */
export type Repositories = (name: string) => string;

/** A figure with what was measured; `values` is null where its bench did not run. */
export interface Measured {
  readonly figure: Figure;
  readonly values: readonly number[] | null;
  readonly peer: readonly number[];
  /** Why there are no values. */
  readonly missing: string | null;
}

/** All numbers that a pattern's first group takes out of a text, written with or without commas. */
export function numbers(text: string, pattern: RegExp): number[] {
  const all = new RegExp(pattern.source, `${pattern.flags.replaceAll('g', '')}g`);
  return [...text.matchAll(all)].map((match) => Number(match[1]!.replaceAll(',', '')));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Whether the target is met by the median; null where there is none, or nothing was measured. */
export function isMet(measured: Measured): boolean | null {
  const { target } = measured.figure;
  if (!target || !measured.values?.length) return null;
  if ('timesPeer' in target) {
    const times = ratio(measured);
    return times === null ? null : times >= target.timesPeer;
  }
  const value = median(measured.values);
  return 'most' in target ? value <= target.most : value >= target.least;
}

/** How many times better than the peer, by the medians; less than 1 where the peer is. */
export function ratio({ figure, values, peer }: Measured): number | null {
  if (!values?.length || peer.length === 0) return null;
  const [ours, theirs] = [median(values), median(peer)];
  const moreIsBetter = figure.moreIsBetter ?? (figure.target !== undefined && 'least' in figure.target);
  const [over, under] = moreIsBetter ? [ours, theirs] : [theirs, ours];
  return under === 0 ? null : over / under;
}
