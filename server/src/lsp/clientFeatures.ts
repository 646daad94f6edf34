import type { ClientCapabilities } from 'vscode-languageserver';

/** What the client can do, as far as the server acts on it. */
export interface ClientFeatures {
  /** Asks for diagnostics, and again when it is told to: else it is sent them, so that they do not grow stale. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly workspaceFolders: boolean;
  readonly registersWatchers: boolean;
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly codeActionLiterals: boolean;
  readonly resolvesCodeActionEdits: boolean;
  readonly fileOperations: boolean;
  readonly takesSnippets: boolean;
  readonly showsLabelDetails: boolean;
  /** Opens a document when the server asks for it. */
  readonly showsDocuments: boolean;
  /** Completion, definition and the like can be had for the files that know them, instead of for all. */
  readonly registersEditing: boolean;
}

export function clientFeatures({ workspace, textDocument, window }: ClientCapabilities): ClientFeatures {
  const codeAction = textDocument?.codeAction;
  return {
    pullsDiagnostics:
      textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    relatedInformation:
      (textDocument?.diagnostic?.relatedInformation ??
        textDocument?.publishDiagnostics?.relatedInformation) === true,
    codeDescription:
      (textDocument?.diagnostic?.codeDescriptionSupport ??
        textDocument?.publishDiagnostics?.codeDescriptionSupport) === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    codeActionLiterals: codeAction?.codeActionLiteralSupport !== undefined,
    resolvesCodeActionEdits:
      codeAction?.dataSupport === true && codeAction.resolveSupport?.properties.includes('edit') === true,
    fileOperations: workspace?.fileOperations?.didDelete === true,
    showsLabelDetails: textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    showsDocuments: window?.showDocument?.support === true,
    takesSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    registersEditing: [
      textDocument?.completion,
      textDocument?.definition,
      textDocument?.references,
      textDocument?.documentHighlight,
      textDocument?.documentSymbol,
    ].every((one) => one?.dynamicRegistration === true),
  };
}
