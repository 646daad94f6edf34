import type { Location } from './text.ts';

export type Severity = 'error' | 'warning' | 'information';

/** A further place that helps to understand a finding: the rule's file, the save that an option reaches. */
export interface Related {
  readonly location: Location;
  readonly message: string;
}

export interface Finding {
  /** The bare, kebab-case id of the rule: a public contract. */
  readonly ruleId: string;
  readonly severity: Severity;
  /** Plain text, several sentences: what will happen, by which rule, known from where, what would change it. */
  readonly message: string;
  readonly location: Location;
  readonly related: readonly Related[];
  /** What stays the same when lines move: enclosing method, operation, object. For baselines and SARIF. */
  readonly fingerprint: string;
}
