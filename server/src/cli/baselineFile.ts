import path from 'node:path';
import {
  type Baseline,
  filterByBaseline,
  freeze,
  readBaseline,
  writeBaseline,
} from '../core/config/baseline.ts';
import { replaceFile } from '../data/replaceFile.ts';
import { reasonOf } from '../workspace/problem.ts';
import { isWithin } from '../workspace/within.ts';
import type { AnalysedFinding } from './analysis.ts';
import { slashes } from './paths.ts';
import { Problem } from './problem.ts';
import { readWhole } from './readWhole.ts';

export interface OpenBaseline {
  /**
   * Takes out what the baseline holds, having written it first if it is to be updated.
   *
   * @param scopes the files and folders that were checked: entries elsewhere are kept
   */
  apply<T extends AnalysedFinding>(
    found: readonly T[],
    scopes: readonly string[],
  ): {
    readonly shown: readonly T[];
    readonly held: number;
    /** How many findings the file holds now; null where it was not written. */
    readonly written: number | null;
  };
}

/** @throws Problem where there is no such baseline, unless it is to be written, or it cannot be used */
export function openBaseline(typed: string, cwd: string, update: boolean): OpenBaseline {
  const file = path.resolve(cwd, typed);
  const folder = path.dirname(file);
  const before = loadBaseline(file, typed, update);
  const keyOf = (one: AnalysedFinding) => ({
    rule: one.finding.ruleId,
    path: slashes(path.relative(folder, one.file)),
    subject: one.finding.fingerprint,
  });
  return {
    apply(found, scopes) {
      let baseline = before ?? freeze([], null, () => true);
      let written: number | null = null;
      if (update) {
        const isCovered = (entry: string) =>
          scopes.some((scope) => isWithin(path.resolve(folder, entry), scope));
        baseline = freeze(found.map(keyOf), before, isCovered);
        saveBaseline(file, typed, baseline);
        written = baseline.findings.reduce((total, { count }) => total + count, 0);
      }
      const { fresh, known } = filterByBaseline(found, keyOf, baseline);
      return { shown: fresh, held: known.length, written };
    },
  };
}

/** @throws Problem where the file is missing (null if that is allowed) or no baseline */
function loadBaseline(file: string, typed: string, mayBeMissing: boolean): Baseline | null {
  let text: string | undefined;
  try {
    text = readWhole(file)?.toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new Problem(`the baseline "${typed}" cannot be read: ${reasonOf(error)}.`);
    if (mayBeMissing) return null;
    throw new Problem(`there is no baseline "${typed}". Add --update-baseline to write it.`);
  }
  if (text === undefined)
    throw new Problem(`the baseline "${typed}" cannot be read: it is larger than 200 MB.`);
  // As `mktemp` or a redirection makes it.
  if (mayBeMissing && text.trim() === '') return null;
  const reading = readBaseline(text);
  if ('problem' in reading)
    throw new Problem(
      `the baseline "${typed}" cannot be used: ${reading.problem}. duplicate-rules check --baseline FILE --update-baseline writes one.`,
    );
  return reading.baseline;
}

/** @throws Problem where the file cannot be written */
function saveBaseline(file: string, typed: string, baseline: Baseline): void {
  try {
    replaceFile(file, writeBaseline(baseline));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? 'its folder does not exist; make it first' : reasonOf(error);
    throw new Problem(`the baseline "${typed}" cannot be written: ${why}.`);
  }
}
