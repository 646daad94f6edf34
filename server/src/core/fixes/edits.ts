import type { Span, TextEdit } from '../text.ts';
import { lineEnd, lineStart, nextLine } from './layout.ts';

/** Whether edits touch the same text, or insert at the same place. */
export function overlapping(edits: readonly TextEdit[]): boolean {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return ordered.some((edit, index) => {
    const before = ordered[index - 1];
    return (
      before !== undefined && (edit.span.start < before.span.end || edit.span.start === before.span.start)
    );
  });
}

/** Takes a piece of the file out, with its line if nothing else stands on it. */
export function removeSpan({ start, end }: Span, source: string): TextEdit {
  const from = lineStart(source, start);
  const standsAlone =
    source.slice(from, start).trim() === '' && /^\s*$/.test(source.slice(end, lineEnd(source, end)));
  if (standsAlone) return { span: { start: from, end: nextLine(source, end) }, newText: '' };
  let last = end;
  while (/[ \t]/.test(source[last] ?? '')) last++;
  let first = start;
  if (last === lineEnd(source, end)) {
    while (first > from && /[ \t]/.test(source[first - 1]!)) first--;
  }
  return { span: { start: first, end: last }, newText: '' };
}
