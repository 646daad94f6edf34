import { CodeLens, type Disposable, l10n, languages, Range, type TextDocument } from 'vscode';
import { checkBeforeLoadingCommand, objectOfHeaderRequest } from '../../../server/src/protocol.ts';
import type { Server } from '../server.ts';

/** A lens on the first line of a file of records whose columns are fields of an object with rules. */
export function preflightLens(server: Server): Disposable {
  return languages.registerCodeLensProvider(
    { scheme: 'file', pattern: '**/*.{csv,tsv}' },
    {
      onDidChangeCodeLenses: server.onDidChange,
      async provideCodeLenses(document, token) {
        // A table alone starts nothing.
        if (server.state !== 'running' || !hasRows(document)) return [];
        const header = document.lineAt(0).text;
        if (header.length > longestHeader) return [];
        const uri = document.uri.toString();
        const object = await server.request(objectOfHeaderRequest, { uri, header }, token);
        if (object === null) return [];
        return [
          new CodeLens(new Range(0, 0, 0, 0), {
            title: l10n.t('Check this file before loading ({0})', object),
            command: checkBeforeLoadingCommand,
            arguments: [uri],
          }),
        ];
      },
    },
  );
}

/** Whether there is anything below the first line. */
function hasRows(document: TextDocument): boolean {
  return document.lineCount > 2 || (document.lineCount === 2 && document.lineAt(1).text.trim() !== '');
}

const longestHeader = 20_000;
