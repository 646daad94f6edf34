import type { TextEdit } from '../../text.ts';

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
