import type { Block, Node, Statement } from '../../saves/apex/syntax.ts';
import { applyEdits, type Span, type TextEdit } from '../../text.ts';
import { removeSpan } from '../edits.ts';
import { deeper, indentAt, lineEnd, relativeLines, render } from '../layout.ts';
import type { Scene } from './scene.ts';

/**
 * The code of a statement as lines for {@link replaceStatement}, with a comment that follows it on its line.
 * The first line starts at the statement; the others keep how far they are indented beyond it.
 */
export function statementLines(statement: Statement, scene: Scene): string[] {
  return linesOf(scene.absolute(withTrailingComment(statement, scene)), scene);
}

/** A piece of the file as lines that can be indented anew; as a single one where strings go over lines. */
export function linesOf({ start, end }: Span, scene: Scene): string[] {
  return linesOfText(scene.source.slice(start, end), start, scene);
}

/** As {@link linesOf}, of code that stood at an offset of the file before it was changed. */
export function linesOfText(text: string, start: number, { source, layout }: Scene): string[] {
  if (text.includes("'''")) return [text];
  return relativeLines(text, start, source, layout);
}

/** The statement, and the comment behind it if that ends the line. */
export function withTrailingComment(statement: Span, scene: Scene): Span {
  const { end } = scene.absolute(statement);
  const { source } = scene;
  const comment = scene.bound.owner.unit.comments.find(
    (one) => one.start >= end && /^[ \t]*$/.test(source.slice(end, one.start)),
  );
  if (!comment || comment.end !== lineEnd(source, end)) return statement;
  return { start: statement.start, end: statement.end + comment.end - end };
}

/** Puts other code in place of a statement; in braces where it is the unbraced body of `if`, `for` and the like. */
export function replaceStatement(statement: Statement, lines: readonly string[], scene: Scene): TextEdit {
  const span = scene.absolute(withTrailingComment(statement, scene));
  const { source, layout } = scene;
  const control = controlOf(statement, scene);
  if (!control) {
    return { span, newText: render(lines, indentAt(source, span.start), layout) };
  }
  const braced = ['{', ...deeper(lines), '}'];
  const before = gapBefore(span.start, scene);
  if (before === null) return { span, newText: render(braced, indentAt(source, span.start), layout) };
  const indent = indentAt(source, scene.absolute(control).start);
  return { span: { start: before, end: span.end }, newText: ` ${render(braced, indent, layout)}` };
}

/** The statement whose unbraced body this one is. */
export function controlOf(statement: Statement, { bound }: Scene): Node | null {
  const parent = bound.parentOf(statement);
  return parent && parent.kind !== 'block' && parent.kind !== 'when' ? parent : null;
}

/** Where the white space before an offset begins; null where a comment stands before it. */
function gapBefore(offset: number, { source, bound }: Scene): number | null {
  let at = offset;
  while (at > 0 && /\s/.test(source[at - 1]!)) at--;
  return bound.owner.unit.comments.some(({ end }) => end === at) ? null : at;
}

/** Takes a statement out, with its line if nothing else stands on it. */
export function removeStatement(statement: Span, scene: Scene): TextEdit {
  return removeSpan(scene.absolute(withTrailingComment(statement, scene)), scene.source);
}

/** Puts code at the start of a block. */
export function insertAtStart(block: Block, lines: readonly string[], scene: Scene): TextEdit {
  const { source, layout, bound } = scene;
  const { start, end } = scene.absolute(block);
  const indent = indentAt(source, start);
  const inner = render(deeper(lines), indent, layout);
  const lead = `${layout.newline}${indent}`;
  const isOneLine = lineEnd(source, start) >= end;
  if (!isOneLine) {
    const at = lineEnd(source, start);
    const rest = source.slice(start + 1, at).trim();
    const isComment = bound.owner.unit.comments.some(
      (one) => one.start > start && one.end === at && source.slice(start + 1, one.start).trim() === '',
    );
    const where = rest === '' || isComment ? at : start + 1;
    const blankEnd = rest === '' ? at : where;
    return { span: { start: rest === '' ? start + 1 : where, end: blankEnd }, newText: `${lead}${inner}` };
  }
  const content = source.slice(start + 1, end - 1);
  const kept = content.trim();
  const body = kept === '' ? '' : `${lead}${layout.unit}${kept}`;
  return { span: { start: start + 1, end: end - 1 }, newText: `${lead}${inner}${body}${lead}` };
}

/** Puts lines before a statement, in whose line edits are made; in braces if need be. */
export function withLinesBefore(
  statement: Statement,
  before: readonly string[],
  edits: readonly TextEdit[],
  scene: Scene,
): TextEdit[] {
  if (before.length > 0 && controlOf(statement, scene)) {
    return [replaceStatement(statement, [...before, ...editedLines(statement, edits, scene)], scene)];
  }
  const { source, layout } = scene;
  const { start } = scene.absolute(statement);
  const indent = indentAt(source, start);
  const within = edits.map(({ span, newText }) => ({ span: scene.absolute(span), newText }));
  if (before.length === 0) return within;
  const newText = render([...before, ''], indent, layout) + indent;
  return mergedAtStart({ span: { start, end: start }, newText }, within);
}

/** An insertion and an edit that begin at the same place become one edit: their order matters. */
function mergedAtStart(first: TextEdit, others: readonly TextEdit[]): TextEdit[] {
  const same = others.find(({ span }) => span.start === first.span.start);
  if (!same) return [first, ...others];
  const merged = { span: same.span, newText: first.newText + same.newText };
  return [merged, ...others.filter((one) => one !== same)];
}

/** The lines of a statement after edits within it, with the comment that ends its line. */
export function editedLines(statement: Statement, edits: readonly TextEdit[], scene: Scene): string[] {
  const all = withTrailingComment(statement, scene);
  const shifted = edits.map(({ span, newText }) => ({
    span: { start: span.start - all.start, end: span.end - all.start },
    newText,
  }));
  return linesOfText(applyEdits(scene.code(all), shifted), scene.absolute(all).start, scene);
}
