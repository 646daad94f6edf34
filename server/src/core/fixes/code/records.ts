import type { CallExpression, Expression, RecordExpression } from '../../saves/code/tree.ts';
import { locate, type Span, type TextEdit } from '../../text.ts';
import { indentAt, lineEnd, lineStart } from '../layout.ts';
import type { CodeScene } from './scene.ts';

/** What is put into a record literal, dict or argument list: `'name': value`, `headers: {…}`, `headers={…}`. */
export interface Entry {
  readonly code: string;
  /** A comment for the line above, where the entry gets a line of its own or begins one. */
  readonly comment: string | null;
}

/**
 * Adds an entry behind the last one.
 *
 * @param last the last entry; null in an empty literal
 * @param end where the closing bracket stands
 * @returns null where the comment has no place
 */
function added(
  last: Span | null,
  open: number,
  end: number,
  entry: Entry,
  scene: CodeScene,
): TextEdit[] | null {
  const { source, layout, isPython } = scene;
  if (!last) {
    const at = open;
    const blank = source.slice(at, end);
    if (blank.trim() !== '') return null;
    const code = source[open - 1] === '{' && !isPython ? ` ${entry.code} ` : entry.code;
    return withComment([{ span: { start: at, end }, newText: code }], at, entry, scene);
  }
  const tail = source.slice(last.end, end);
  if (!/^\s*(?:,\s*)?$/.test(tail.replace(isPython ? /#.*/g : /\/\/.*/g, ''))) return null;
  const comma = /^\s*,/.exec(tail)?.[0].length ?? 0;
  const isOwnLine = source.slice(lineStart(source, last.start), last.start).trim() === '';
  const isMultiLine = isOwnLine && lineEnd(source, last.end) < end;
  const at = last.end + comma;
  if (isMultiLine) {
    const indent = indentAt(source, last.start);
    const note = entry.comment === null ? '' : `${layout.newline}${indent}${mark(scene)}${entry.comment}`;
    const line = `${note}${layout.newline}${indent}${entry.code}${comma > 0 ? ',' : ''}`;
    // A comment behind the last entry stays with it.
    const lineEndsAt = lineEnd(source, at);
    if (comma > 0 || lineEndsAt === at) return [insertion(lineEndsAt, comma > 0 ? line : `,${line}`)];
    return [insertion(at, ','), insertion(lineEndsAt, line)];
  }
  return withComment(
    [{ span: { start: at, end: at }, newText: `${comma > 0 ? '' : ','} ${entry.code}` }],
    at,
    entry,
    scene,
  );
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

function mark({ isPython }: CodeScene): string {
  return isPython ? '# ' : '// ';
}

function withComment(edits: TextEdit[], at: number, { comment }: Entry, scene: CodeScene): TextEdit[] | null {
  if (comment === null) return edits;
  const start = lineStart(scene.source, at);
  if (!scene.mayStandAbove(at)) return null;
  const newText = `${indentAt(scene.source, at)}${mark(scene)}${comment}${scene.layout.newline}`;
  return [{ span: { start, end: start }, newText }, ...edits];
}

export function addToRecord(record: RecordExpression, entry: Entry, scene: CodeScene): TextEdit[] | null {
  const { start, end } = scene.span(record);
  const { source } = scene;
  if (source[start] !== '{' || source[end - 1] !== '}') return null;
  const last = record.entries.at(-1);
  return added(last ? locate(last) : null, start + 1, end - 1, entry, scene);
}

export function addArgument(call: CallExpression, entry: Entry, scene: CodeScene): TextEdit[] | null {
  const { end } = scene.span(call);
  const { source } = scene;
  if (source[end - 1] !== ')') return null;
  const last = call.arguments.at(-1);
  if (!last) return null;
  const span = scene.span(last.value);
  const keyword = last.name === null ? null : /\w+\s*=\s*$/.exec(source.slice(0, span.start));
  return added({ start: keyword?.index ?? span.start, end: span.end }, 0, end - 1, entry, scene);
}

/** The text of a key; null for one that is computed. */
export function keyOf(key: Expression | null): string | null {
  if (key?.kind === 'name') return key.name;
  if (key?.kind === 'text' && key.parts.every((part) => typeof part === 'string')) return key.parts.join('');
  return null;
}

/** Takes an entry out of a record literal, with its comma and, where nothing else is on it, its line. */
export function removeEntry(record: RecordExpression, index: number, scene: CodeScene): TextEdit {
  const { source } = scene;
  const entry = locate(record.entries[index]!);
  const next = record.entries[index + 1];
  const previous = record.entries[index - 1];
  if (next) {
    const from = entry.start;
    return { span: { start: from, end: locate(next).start }, newText: '' };
  }
  if (previous) return { span: { start: locate(previous).end, end: entry.end }, newText: '' };
  const { start, end } = scene.span(record);
  const inside = source.slice(start + 1, end - 1);
  return { span: { start: start + 1, end: start + 1 + inside.length }, newText: '' };
}
