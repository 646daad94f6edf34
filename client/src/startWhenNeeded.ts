import type { Disposable } from 'vscode';
import { mentionsSalesforce } from '../../server/src/protocol.ts';

/** An open document, as far as it matters whether there is work for the server. */
export interface StartingDocument {
  /** Apex, or rules of Salesforce. */
  readonly isSalesforces: boolean;
  /** Of a language in which integrations are written. */
  readonly isIntegration: boolean;
  getText(): string;
}

/** The editor's window, and what happens in it. */
export interface StartingWindow {
  readonly documents: readonly StartingDocument[];
  /** Whether a folder holds a Salesforce project or the product's configuration. */
  hasProject(): Promise<boolean>;
  onDidOpen(listener: (document: StartingDocument) => void): Disposable;
  onDidSave(listener: (document: StartingDocument) => void): Disposable;
  onDidChangeFolders(listener: () => void): Disposable;
}

/**
 * Starts the server when there is something for it. The editor activates an extension with the first JavaScript or
 * Python file of a window, and most of these windows have nothing to do with Salesforce.
 *
 * @param start called once
 */
export function startWhenNeeded(window: StartingWindow, start: () => void): Disposable {
  const listening: Disposable[] = [];
  let isOver = false;
  const dispose = () => {
    isOver = true;
    for (const one of listening.splice(0)) one.dispose();
  };
  const startOnce = () => {
    if (isOver) return;
    dispose();
    start();
  };
  const look = (document: StartingDocument) => {
    if (isOver) return;
    if (document.isSalesforces || (document.isIntegration && mentionsSalesforce(document.getText())))
      startOnce();
  };
  const lookForProjects = () => {
    window.hasProject().then(
      (found) => {
        if (found) startOnce();
      },
      () => {},
    );
  };
  window.documents.forEach(look);
  if (isOver) return { dispose };
  listening.push(window.onDidOpen(look), window.onDidSave(look), window.onDidChangeFolders(lookForProjects));
  lookForProjects();
  return { dispose };
}
