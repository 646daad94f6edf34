import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Hover,
  InsertTextFormat,
  MarkupKind,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { kindOf } from '../../core/files.ts';
import { type Completion, type Completions, completeRuleFile } from '../../core/metadata/editing/complete.ts';
import { describeInRuleFile } from '../../core/metadata/editing/describe.ts';
import type { RuleFile } from '../../core/metadata/editing/project.ts';
import { LineIndex } from '../../core/text.ts';
import { toRange } from '../convert.ts';
import type { Documents } from '../documents.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { canonicalUri } from '../uris.ts';
import type { Workspace } from '../workspace.ts';

const nothing: CompletionList = { isIncomplete: false, items: [] };

/** Whether a file holds a duplicate rule or matching rules. */
export function isRuleFile(uri: string): boolean {
  const kind = kindOf(uri);
  return kind === 'duplicate-rule' || kind === 'matching-rule';
}

interface OpenRuleFile extends RuleFile {
  readonly lines: LineIndex;
  readonly loaded: LoadedProject;
}

/** Help with writing files of duplicate rules and matching rules; nothing in others. */
export class RuleFileEditing {
  readonly #workspace: Workspace;
  readonly #documents: Documents;
  readonly #takesSnippets: boolean;
  readonly #suggestCommand: string | null;

  /** @param suggestCommand command of the client that asks for completions, for where an element leads to a value */
  constructor(
    workspace: Workspace,
    documents: Documents,
    { takesSnippets, suggestCommand }: { takesSnippets: boolean; suggestCommand: string | null },
  ) {
    this.#workspace = workspace;
    this.#documents = documents;
    this.#takesSnippets = takesSnippets;
    this.#suggestCommand = suggestCommand;
  }

  async complete({ textDocument, position }: TextDocumentPositionParams): Promise<CompletionList> {
    const file = await this.#at(textDocument.uri);
    if (file === null) return nothing;
    const found = completeRuleFile(file, file.lines.offset(position), {
      takesSnippets: this.#takesSnippets,
      asksAgain: this.#suggestCommand !== null,
    });
    return { isIncomplete: false, items: this.#items(found, file.lines) };
  }

  async hover({ textDocument, position }: TextDocumentPositionParams): Promise<Hover | null> {
    const file = await this.#at(textDocument.uri);
    const shown = file && describeInRuleFile(file, file.lines.offset(position));
    return (
      shown && {
        contents: { kind: MarkupKind.Markdown, value: shown.markdown },
        range: toRange(file.lines, shown),
      }
    );
  }

  async #at(clientUri: string): Promise<OpenRuleFile | null> {
    const uri = canonicalUri(clientUri);
    if (!isRuleFile(uri)) return null;
    const loaded = (await this.#workspace.projectOf(uri)) ?? (await this.#workspace.looseProject());
    const text = this.#documents.text(uri) ?? loaded.text(uri);
    if (text === null) return null;
    const { catalog, schema } = loaded.analysis;
    return { uri, text, lines: new LineIndex(text), loaded, project: { catalog, schema } };
  }

  #items({ typed, items }: Completions, lines: LineIndex): CompletionItem[] {
    const range = toRange(lines, typed);
    return items.map((one): CompletionItem => {
      const { label, detail, documentation, filter, text, isSnippet, leadsOn, also } = one;
      return {
        label,
        kind: kinds[one.kind],
        ...(detail === '' ? {} : { detail }),
        ...(documentation === ''
          ? {}
          : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
        filterText: filter,
        sortText: `${String(one.rank).padStart(4, '0')} ${label}`,
        textEdit: { range, newText: text },
        ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
        ...(also.length === 0
          ? {}
          : {
              additionalTextEdits: also.map(({ span, newText }) => ({
                range: toRange(lines, span),
                newText,
              })),
            }),
        ...(leadsOn && this.#suggestCommand !== null
          ? { command: { title: 'Suggest', command: this.#suggestCommand } }
          : {}),
      };
    });
  }
}

const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  element: CompletionItemKind.Property,
  snippet: CompletionItemKind.Snippet,
  attribute: CompletionItemKind.Property,
  choice: CompletionItemKind.EnumMember,
  object: CompletionItemKind.Class,
  field: CompletionItemKind.Field,
  'matching-rule': CompletionItemKind.Event,
  number: CompletionItemKind.Value,
  keyword: CompletionItemKind.Operator,
};
