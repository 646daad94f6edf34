import { nodesIn } from '../../saves/code/refusal/children.ts';
import type { Statement } from '../../saves/code/tree.ts';
import { locate, type Span, type TextEdit } from '../../text.ts';
import { deeper, indentAt, lineEnd, lineStart, relativeLines, render } from '../layout.ts';
import type { CodeScene } from './scene.ts';

/** A statement with its keyword (`const`) and semicolon; null for one of several declared together. */
export function spanOf(statement: Statement, scene: CodeScene): Span | null {
  const { source } = scene;
  let { start, end } = scene.span(statement);
  if (scene.isPython) return { start, end };
  if (statement.kind === 'declare') {
    const keyword = /(?:^|[^\w$.])((?:const|let|var)\s+)$/.exec(source.slice(Math.max(0, start - 40), start));
    if (!keyword || /^\s*,/.test(source.slice(end, end + 80))) return null;
    start -= keyword[1]!.length;
  }
  const rest = /^[ \t]*;/.exec(source.slice(end, end + 20));
  if (rest && source[end - 1] !== ';') end += rest[0].length;
  return { start, end };
}

/** As {@link spanOf}, with the comment that ends its line. */
export function wholeOf(statement: Statement, scene: CodeScene): Span | null {
  const span = spanOf(statement, scene);
  if (!span) return null;
  const { source, comments } = scene;
  const comment = comments.find(
    (one) => one.start >= span.end && /^[ \t]*$/.test(source.slice(span.end, one.start)),
  );
  const hasComment = comment && comment.end === lineEnd(source, span.end);
  return hasComment ? { start: span.start, end: comment.end } : span;
}

/** Whether a statement is the first thing on its line. */
export function beginsLine(statement: Statement, scene: CodeScene): boolean {
  const span = spanOf(statement, scene);
  if (!span) return false;
  return scene.source.slice(lineStart(scene.source, span.start), span.start).trim() === '';
}

/** A piece of the file as lines that can be indented anew; as a single one where strings go over lines. */
export function linesOf(span: Span, scene: CodeScene): string[] {
  return hasLongText(span, scene)
    ? [scene.source.slice(span.start, span.end)]
    : linesOfText(scene.source.slice(span.start, span.end), span.start, scene);
}

/** As {@link linesOf}, of code that stood at an offset of the file before it was changed. */
export function linesOfText(text: string, start: number, { source, layout }: CodeScene): string[] {
  return relativeLines(text, start, source, layout);
}

/** Whether a string goes over lines, those left out that an edit takes away. */
export function hasLongText(
  span: Span,
  { index, source }: CodeScene,
  edits: readonly TextEdit[] = [],
): boolean {
  for (const node of nodesIn(index.roots)) {
    if (node.kind !== 'text') continue;
    const { start, end } = locate(node);
    if (start < span.start || end > span.end || !/[\r\n]/.test(source.slice(start, end))) continue;
    if (!edits.some((edit) => edit.span.start <= start && end <= edit.span.end)) return true;
  }
  return false;
}

export function replaced(span: Span, lines: readonly string[], { source, layout }: CodeScene): TextEdit {
  return { span, newText: render(lines, indentAt(source, span.start), layout) };
}

/** Lines of their own before a place that begins its line. */
export function before(start: number, lines: readonly string[], { source, layout }: CodeScene): TextEdit {
  const indent = indentAt(source, start);
  return { span: { start, end: start }, newText: render([...lines, ''], indent, layout) + indent };
}

/** Lines of their own behind the end of a statement. */
export function after(
  end: number,
  start: number,
  lines: readonly string[],
  { source, layout }: CodeScene,
): TextEdit {
  const indent = indentAt(source, start);
  return { span: { start: end, end }, newText: `${layout.newline}${indent}${render(lines, indent, layout)}` };
}

export { deeper };
