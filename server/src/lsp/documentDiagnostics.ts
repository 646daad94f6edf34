import {
  type CancellationToken,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { type Converter, resultIdOf } from './convert.ts';
import { canonicalUri } from './uris.ts';
import type { Workspace } from './workspace.ts';

/** What is wrong in a file, by its canonical URI. */
export type DiagnosticsOf = (uri: string, token: CancellationToken) => Promise<Diagnostic[]>;

/** Answers textDocument/diagnostic: computed when asked, from the text as it is then. */
export async function documentDiagnostics(
  of: DiagnosticsOf,
  params: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const items = await of(canonicalUri(params.textDocument.uri), token);
  const resultId = resultIdOf(items);
  if (resultId === params.previousResultId) {
    return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  }
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** Empty for a file that is not known. Waits until the file's project is read. */
export async function diagnosticsOf(
  workspace: Workspace,
  converter: Converter,
  uri: string,
  token: CancellationToken,
): Promise<Diagnostic[]> {
  const project = await workspace.projectOf(uri);
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
  return project === null ? [] : converter.diagnostics(project, project.analysis.findings(uri));
}
