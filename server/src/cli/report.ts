import type { Finding, Severity } from '../core/findings.ts';
import type { RuleMeta } from '../core/rules/rule.ts';
import type { Location, Position } from '../core/text.ts';

/** A place in a file as people and machines outside read it. */
export interface ReportedPlace {
  /** Absolute path, in the system's spelling. */
  readonly file: string;
  /** Zero-based. */
  readonly start: Position;
  readonly end: Position;
}

export interface ReportedFinding {
  readonly finding: Finding;
  readonly place: ReportedPlace;
  readonly related: readonly (ReportedPlace & { readonly message: string })[];
  /** Stays the same when lines move, differs between findings: hexadecimal, `:2` on the second of its kind. */
  readonly hash: string;
}

/** What the findings of one project were judged by. */
export interface JudgedBy {
  /** The project's folder. */
  readonly folder: string;
  /** Active rules whose files are in the project. */
  readonly ruleCount: number;
  /** Objects whose standard rule is assumed. */
  readonly assumedFor: readonly string[];
}

/** All that a check has to say: every output format is a function of it. */
export interface CheckReport {
  /** By file, in the order of the text. */
  readonly findings: readonly ReportedFinding[];
  readonly checkedFiles: number;
  readonly judgedBy: readonly JudgedBy[];
  /** How many findings a baseline or `--since` held back. */
  readonly inBaseline: number;
  readonly notNew: number;
  /** What could not be read, and other things that make the result less than complete. */
  readonly warnings: readonly string[];
  /** Absolute paths of code that was not looked at for its size. */
  readonly tooLarge: readonly string[];
  /** Of all rules, for SARIF. */
  readonly rules: readonly RuleMeta[];
}

/** Where a place is, given the line index of its file. */
export type Locator = (location: Location) => ReportedPlace;

const ORDER: readonly Severity[] = ['information', 'warning', 'error'];

export type FailOn = Severity | 'never';

/** Whether findings are reason enough for exit code 1. */
export function fails(findings: readonly { readonly finding: Finding }[], failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  const least = ORDER.indexOf(failOn);
  return findings.some(({ finding }) => ORDER.indexOf(finding.severity) >= least);
}

/** Why code was not looked at: of one file, and of several. */
export const tooLargeWords = {
  one: 'it is larger than code that a person writes (1.5 million characters; scripts 1 million)',
  several: 'they are larger than code that a person writes (1.5 million characters; scripts 1 million)',
} as const;
