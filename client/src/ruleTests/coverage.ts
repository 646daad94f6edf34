import {
  BranchCoverage,
  DeclarationCoverage,
  FileCoverage,
  type FileCoverageDetail,
  Range,
  StatementCoverage,
  Uri,
} from 'vscode';
import type { CoveredFile, CoveredPart } from '../../../server/src/protocol.ts';

const details = new WeakMap<FileCoverage, FileCoverageDetail[]>();

/** What tests touched of a rule's file, as the editor shows coverage: rules are declarations, their parts statements. */
export function fileCoverage({ uri, elements }: CoveredFile): FileCoverage {
  const parts = elements.map(detailOf);
  const coverage = FileCoverage.fromDetails(Uri.parse(uri), parts);
  details.set(coverage, parts);
  return coverage;
}

export function coverageDetails(coverage: FileCoverage): FileCoverageDetail[] {
  return details.get(coverage) ?? [];
}

function detailOf({ kind, name, range, count, branches }: CoveredPart): FileCoverageDetail {
  const { start, end } = range;
  const place = new Range(start.line, start.character, end.line, end.character);
  if (kind === 'rule') return new DeclarationCoverage(name, count, place);
  return new StatementCoverage(
    count,
    place,
    branches.map((branch) => new BranchCoverage(branch.count, place, branch.label)),
  );
}
