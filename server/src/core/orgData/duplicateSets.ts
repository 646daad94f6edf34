/** How old something is; days, the last without an end. */
export const ageBuckets = [
  { id: 'month', title: 'Up to 30 days', from: 0, to: 30 },
  { id: 'quarter', title: '31 to 90 days', from: 30, to: 90 },
  { id: 'year', title: '91 to 365 days', from: 90, to: 365 },
  { id: 'older', title: 'More than a year', from: 365, to: null },
] as const;

export type AgeBucket = (typeof ageBuckets)[number]['id'];

/** The duplicate record sets of an org: counts, never records. */
export interface OrgDuplicateSets {
  /** ISO 8601 */
  readonly readAt: string;
  /** Null where they could not be read. */
  readonly rules: readonly SetsOfRule[] | null;
  /** Null where nobody could tell, or nothing is there. */
  readonly creators: Creators | null;
  readonly problems: readonly string[];
}

export interface SetsOfRule {
  /** `Lead.Lead_Email`; null for sets of duplicate jobs, and where rules could not be read. */
  readonly rule: string | null;
  readonly sets: Readonly<Record<AgeBucket, number>>;
  /** Records in these sets; null where the org does not sum them up. */
  readonly records: number | null;
  /** ISO 8601; null where the org does not say. */
  readonly oldest: string | null;
}

export interface Creators {
  /** Items of sets that were looked at, the newest first, and how many there are. */
  readonly looked: number;
  readonly all: number;
  /** Their records that could be read, by who created them. */
  readonly by: readonly Creator[];
}

export interface Creator {
  readonly userId: string;
  readonly username: string | null;
  readonly profile: string | null;
  readonly userType: string | null;
  readonly license: string | null;
  readonly records: number;
}
