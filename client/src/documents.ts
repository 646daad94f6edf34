import { window } from 'vscode';
import { ruleTestFiles, watchedFiles } from '../../server/src/protocol.ts';

/**
 * Apex, by Salesforce's language ids or, without Salesforce's extension, by the names of the files; the rules
 * themselves, and tests of them.
 */
export const salesforceDocuments = [
  { scheme: 'file', language: 'apex' },
  { scheme: 'file', language: 'apex-anon' },
  { scheme: 'file', pattern: watchedFiles.sources },
  { scheme: 'file', pattern: watchedFiles.rules },
  { scheme: 'file', pattern: ruleTestFiles },
] as const;

/** Files in which integrations are written: some of them have to do with Salesforce. */
export const integrationDocuments = [{ scheme: 'file', pattern: watchedFiles.integration }] as const;

/** The documents that the server sees. */
export const documentSelector = [...salesforceDocuments, ...integrationDocuments] as const;

/** The file in the active editor, for commands that work on it. */
export function activeUri(): string | null {
  const uri = window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' ? uri.toString() : null;
}
