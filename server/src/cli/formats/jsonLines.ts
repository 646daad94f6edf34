import type { Position } from '../../core/text.ts';
import { displayPath } from '../paths.ts';
import type { CheckReport, ReportedPlace } from '../report.ts';

/** One JSON object a line for each finding; docs/cli.md describes its shape, which only ever grows. */
export function formatJsonLines(report: CheckReport, { cwd }: { readonly cwd: string }): string {
  const place = ({ file, start, end }: ReportedPlace) => ({
    path: displayPath(file, cwd),
    start: oneBased(start),
    end: oneBased(end),
  });
  return report.findings
    .map(({ finding, related, hash, ...reported }) =>
      JSON.stringify({
        ruleId: finding.ruleId,
        severity: finding.severity,
        message: finding.message,
        ...place(reported.place),
        related: related.map((other) => ({ ...place(other), message: other.message })),
        fingerprint: hash,
      }),
    )
    .map((line) => line + '\n')
    .join('');
}

function oneBased({ line, character }: Position): { line: number; column: number } {
  return { line: line + 1, column: character + 1 };
}
