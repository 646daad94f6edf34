import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Hover,
  InsertTextFormat,
  type Location,
  MarkupKind,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import {
  type Completion,
  type Completions,
  completeRuleTest,
} from '../../core/ruleTests/editing/complete.ts';
import { describeInRuleTest } from '../../core/ruleTests/editing/describe.ts';
import { definitionInRuleTest } from '../../core/ruleTests/editing/find.ts';
import { LineIndex } from '../../core/text.ts';
import { toRange } from '../convert.ts';
import type { Documents } from '../documents.ts';
import { localised } from '../l10n/language.ts';
import { canonicalUri } from '../uris.ts';
import { isRuleTestFile, type RuleTestFiles } from './ruleTestFiles.ts';

const nothing = { isIncomplete: false, items: [] };

/** Completion, hover and definition in files of rule tests; nothing in others. */
export class RuleTestEditing {
  readonly #files: RuleTestFiles;
  readonly #documents: Documents;
  readonly #takesSnippets: boolean;
  readonly #suggestCommand: string | null;

  /** @param suggestCommand command of the client that asks for completions, for where a name leads to a value */
  constructor(
    files: RuleTestFiles,
    documents: Documents,
    { takesSnippets, suggestCommand }: { takesSnippets: boolean; suggestCommand: string | null },
  ) {
    this.#files = files;
    this.#documents = documents;
    this.#takesSnippets = takesSnippets;
    this.#suggestCommand = suggestCommand;
  }

  async complete({ textDocument, position }: TextDocumentPositionParams): Promise<CompletionList> {
    const there = await this.#at(textDocument.uri);
    if (there === null) return nothing;
    const { text, lines, rules } = there;
    const found = completeRuleTest(text, lines.offset(position), rules, this.#takesSnippets);
    return { isIncomplete: false, items: this.#items(found, lines) };
  }

  async hover({ textDocument, position }: TextDocumentPositionParams): Promise<Hover | null> {
    const there = await this.#at(textDocument.uri);
    if (there === null) return null;
    const { text, lines, rules } = there;
    const shown = describeInRuleTest(text, lines.offset(position), rules);
    return (
      shown && {
        contents: { kind: MarkupKind.Markdown, value: localised(shown.markdown) },
        range: toRange(lines, shown),
      }
    );
  }

  async definition({ textDocument, position }: TextDocumentPositionParams): Promise<Location | null> {
    const there = await this.#at(textDocument.uri);
    if (there === null) return null;
    const { uri, text, lines, rules, project } = there;
    const found = definitionInRuleTest(uri, text, lines.offset(position), rules);
    if (found === null) return null;
    const its = found.uri === uri ? lines : (project.lines(found.uri) ?? new LineIndex(''));
    return { uri: this.#documents.spelling(found.uri), range: toRange(its, found) };
  }

  async #at(clientUri: string) {
    const uri = canonicalUri(clientUri);
    return isRuleTestFile(uri) ? this.#files.text(uri) : null;
  }

  #items({ typed, items }: Completions, lines: LineIndex): CompletionItem[] {
    const range = toRange(lines, typed);
    return items.map((one): CompletionItem => {
      const { label, detail, documentation, filter, text, isSnippet, leadsOn } = one;
      return {
        label,
        kind: kinds[one.kind],
        ...(detail === '' ? {} : { detail: localised(detail) }),
        ...(documentation === '' ? {} : { documentation: localised(documentation) }),
        filterText: filter,
        sortText: `${String(one.rank + 1).padStart(3, '0')} ${label}`,
        textEdit: { range, newText: text },
        ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
        ...(leadsOn && this.#suggestCommand !== null
          ? { command: { title: 'Suggest', command: this.#suggestCommand } }
          : {}),
      };
    });
  }
}

const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  test: CompletionItemKind.Snippet,
  object: CompletionItemKind.Class,
  field: CompletionItemKind.Field,
  'user-field': CompletionItemKind.Field,
  'compared-field': CompletionItemKind.Field,
  'external-id': CompletionItemKind.Field,
  rule: CompletionItemKind.Event,
  'matching-rule': CompletionItemKind.Event,
  record: CompletionItemKind.Reference,
  'seen-record': CompletionItemKind.Reference,
  'data-file': CompletionItemKind.File,
};
