import { nodesIn } from '../../saves/code/refusal/children.ts';
import type { Statement } from '../../saves/code/tree.ts';
import { locate, type Span, type TextEdit } from '../../text.ts';
import { deeper, indentAt, lineEnd, lineStart, render } from '../layout.ts';
import type { CodeScene } from './scene.ts';

/** A statement with its semicolon and the comment that ends its line. */
export function wholeOf(statement: Statement, scene: CodeScene): Span {
  const { source, comments } = scene;
  const { start } = scene.span(statement);
  let { end } = scene.span(statement);
  const rest = /^[ \t]*;/.exec(source.slice(end, end + 20));
  if (rest && source[end - 1] !== ';' && !scene.isPython) end += rest[0].length;
  const comment = comments.find((one) => one.start >= end && /^[ \t]*$/.test(source.slice(end, one.start)));
  if (comment && comment.end === lineEnd(source, end)) end = comment.end;
  return { start, end };
}

/** A piece of the file as lines that can be indented anew; as a single one where strings go over lines. */
export function linesOf(span: Span, scene: CodeScene): string[] {
  return hasLongText(span, scene)
    ? [scene.source.slice(span.start, span.end)]
    : linesOfText(scene.source.slice(span.start, span.end), span.start, scene);
}

/** As {@link linesOf}, of code that stood at an offset of the file before it was changed. */
export function linesOfText(text: string, start: number, { source, layout }: CodeScene): string[] {
  const indent = indentAt(source, start);
  return text.split(/\r?\n/).map((line, index) => {
    if (index === 0) return line;
    const own = line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
    return own.replace(/^\s+/, (blank) => steps(blank, layout.unit));
  });
}

function steps(blank: string, unit: string): string {
  let rest = blank;
  let tabs = '';
  while (rest.startsWith(unit)) {
    tabs += '\t';
    rest = rest.slice(unit.length);
  }
  return tabs + rest;
}

export function hasLongText(span: Span, { index, source }: CodeScene): boolean {
  for (const node of nodesIn(index.roots)) {
    if (node.kind !== 'text') continue;
    const { start, end } = locate(node);
    if (span.start <= start && end <= span.end && /[\r\n]/.test(source.slice(start, end))) return true;
  }
  return false;
}

/** Whether a statement begins its line, so that lines can be put before it. */
export function beginsLine(statement: Statement, { source, span }: CodeScene): boolean {
  const { start } = span(statement);
  return source.slice(lineStart(source, start), start).trim() === '';
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
