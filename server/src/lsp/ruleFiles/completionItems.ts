import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind } from 'vscode-languageserver';
import type { Completion, Completions } from '../../core/metadata/editing/complete.ts';
import type { LineIndex } from '../../core/text.ts';
import { toRange } from '../convert.ts';
import { localised } from '../l10n/language.ts';
import type { EditorFeatures } from './ruleFileEditing.ts';

export function completionItems(
  { typed, items }: Completions,
  lines: LineIndex,
  { suggestCommand, showsLabelDetails }: EditorFeatures,
): CompletionItem[] {
  const range = toRange(lines, typed);
  return items.map((one): CompletionItem => {
    const { label, filter, text, isSnippet, leadsOn, also } = one;
    const [detail, documentation] = [localised(one.detail), localised(one.documentation)];
    const item: CompletionItem = {
      label,
      kind: kinds[one.kind],
      filterText: filter,
      sortText: `${String(one.rank).padStart(4, '0')} ${label}`,
      textEdit: { range, newText: text },
    };
    if (detail !== '' && showsLabelDetails) item.labelDetails = { description: detail };
    else if (detail !== '') item.detail = detail;
    if (documentation !== '') item.documentation = { kind: MarkupKind.Markdown, value: documentation };
    if (isSnippet) item.insertTextFormat = InsertTextFormat.Snippet;
    if (also.length > 0) {
      item.additionalTextEdits = also.map(({ span, newText }) => ({ range: toRange(lines, span), newText }));
    }
    if (leadsOn && suggestCommand !== null) item.command = { title: 'Suggest', command: suggestCommand };
    return item;
  });
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
