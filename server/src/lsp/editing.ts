import {
  CompletionRequest,
  type Connection,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  type Hover,
  type HoverParams,
  ReferencesRequest,
} from 'vscode-languageserver';
import { ruleTestFiles, watchedFiles } from '../protocol.ts';
import { ruleFileTriggers, triggerCharacters } from './capabilities.ts';
import { isRuleFile, type RuleFileEditing } from './ruleFiles/ruleFileEditing.ts';
import type { RuleTestEditing } from './ruleTests/ruleTestEditing.ts';
import { isRuleTestFile } from './ruleTests/ruleTestFiles.ts';
import { canonicalUri } from './uris.ts';

/** Help with writing the files that are this product's own subject: rules, and tests of them. */
export class Editing {
  readonly #ruleFiles: RuleFileEditing;
  readonly #ruleTests: RuleTestEditing;

  constructor(ruleFiles: RuleFileEditing, ruleTests: RuleTestEditing) {
    this.#ruleFiles = ruleFiles;
    this.#ruleTests = ruleTests;
  }

  listen(connection: Connection): void {
    const isRule = (document: { readonly uri: string }) => isRuleFile(canonicalUri(document.uri));
    connection.onCompletion((params) =>
      isRule(params.textDocument) ? this.#ruleFiles.complete(params) : this.#ruleTests.complete(params),
    );
    connection.onDefinition((params) =>
      isRule(params.textDocument) ? this.#ruleFiles.definition(params) : this.#ruleTests.definition(params),
    );
    connection.onReferences((params, token) => this.#ruleFiles.references(params, token));
    connection.onDocumentHighlight((params) => this.#ruleFiles.highlights(params));
    connection.onDocumentSymbol(({ textDocument }) => this.#ruleFiles.symbols(textDocument));
  }

  /** Null: the file is none of these. */
  hover(params: HoverParams): Promise<Hover | null> | null {
    const uri = canonicalUri(params.textDocument.uri);
    if (isRuleFile(uri)) return this.#ruleFiles.hover(params);
    return isRuleTestFile(uri) ? this.#ruleTests.hover(params) : null;
  }
}

/** For clients that can be told which files this is for: others' YAML and XML is left alone. */
export async function registerEditing({ client }: Connection): Promise<void> {
  const tests = [{ scheme: 'file', pattern: ruleTestFiles }];
  await client.register(CompletionRequest.type, { documentSelector: tests, triggerCharacters });
  await client.register(DefinitionRequest.type, { documentSelector: tests });
  const rules = [{ scheme: 'file', pattern: watchedFiles.rules }];
  await client.register(CompletionRequest.type, {
    documentSelector: rules,
    triggerCharacters: ruleFileTriggers,
  });
  await client.register(DefinitionRequest.type, { documentSelector: rules });
  await client.register(ReferencesRequest.type, { documentSelector: rules });
  await client.register(DocumentHighlightRequest.type, { documentSelector: rules });
  await client.register(DocumentSymbolRequest.type, { documentSelector: rules });
}
