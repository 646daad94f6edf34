import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import * as z from 'zod';
import { canonicalUri } from './uris.ts';
import type { Workspace } from './workspace.ts';

/** Keeps the texts of open documents, incrementally, and tells the workspace of them. */
export class Documents {
  readonly #texts = new TextDocuments(TextDocument);
  /** The client's own spelling of the URIs of open documents, by the canonical one. */
  readonly #spellings = new Map<string, string>();

  listen(connection: Connection, workspace: Workspace, onClose: (uri: string) => void): void {
    this.#texts.onDidOpen(({ document }) => {
      const uri = canonicalUri(document.uri);
      this.#spellings.set(uri, document.uri);
      workspace.openDocument({ uri, text: () => document.getText() });
    });
    this.#texts.onDidChangeContent(({ document }) => workspace.changeDocument(canonicalUri(document.uri)));
    this.#texts.onDidClose(({ document }) => {
      const uri = canonicalUri(document.uri);
      workspace.closeDocument(uri);
      onClose(uri);
      this.#spellings.delete(uri);
    });
    this.#texts.listen(wellFormed(connection));
  }

  onDidChange(listener: (uri: string) => void): void {
    this.#texts.onDidChangeContent(({ document }) => listener(canonicalUri(document.uri)));
  }

  onDidSave(listener: (uri: string) => void): void {
    this.#texts.onDidSave(({ document }) => listener(canonicalUri(document.uri)));
  }

  /** The present text of an open document; null for one that is not open. */
  text(uri: string): string | null {
    return this.#texts.get(this.spelling(uri))?.getText() ?? null;
  }

  /** How the client spells a URI. */
  spelling(uri: string): string {
    return this.#spellings.get(uri) ?? uri;
  }

  /** The version of an open document; null for one that is not open. */
  version(uri: string): number | null {
    return this.#texts.get(this.spelling(uri))?.version ?? null;
  }
}

const position = z.object({ line: z.number(), character: z.number() });
const opened = z.object({
  textDocument: z.object({ uri: z.string(), languageId: z.string(), version: z.number(), text: z.string() }),
});
const changed = z.object({
  textDocument: z.object({ uri: z.string(), version: z.number() }),
  contentChanges: z.array(
    z.object({ text: z.string(), range: z.object({ start: position, end: position }).optional() }),
  ),
});
const named = z.object({ textDocument: z.object({ uri: z.string() }) });

type DocumentConnection = Parameters<TextDocuments<TextDocument>['listen']>[0];

/** A client's mistake about one document must not upset what comes later: such a message is left out. */
function wellFormed(connection: Connection): DocumentConnection {
  const told =
    (shape: z.ZodType, what: string) =>
    <P>(handler: (params: P) => void) =>
    (params: P) => {
      if (shape.safeParse(params).success) handler(params);
      else
        connection.console.warn(`A ${what} notification of the client is not as it should be, and left out.`);
    };
  const [open, change] = [told(opened, 'didOpen'), told(changed, 'didChange')];
  const [close, save] = [told(named, 'didClose'), told(named, 'didSave')];
  return {
    onDidOpenTextDocument: (handler) => connection.onDidOpenTextDocument(open(handler)),
    onDidChangeTextDocument: (handler) => connection.onDidChangeTextDocument(change(handler)),
    onDidCloseTextDocument: (handler) => connection.onDidCloseTextDocument(close(handler)),
    onWillSaveTextDocument: (handler) => connection.onWillSaveTextDocument(handler),
    onWillSaveTextDocumentWaitUntil: (handler) => connection.onWillSaveTextDocumentWaitUntil(handler),
    onDidSaveTextDocument: (handler) => connection.onDidSaveTextDocument(save(handler)),
  };
}
