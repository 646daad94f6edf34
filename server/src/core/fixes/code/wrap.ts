import { applyEdits, type Span, type TextEdit } from '../../text.ts';
import { indentAt, lineStart, render } from '../layout.ts';
import { type Place, takesLinesBefore } from './exceptions.ts';
import {
  before,
  beginsLine,
  deeper,
  hasLongText,
  linesOf,
  linesOfText,
  replaced,
  spanOf,
  wholeOf,
} from './lines.ts';
import { beside } from './names.ts';
import { hasCalls, isRepeatable, type SaveCode, type UpdateCode } from './saveCode.ts';
import type { CodeScene } from './scene.ts';

/** What is done with a refusal, and with the errors of other kinds that come the same way. */
export interface Handler {
  /** Whether the code in the handler awaits something. */
  readonly isAsync?: boolean;
  /** The code in the handler, for the caught error. */
  readonly lines: (error: string) => readonly string[];
}

/** `try` around the statement, or `.catch(…)` behind the call. */
export type Form = 'try' | 'catch-call';

export function formOf(place: Place, save: SaveCode): Form | null {
  const { scene, isWrapped } = save;
  const { statement, sink, isAwaited, isCaught } = place;
  if (scene.isPython) return isSimple(statement.kind) && beginsLine(place.statement, scene) ? 'try' : null;
  const isWhole = sink.kind === 'nothing' || sink.kind === 'assign' || sink.kind === 'return';
  if (isAwaited && isWhole && !isCaught && beginsLine(statement, scene)) return 'try';
  // A wrapper may give no promise.
  return isWrapped || givesRequest(place, save) ? null : 'catch-call';
}

/** Whether other code gets what more can be chained to than to a promise: `return ky.post(url, options)`. */
function givesRequest({ isAwaited, sink }: Place, { scene, call, whole, origin }: SaveCode): boolean {
  const { index } = scene;
  if (isAwaited || !/^(?:got|ky|superagent)$/.test(origin.library) || sink.kind === 'nothing') return false;
  // Read already: a plain promise.
  if (origin.library !== 'superagent' && whole !== call) return false;
  if (sink.kind === 'return') return !index.functionOf(whole)?.isAsync;
  const parent = index.parent(whole);
  return !(parent?.kind === 'member' && /^(?:then|catch|finally)$/.test(parent.name));
}

function isSimple(kind: string): boolean {
  return kind === 'expression' || kind === 'declare' || kind === 'return';
}

export interface RecordName {
  readonly name: string;
  /** The expression that is given that name before the statement; null where it is written again. */
  readonly extracted: UpdateCode['record'] | null;
}

export function recordCode(
  { record }: UpdateCode,
  { statement }: Place,
  { scene }: SaveCode,
): RecordName | null {
  if (isRepeatable(record)) return { name: scene.code(record), extracted: null };
  if (isSimple(statement.kind) && takesLinesBefore(statement, scene)) {
    return { name: scene.fresh(beside(statement, scene), 'record', 'newRecord'), extracted: record };
  }
  const code = scene.code(record);
  const isShort = record.kind === 'record' && !hasCalls(record) && !/[\r\n]/.test(code) && code.length < 90;
  return isShort ? { name: code, extracted: null } : null;
}

/**
 * Puts the handler around the save or behind it.
 *
 * @param inner further edits, within the save's statement or elsewhere
 */
export function written(
  save: SaveCode,
  place: Place,
  form: Form,
  handler: Handler,
  record: RecordName | null,
  inner: readonly TextEdit[] = [],
): TextEdit[] | null {
  const { scene } = save;
  const extracted = record?.extracted ?? null;
  const first = extracted ? namedLines(record!.name, extracted, save) : [];
  const renamed = extracted ? [{ span: scene.span(extracted), newText: record!.name }] : [];
  const edits = [...inner, ...renamed];
  return form === 'try'
    ? inTry(save, place, handler, first, edits)
    : catchCall(save, place, handler, first, edits);
}

function namedLines(name: string, record: UpdateCode['record'], { scene }: SaveCode): string[] {
  const [head, ...rest] = linesOf(scene.span(record), scene);
  const lines = [`${scene.isPython ? '' : 'const '}${name} = ${head}`, ...rest];
  return scene.isPython ? lines : [...lines.slice(0, -1), `${lines.at(-1)}${scene.style.semicolon}`];
}

