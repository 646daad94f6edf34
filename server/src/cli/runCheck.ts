import path from 'node:path';
import { rules } from '../core/rules/registry.ts';
import { isWithin } from '../workspace/within.ts';
import { openBaseline } from './baselineFile.ts';
import type { CheckOptions } from './checkOptions.ts';
import type { Checked, PlacedFinding } from './checkTarget.ts';
import { checkTargets } from './checkTargets.ts';
import { tellEmptyPaths } from './emptyPaths.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exitCodes.ts';
import { FingerprintHashes } from './fingerprints.ts';
import { colourStyle, plainStyle, printable, wantsColour } from './formats/terminal.ts';
import { writeError, writeOut } from './output.ts';
import { displayPath, gitRootOf } from './paths.ts';
import { Problem } from './problem.ts';
import { terminalProgress } from './progress.ts';
import { type CheckReport, fails, type ReportedFinding, tooLargeWords } from './report.ts';
import { findTargets, type Target } from './targets.ts';

/**
 * The `check` command: reads, analyses, filters, prints.
 *
 * @param namedPaths files and folders; none for the current folder
 * @returns the exit code
 * @throws Problem where it cannot run
 */
export async function runCheck(
  namedPaths: readonly string[],
  options: CheckOptions,
  version: string,
): Promise<number> {
  const started = performance.now();
  const cwd = process.cwd();
  refuseContradictions(options);
  const baseline =
    options.baseline === undefined
      ? null
      : openBaseline(options.baseline, cwd, options.updateBaseline === true);
  const warnings: string[] = [];
  const warn = (text: string) => {
    if (warnings.includes(text)) return;
    warnings.push(text);
    progress.end();
    writeError(`duplicate-rules: warning: ${printable(text)}\n`);
  };
  const progress = terminalProgress(process.stderr);
  const paths = namedPaths.length === 0 ? ['.'] : namedPaths;
  const targets = findTargets(paths, cwd);
  const all = await checkTargets(targets, options, { cwd, progress, warn });
  progress.end();
  const checked = all
    .map((one, index): CheckedTarget => ({ ...one, target: targets[index]! }))
    // Beside the projects of a repository there may be no code at all.
    .filter(({ target, checkedFiles }) => !target.isCodeOnly || checkedFiles.length > 0);
  const files = checked.flatMap(({ checkedFiles }) => checkedFiles);
  const tooLarge = all.flatMap((one) => one.tooLarge);
  // The baseline of a folder that has been emptied has to be written too.
  if (!options.allowEmpty)
    tellEmptyPaths(paths, files, { cwd, isAllowed: options.updateBaseline === true, warn, tooLarge });

  const found = checked.flatMap(({ fresh }) => fresh);
  const scopes = checked.flatMap(({ target }) => target.scopes);
  const { shown, held, written } = baseline?.apply(found, scopes) ?? { shown: found, held: 0, written: null };
  const baseOf = uriBases(checked);
  const hashes = new FingerprintHashes();
  const report: CheckReport = {
    findings: shown.map((one) => reported(one, hashes, baseOf)),
    checkedFiles: files.length,
    judgedBy: checked.map(({ judgedBy }) => judgedBy),
    inBaseline: held,
    notNew: sum(checked.map(({ notNew }) => notNew)),
    warnings,
    tooLarge,
    rules,
  };
  if (options.format === 'jsonl') for (const file of tooLarge) writeError(tooLargeNote(file, cwd));
  writeOut(await format(report, options, { cwd, version, baseOf, started }));
  if (written !== null) writeError(writtenText(written, options.baseline ?? ''));
  return fails(report.findings, options.failOn) ? EXIT_FINDINGS : EXIT_OK;
}

/** A line of JSON is a finding. */
function tooLargeNote(file: string, cwd: string): string {
  return `duplicate-rules: ${printable(displayPath(file, cwd))} is not looked at: ${tooLargeWords.one}.\n`;
}

function refuseContradictions({ baseline, updateBaseline, since }: CheckOptions): void {
  if (updateBaseline && baseline === undefined) {
    throw new Problem('--update-baseline needs --baseline FILE, the file to write.');
  }
  if (updateBaseline && since !== undefined) {
    throw new Problem('--update-baseline writes all findings, --since leaves some out: use one of them.');
  }
}

function writtenText(count: number, file: string): string {
  const findings = `${count} finding${count === 1 ? '' : 's'}`;
  return `Wrote ${findings} to ${printable(file)}. Checks with --baseline ${printable(file)} leave them out.\n`;
}

type CheckedTarget = Checked & { readonly target: Target };

/** What a file's URI is relative to: its git root, else its project, else the path that was checked. */
function uriBases(checked: readonly CheckedTarget[]): (file: string) => string {
  const bases = checked.flatMap(({ target: { root, around } }) => {
    const base = gitRootOf(root) ?? around ?? root;
    return around === null
      ? [{ root, base }]
      : [
          { root, base },
          { root: around, base },
        ];
  });
  return (file) => {
    const owners = bases.filter(({ root }) => isWithin(file, root));
    const nearest = owners.sort((a, b) => b.root.length - a.root.length)[0] ?? bases[0];
    return nearest?.base ?? path.dirname(file);
  };
}

function reported(
  { finding, file, place, relatedPlaces }: PlacedFinding,
  hashes: FingerprintHashes,
  baseOf: (file: string) => string,
): ReportedFinding {
  return {
    finding,
    place,
    related: finding.related.map(({ message }, index) => ({ ...relatedPlaces[index]!, message })),
    hash: hashes.next({
      rule: finding.ruleId,
      path: displayPath(file, baseOf(file)),
      subject: finding.fingerprint,
    }),
  };
}

interface FormatContext {
  readonly cwd: string;
  readonly version: string;
  readonly baseOf: (file: string) => string;
  readonly started: number;
}

async function format(
  report: CheckReport,
  { format }: CheckOptions,
  { cwd, version, baseOf, started }: FormatContext,
): Promise<string> {
  if (format === 'jsonl') return (await import('./formats/jsonLines.ts')).formatJsonLines(report, { cwd });
  const { rulePage, rulePageFile } = await import('./rulePages.ts');
  if (format === 'sarif') {
    return (await import('./formats/sarif.ts')).formatSarif(report, { version, baseOf, pageOf: rulePage });
  }
  const { isTTY, columns } = process.stdout;
  return (await import('./formats/text.ts')).formatText(report, {
    cwd,
    style: wantsColour(isTTY, process.env) ? colourStyle : plainStyle,
    width: isTTY ? Math.min(columns ?? 80, 120) : null,
    seconds: (performance.now() - started) / 1000,
    pageOf: rulePageFile,
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
