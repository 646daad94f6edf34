import {
  CodeActionKind,
  type FileSystemWatcher,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { fixAllKind, watchedFiles } from '../protocol.ts';
import type { ClientFeatures } from './clientFeatures.ts';

export function initializeResult(
  features: ClientFeatures,
  version: string,
  commands: readonly string[],
): InitializeResult {
  const folders = { filters: [{ scheme: 'file', pattern: { glob: '**/*', matches: 'folder' as const } }] };
  return {
    serverInfo: { name: 'duplicate-rules', version },
    capabilities: {
      textDocumentSync: {
        openClose: true,
        change: TextDocumentSyncKind.Incremental,
        ...(features.registersWatchers ? {} : { save: { includeText: false } }),
      },
      hoverProvider: true,
      ...(features.registersEditing
        ? {}
        : {
            completionProvider: { triggerCharacters: [...triggerCharacters, ...ruleFileTriggers] },
            definitionProvider: true,
            referencesProvider: true,
            documentHighlightProvider: true,
            documentSymbolProvider: true,
          }),
      codeLensProvider: { resolveProvider: false },
      ...(commands.length === 0 ? {} : { executeCommandProvider: { commands: [...commands] } }),
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
        resolveProvider: features.resolvesCodeActionEdits,
      },
      ...(features.pullsDiagnostics
        ? {
            diagnosticProvider: {
              identifier: 'duplicate-rules',
              interFileDependencies: true,
              workspaceDiagnostics: true,
            },
          }
        : {}),
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        ...(features.fileOperations ? { fileOperations: { didDelete: folders, didRename: folders } } : {}),
      },
    },
  };
}

/** A value follows a space; a field follows its relationship, a rule its object. */
export const triggerCharacters = [' ', '.'];

/** In rule files: a tag follows `<`, its name `</`, a value the `>`. */
export const ruleFileTriggers = ['<', '/', '>'];

export function watchers(): FileSystemWatcher[] {
  return Object.values(watchedFiles).map((globPattern) => ({ globPattern }));
}
