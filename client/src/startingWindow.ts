import { languages, type TextDocument, Uri, workspace } from 'vscode';
import { integrationDocuments, salesforceDocuments } from './documents.ts';
import type { StartingDocument, StartingWindow } from './startWhenNeeded.ts';

/** Where the files stand whose presence activates the extension. */
const projectFiles = '{sfdx-project.json,*/sfdx-project.json,duplicate-rules.config.json}';

export const startingWindow: StartingWindow = {
  get documents() {
    return workspace.textDocuments.map(startingDocument);
  },
  hasProject,
  onDidOpen: (listener) =>
    workspace.onDidOpenTextDocument((document) => listener(startingDocument(document))),
  onDidSave: (listener) =>
    workspace.onDidSaveTextDocument((document) => listener(startingDocument(document))),
  onDidChangeFolders: (listener) => workspace.onDidChangeWorkspaceFolders(listener),
};

function startingDocument(document: TextDocument): StartingDocument {
  return {
    get isSalesforces() {
      return languages.match([...salesforceDocuments], document) > 0;
    },
    get isIntegration() {
      return languages.match([...integrationDocuments], document) > 0;
    },
    getText: () => document.getText(),
  };
}

async function hasProject(): Promise<boolean> {
  // Most projects are the folder that is opened: that is known at once, a search takes a while.
  const roots = (workspace.workspaceFolders ?? []).map(({ uri }) => Uri.joinPath(uri, 'sfdx-project.json'));
  const atRoot = await Promise.all(
    roots.map((uri) =>
      workspace.fs.stat(uri).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (atRoot.includes(true)) return true;
  return (await workspace.findFiles(projectFiles, '**/node_modules/**', 1)).length > 0;
}
