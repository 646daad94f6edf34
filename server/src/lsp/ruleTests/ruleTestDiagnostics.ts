import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { RuleTestProblem } from '../../core/ruleTests/model.ts';
import type { LineIndex } from '../../core/text.ts';
import { diagnosticSource, toRange } from '../convert.ts';
import { localised } from '../l10n/language.ts';
import type { RuleTestFiles } from './ruleTestFiles.ts';

/** What is wrong with a file of rule tests. */
export async function ruleTestDiagnostics(files: RuleTestFiles, uri: string): Promise<Diagnostic[]> {
  const opened = await files.open(uri);
  if (opened === null) return [];
  return opened.file.problems.map((problem) => ruleTestDiagnostic(problem, opened.lines));
}

export function ruleTestDiagnostic(problem: RuleTestProblem, lines: LineIndex): Diagnostic {
  const isError = problem.severity === 'error';
  return {
    range: toRange(lines, problem),
    severity: isError ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code: 'rule-test',
    source: diagnosticSource,
    message: localised(problem.message),
  };
}
