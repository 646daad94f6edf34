import type { Connection, Hover, HoverParams } from 'vscode-languageserver';
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
    connection.onCompletion((params) =>
      isRuleFile(canonicalUri(params.textDocument.uri))
        ? this.#ruleFiles.complete(params)
        : this.#ruleTests.complete(params),
    );
    connection.onDefinition((params) => this.#ruleTests.definition(params));
  }

  /** Null: the file is none of these. */
  hover(params: HoverParams): Promise<Hover | null> | null {
    const uri = canonicalUri(params.textDocument.uri);
    if (isRuleFile(uri)) return this.#ruleFiles.hover(params);
    return isRuleTestFile(uri) ? this.#ruleTests.hover(params) : null;
  }
}
