import type { Span } from '../text.ts';

/** A place that git could not merge, and nobody has since. */
export interface MergeConflict {
  /** The line that opens it. */
  readonly opening: Span;
  /** What has to go for the first of its sides to remain: the markers, and the other sides. */
  readonly others: readonly Span[];
}

/** Conflicts that have both of their sides: markers by themselves are something else. */
export function mergeConflicts(text: string): readonly MergeConflict[] {
  if (!text.includes('<<<<<<<') || !text.includes('>>>>>>>')) return [];
  const found: MergeConflict[] = [];
  let opening: Span | null = null;
  let other: number | null = null;
  let hasSides = false;
  for (const { 0: line, index } of text.matchAll(/^(?:<{7}|\|{7}|={7}|>{7})(?=\s|$)[^\r\n]*/gm)) {
    const span = { start: index, end: index + line.length };
    if (line.startsWith('<')) {
      [opening, other, hasSides] = [span, null, false];
    } else if (opening !== null && line.startsWith('>')) {
      if (hasSides) found.push({ opening, others: [opening, { start: other!, end: span.end }] });
      [opening, other, hasSides] = [null, null, false];
    } else if (opening !== null) {
      other ??= index;
      hasSides ||= line.startsWith('=');
    }
  }
  return found;
}