/** The name of the caught error: another where the code in the handler means something else by it. */
function errorName(lines: Handler['lines']): string {
  const code = lines('_').join('\n').replaceAll('...', ' ');
  return /(?<![\w$.])error(?![\w$])/.test(code) ? 'refusalError' : 'error';
}

function inTry(
  save: SaveCode,
  place: Place,
  { lines }: Handler,
  first: readonly string[],
  edits: readonly TextEdit[],
): TextEdit[] {
  const { scene } = save;
  const whole = wholeOf(place.statement, scene)!;
  const hoist = place.sink.kind === 'declare' && !scene.isPython ? hoisted(place, save) : null;
  const start = hoist ? hoist.from : whole.start;
  const isInside = ({ span }: TextEdit) => span.start >= whole.start && span.end <= whole.end;
  const inner = editedLines({ start, end: whole.end }, edits.filter(isInside), scene);
  const error = errorName(lines);
  const body = scene.isPython
    ? ['try:', ...deeper(inner), `except SalesforceMalformedRequest as ${error}:`, ...deeper(lines(error))]
    : ['try {', ...deeper(inner), `} catch (${error}) {`, ...deeper(lines(error)), '}'];
  const all = [...first, ...(hoist ? [hoist.declaration] : []), ...body];
  return [...edits.filter((edit) => !isInside(edit)), replaced(whole, all, scene)];
}

/** The lines of a span after edits within it. */
function editedLines(span: Span, edits: readonly TextEdit[], scene: CodeScene): string[] {
  const shifted = edits.map((edit) => ({
    span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
    newText: edit.newText,
  }));
  const text = applyEdits(scene.source.slice(span.start, span.end), shifted);
  return hasLongText(span, scene, edits) ? [text] : linesOfText(text, span.start, scene);
}

/** `const x = await …` becomes `let x;` before the try and `x = await …` in it. */
function hoisted({ statement }: Place, { scene }: SaveCode): { declaration: string; from: number } | null {
  if (statement.kind !== 'declare' || !statement.value) return null;
  const target = scene.span(statement.target);
  const between = scene.source.slice(target.start, scene.span(statement.value).start);
  const declared = between.slice(0, between.lastIndexOf('=')).trimEnd();
  return { declaration: `let ${declared}${scene.style.semicolon}`, from: target.start };
}

/** Whether a variable can be declared before its value is known, with the type that the value gives it. */
export function canHoist({ statement, sink }: Place, { scene }: SaveCode): boolean {
  if (sink.kind !== 'declare' || statement.kind !== 'declare') return false;
  if (statement.target.kind !== 'name-pattern' || statement.type !== null) return false;
  if (!beginsLine(statement, scene)) return false;
  if (!scene.isTyped) return true;
  const variable = scene.index.declaredBy(statement.target);
  const own = scene.index.functionOf(statement);
  return variable !== null && scene.index.uses(variable).every((use) => scene.index.functionOf(use) === own);
}

function catchCall(
  save: SaveCode,
  place: Place,
  { lines, isAsync = false }: Handler,
  first: readonly string[],
  edits: readonly TextEdit[],
): TextEdit[] | null {
  const { scene, call, whole } = save;
  const { source, layout } = scene;
  const { end } = scene.span(whole);
  const name = scene.span(whole.nameAt);
  const line = lineStart(source, name.start);
  const isChain = /^\s*\??\.\s*$/.test(source.slice(line, name.start));
  const indent = indentAt(source, isChain ? name.start : scene.span(call).start);
  const error = errorName(lines);
  const code = [`.catch(${isAsync ? 'async ' : ''}(${error}) => {`, ...deeper(lines(error)), '})'];
  const lead = isChain ? `${layout.newline}${indent}` : '';
  const handler = { span: { start: end, end }, newText: lead + render(code, indent, layout) };
  if (first.length === 0) return [...edits, handler];
  if (!takesLinesBefore(place.statement, scene)) return null;
  return [...edits, handler, before(spanOf(place.statement, scene)!.start, first, scene)];
}
