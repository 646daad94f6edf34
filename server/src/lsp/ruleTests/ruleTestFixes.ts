import { t } from '@vscode/l10n';
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { canonicalUri } from '../uris.ts';
import { ruleTestDiagnostic } from './ruleTestDiagnostics.ts';
import type { RuleTestFiles } from './ruleTestFiles.ts';

/** Puts the word that is meant in place of a misspelt one. */
export async function ruleTestFixes(
  files: RuleTestFiles,
  { textDocument, range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const wanted = context.only?.some((kind) => CodeActionKind.QuickFix.startsWith(kind)) ?? true;
  const opened = wanted ? await files.open(canonicalUri(textDocument.uri)) : null;
  if (opened === null) return [];
  const { file, lines } = opened;
  const [start, end] = [lines.offset(range.start), lines.offset(range.end)];
  return file.problems.flatMap((problem): CodeAction[] => {
    const { replacement } = problem;
    if (replacement === null || problem.start > end || problem.end < start) return [];
    const diagnostic = ruleTestDiagnostic(problem, lines);
    return [
      {
        title: t('Change to {0}', replacement),
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: true,
        edit: { changes: { [textDocument.uri]: [{ range: diagnostic.range, newText: replacement }] } },
      },
    ];
  });
}
