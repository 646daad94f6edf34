import { t } from '@vscode/l10n';
import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { Severity } from '../core/findings.ts';
import type { WorkspaceSummary } from '../protocol.ts';
import type { Converter } from './convert.ts';
import type { LoadedProject } from './loadedProject.ts';
import { startProgress } from './progress.ts';
import { type Cancellable, inSlices } from './slices.ts';
import type { Workspace } from './workspace.ts';

/** How much of a workspace is shown by itself. Open files are always shown. */
export interface Cap {
  readonly files: number;
  readonly findings: number;
}

export const defaultCap: Cap = { files: 500, findings: 2_000 };

export interface FileResult {
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
}

interface FileToDo {
  readonly project: LoadedProject;
  readonly uri: string;
}

/**
 * Looks at every file of the workspace, open ones first, in slices; shows progress and can be cancelled by
 * the user and by the caller. `report` gets each file with findings up to the cap, and each file without.
 */
export async function survey(
  connection: Connection,
  workspace: Workspace,
  converter: Converter,
  token: Cancellable,
  isWanted: (project: LoadedProject) => boolean,
  cap: Cap,
  report: (result: FileResult) => void,
): Promise<WorkspaceSummary> {
  const projects = (await workspace.allReady()).filter(isWanted);
  const progress = startProgress(connection, t('Duplicate Rules: checking the workspace'), 1_000);
  const either = {
    get isCancellationRequested() {
      return token.isCancellationRequested || progress.isCancellationRequested;
    },
  };
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, information: 0 };
  const counts = { files: 0, filesWithFindings: 0, findings: 0, hiddenFiles: 0 };
  try {
    let complete = true;
    for (const project of projects) {
      const steps = project.analysis.analyseAll();
      complete &&= await inSlices(steps, ({ done, total }) => progress.report(done, total), either);
    }
    complete &&= await inSlices(filesOf(workspace, projects), lookAt, either);
    return { ...counts, bySeverity, complete };
  } finally {
    progress.end();
  }

  function lookAt({ project, uri }: FileToDo): void {
    const findings = project.analysis.findings(uri);
    counts.files++;
    if (findings.length > 0) counts.filesWithFindings++;
    const isFull = counts.filesWithFindings > cap.files || counts.findings + findings.length > cap.findings;
    counts.findings += findings.length;
    for (const { severity } of findings) bySeverity[severity]++;
    if (findings.length > 0 && isFull && !project.isOpen(uri)) counts.hiddenFiles++;
    else report({ uri, diagnostics: converter.diagnostics(project, findings) });
  }
}

function filesOf(workspace: Workspace, projects: readonly LoadedProject[]): FileToDo[] {
  const files = projects.flatMap((project) =>
    [...project.analysis.files]
      .filter((uri) => project.isOpen(uri) || workspace.isInFolders(uri))
      .map((uri) => ({ project, uri })),
  );
  const rank = ({ project, uri }: FileToDo) => (project.isOpen(uri) ? 0 : 1);
  return files.sort((a, b) => rank(a) - rank(b) || (a.uri < b.uri ? -1 : 1));
}
