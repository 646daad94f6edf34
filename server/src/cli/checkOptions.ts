import type { FailOn } from './report.ts';

export type Format = 'text' | 'jsonl' | 'sarif';

/** The options of `check`, as the command line gives them. */
export interface CheckOptions {
  readonly format: Format;
  readonly failOn: FailOn;
  readonly includeTests?: true;
  readonly since?: string;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly allowEmpty?: true;
  /** `2027-01-31` instead of today. */
  readonly today?: string;
}
