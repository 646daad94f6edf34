import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { OutlineEntry } from '../../core/metadata/editing/outline.ts';
import type { LineIndex } from '../../core/text.ts';
import { toRange } from '../convert.ts';

export function documentSymbols(entries: readonly OutlineEntry[], lines: LineIndex): DocumentSymbol[] {
  return entries.map(
    ({ name, detail, kind, span, selection, children }): DocumentSymbol => ({
      name,
      ...(detail === '' ? {} : { detail }),
      kind: kinds[kind],
      range: toRange(lines, span),
      selectionRange: toRange(lines, selection),
      children: documentSymbols(children, lines),
    }),
  );
}

const kinds: Readonly<Record<OutlineEntry['kind'], SymbolKind>> = {
  rule: SymbolKind.Class,
  action: SymbolKind.Event,
  condition: SymbolKind.Boolean,
  reference: SymbolKind.Interface,
  mapping: SymbolKind.Property,
  item: SymbolKind.Field,
};
