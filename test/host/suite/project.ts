import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const source = 'force-app/main/default';

export const files = {
  candidateIntake: `${source}/classes/CandidateIntake.cls`,
  contactImport: `${source}/classes/ContactImport.cls`,
  leadCapture: `${source}/classes/LeadCapture.cls`,
  leadCaptureTest: `${source}/classes/LeadCaptureTest.cls`,
  candidateHired: `${source}/triggers/CandidateHired.trigger`,
  seed: 'scripts/seed.apex',
  contactRule: `${source}/duplicateRules/Contact.Contact_Email.duplicateRule-meta.xml`,
  leadTests: 'tests/leads.duptest.yaml',
  leadRule: `${source}/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml`,
} as const;

/** The URI of a file of the opened project. */
export function uriOf(file: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, file);
}

export async function show(
  file: string,
  column: vscode.ViewColumn = vscode.ViewColumn.One,
): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(uriOf(file), { viewColumn: column });
}

/** Ids of our findings in a file, in the order of their lines, once the condition holds. */
export async function findingsOf(
  file: string,
  until: (ids: readonly string[]) => boolean,
): Promise<readonly string[]> {
  let ids: readonly string[] = [];
  await eventually(
    () => {
      ids = diagnosticsOf(file).map(({ code }) =>
        typeof code === 'object' ? String(code.value) : String(code),
      );
      return until(ids);
    },
    () => `findings in ${file}: ${ids.join(', ') || 'none'}`,
  );
  return ids;
}

export function diagnosticsOf(file: string): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uriOf(file))
    .filter(({ source: origin }) => origin === 'duplicate-rules')
    .sort((a, b) => a.range.start.line - b.range.start.line);
}

/** Waits until something holds, or fails with what is there instead. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  otherwise: () => string,
  within = 15_000,
): Promise<void> {
  const end = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > end) assert.fail(`Not within ${within / 1000} s; ${otherwise()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
