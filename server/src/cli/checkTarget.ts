import { type FindingKey, filterByBaseline, freeze } from '../core/config/baseline.ts';
import { type FileKind, isIntegration } from '../core/files.ts';
import { localDate } from '../workspace/localDate.ts';
import { type AnalysedFinding, type Analysis, analyse } from './analysis.ts';
import type { CheckOptions } from './checkOptions.ts';
import type { CodeThread } from './codeThread.ts';
import { overridesOf } from './overrides.ts';
import { displayPath } from './paths.ts';
import type { Progress } from './progress.ts';
import type { JudgedBy, ReportedPlace } from './report.ts';
import { openPast, type Past } from './since.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import { isInScope, type Target } from './targets.ts';

/** What is known of a checked project. Plain data: it may come from another thread. */
export interface Checked {
  /** Findings, without those that were there at `--since`. */
  readonly fresh: readonly PlacedFinding[];
  /** How many findings were there at `--since`. */
  readonly notNew: number;
  /** Absolute paths, sorted. */
  readonly checkedFiles: readonly string[];
  readonly judgedBy: JudgedBy;
  /** Absolute paths of code that was not looked at for its size. */
  readonly tooLarge: readonly string[];
}

export interface PlacedFinding extends AnalysedFinding {
  readonly place: ReportedPlace;
  /** In the order of `finding.related`. */
  readonly relatedPlaces: readonly ReportedPlace[];
}

export interface Surroundings {
  readonly cwd: string;
  readonly progress: Progress;
  readonly warn: (text: string) => void;
}

/**
 * Analyses one project, and again as it was at `--since`.
 *
 * @param code where another thread reads the integration code of the project; not with `--since`
 */
export async function checkTarget(
  target: Target,
  options: CheckOptions,
  surroundings: Surroundings,
  code: CodeThread | null = null,
): Promise<Checked> {
  const { analysis, fresh, snapshot } = await analyseTarget(target, options, surroundings, code);
  return {
    fresh: fresh.map((one) => placed(one, analysis)),
    notNew: analysis.findings.length - fresh.length,
    checkedFiles: analysis.checkedFiles,
    judgedBy: analysis.judgedBy,
    tooLarge: [...snapshot.tooLarge, ...analysis.tooLarge].filter((file) => isInScope(target, file)).sort(),
  };
}

interface Analysed {
  readonly snapshot: Snapshot;
  readonly analysis: Analysis;
  readonly fresh: readonly AnalysedFinding[];
}

async function analyseTarget(
  target: Target,
  options: CheckOptions,
  { cwd, progress, warn }: Surroundings,
  code: CodeThread | null,
): Promise<Analysed> {
  // Asked for before the work, so that a wrong reference is told at once.
  const past: Past | null = options.since === undefined ? null : openPast(target, options.since);
  const overrides = overridesOf(options);
  const wants = (kind: FileKind) => code === null || !isIntegration(kind);
  const snapshot = readSnapshot(target, overrides, { cwd, warn, wants });
  const name = displayPath(target.root, cwd) || '.';
  const onFailure = (file: string, error: unknown) =>
    warn(`${displayPath(file, cwd)}: the analysis failed: ${(error as Error).stack ?? error}`);
  const today = options.today ?? localDate();
  const analysis = await analyse({
    snapshot,
    code,
    today,
    isInScope: (file) => isInScope(target, file),
    onProgress: (done, total) => progress.step(() => `Checking ${name}: ${done} of ${total} files`),
    onFailure,
    warn,
  });
  if (past === null || analysis.findings.length === 0) {
    return { snapshot, analysis, fresh: analysis.findings };
  }

  const before = past.snapshot(snapshot, overrides);
  if (isSame(before, snapshot)) return { snapshot, analysis, fresh: [] };
  const earlier = await analyse({
    snapshot: before,
    today,
    isInScope: (file) => isInScope(target, past.presentPath(file)),
    onProgress: (done, total) => progress.step(() => `Checking ${name} as it was: ${done} of ${total} files`),
    onFailure,
    warn,
  });
  const known = freeze(
    earlier.findings.map((one) => keyOf({ ...one, file: past.presentPath(one.file) })),
    null,
    () => true,
  );
  return { snapshot, analysis, fresh: filterByBaseline(analysis.findings, keyOf, known).fresh };
}

function placed(one: AnalysedFinding, { locate }: Analysis): PlacedFinding {
  const { location, related } = one.finding;
  return {
    ...one,
    place: locate(location),
    relatedPlaces: related.map((other) => locate(other.location)),
  };
}

function isSame(before: Snapshot, now: Snapshot): boolean {
  return (
    before.files.size === now.files.size &&
    JSON.stringify(before.settings) === JSON.stringify(now.settings) &&
    [...before.files].every(([file, text]) => now.files.get(file) === text)
  );
}

function keyOf({ finding, file }: AnalysedFinding): FindingKey {
  return { rule: finding.ruleId, path: file, subject: finding.fingerprint };
}
