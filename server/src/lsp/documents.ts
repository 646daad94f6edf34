import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
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
    this.#texts.listen(connection);
  }

  onDidChange(listener: (uri: string) => void): void {
    this.#texts.onDidChangeContent(({ document }) => listener(canonicalUri(document.uri)));
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
