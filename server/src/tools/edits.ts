import type { FileEdits } from '../core/fixes/fix.ts';
import { applyEdits, LineIndex, type TextEdit } from '../core/text.ts';

/** Lines of one fix; more say little about it. */
const mostLines = 60;

/** Edits this close together, in lines, are shown together. */
const near = 3;

/**
 * What a fix changes, as the lines that go (`-`) and those that come (`+`), under the place where they stand.
 * @param before the file's text; null where it is not known, or is to be made
 */
export function changedLines({ edits, create }: FileEdits, shown: string, before: string | null): string[] {
  const text = create || before === null ? '' : before;
  const lines = new LineIndex(text);
  const result: string[] = [];
  for (const group of grouped(edits, lines)) {
    const [first, last] = group;
    const start = lines.line(first, text).start;
    const end = lines.line(last, text).end;
    const moved = group[2].map(({ span, newText }) => ({
      span: { start: span.start - start, end: span.end - start },
      newText,
    }));
    // A line break that goes belongs to the lines behind it.
    const reach = Math.max(end, ...group[2].map(({ span }) => span.end));
    const old = text.slice(start, reach);
    const [gone, come] = withoutCommon(split(old), split(applyEdits(old, moved)));
    result.push(
      create ? `${shown} (new file)` : `${shown}:${first + gone.skipped + 1}`,
      ...gone.lines.map((line) => `-${line}`),
      ...come.lines.map((line) => `+${line}`),
    );
  }
  if (result.length <= mostLines) return result;
  return [...result.slice(0, mostLines), `(${result.length - mostLines} more lines)`];
}

type Group = readonly [first: number, last: number, edits: readonly TextEdit[]];

/** Edits by the lines that they touch. */
function grouped(edits: readonly TextEdit[], lines: LineIndex): readonly Group[] {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start);
  const groups: [number, number, TextEdit[]][] = [];
  for (const edit of ordered) {
    const first = lines.position(edit.span.start).line;
    const last = lines.position(edit.span.end).line;
    const open = groups.at(-1);
    if (open !== undefined && first <= open[1] + near) {
      open[1] = Math.max(open[1], last);
      open[2].push(edit);
    } else groups.push([first, last, [edit]]);
  }
  return groups;
}

function split(text: string): readonly string[] {
  return text === '' ? [] : text.split(/\r\n?|\n/);
}

interface Side {
  /** Lines at the beginning that both sides have. */
  readonly skipped: number;
  readonly lines: readonly string[];
}

function withoutCommon(old: readonly string[], now: readonly string[]): readonly [Side, Side] {
  const least = Math.min(old.length, now.length);
  let start = 0;
  while (start < least && old[start] === now[start]) start++;
  let end = 0;
  while (end < least - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const side = (lines: readonly string[]): Side => ({
    skipped: start,
    lines: lines.slice(start, lines.length - end),
  });
  return [side(old), side(now)];
}
