import type { Node } from '../../saves/code/refusal/children.ts';
import type { TextEdit } from '../../text.ts';
import { removeSpan } from '../edits.ts';
import { render } from '../layout.ts';
import { type HelperInput, inputOf } from './answerBodies.ts';
import { helperLines, isAsyncIn } from './helperCode.ts';
import { type HelperThere, helpersIn } from './helpersThere.ts';
import { ofFile } from './names.ts';
import type { CodeScene } from './scene.ts';

export type { HelperInput } from './answerBodies.ts';

export interface Helper {
  readonly name: string;
  /** Its call, with `await` where it gives a promise. */
  readonly asked: (value: string) => string;
  readonly isAsync: boolean;
  /** Writes the helper; none where the file has it. */
  readonly edits: readonly TextEdit[];
}

const suffixes = { body: 'In', response: 'Of', error: '' } as const;

/**
 * The function that reads a refusal by a duplicate rule: `{ rule, records: [{ type, id }] }`, or nothing. A file has
 * one that reads answers: one for what else an answer is found in gets it out and asks that.
 */
export function refusalHelper(input: HelperInput, at: Node, scene: CodeScene): Helper {
  const there = helpersIn(scene);
  for (const { name } of there) scene.take(name);
  const isAsync = isAsyncIn(input, scene);
  const asked = (name: string) => (value: string) => `${isAsync ? 'await ' : ''}${name}(${value})`;
  const same = there.find((one) => reads(one, input, scene));
  if (same) {
    const needed = there.filter(({ name }) => name === same.name || name === same.reader);
    return { name: same.name, asked: asked(same.name), isAsync, edits: inTime(needed, at, scene) };
  }
  const { reader, edits } = input === 'lwc-error' ? none : readerFor(there, at, scene);
  if (input === 'body' && reader !== null) return { name: reader, asked: asked(reader), isAsync, edits };
  const name = nameFor(input, scene);
  const added = addedHelper([helperLines(name, input, scene, reader)], at, scene);
  return { name, asked: asked(name), isAsync, edits: merged([...edits, added]) };
}

const none = { reader: null, edits: [] } as const;

/** jsforce's errors are read together with answers by themselves. */
function reads({ input }: HelperThere, wanted: HelperInput, { isPython }: CodeScene): boolean {
  return input === wanted || (!isPython && wanted === 'body' && input === 'jsforce-error');
}

/** The helper that reads answers; one that does more is taken apart. */
function readerFor(
  there: readonly HelperThere[],
  at: Node,
  scene: CodeScene,
): { reader: string | null; edits: readonly TextEdit[] } {
  const readers = there.filter(({ reader, input }) => reader === null && input !== 'lwc-error');
  const known = readers.find((one) => reads(one, 'body', scene));
  if (known) return { reader: known.name, edits: inTime([known], at, scene) };
  const [whole] = readers;
  if (!whole) return none;
  const reader = nameFor('body', scene);
  const parts = [helperLines(reader, 'body', scene), helperLines(whole.name, whole.input, scene, reader)];
  const isLate = isBelow(whole, at, scene);
  const edits = isLate
    ? [removed(whole, scene), addedHelper(parts, at, scene)]
    : [{ span: whole.span, newText: textOf(parts, scene) }];
  return { reader, edits };
}

function nameFor(input: HelperInput, scene: CodeScene): string {
  return scene.fresh(ofFile(scene), `duplicateRefusal${suffixes[inputOf(input).parameter]}`);
}

/** Python runs from top to bottom: what stands below the code that needs it is moved. */
function inTime(helpers: readonly HelperThere[], at: Node, scene: CodeScene): readonly TextEdit[] {
  const late = helpers.filter((one) => isBelow(one, at, scene));
  if (late.length === 0) return [];
  const text = late
    .map(({ span }) => scene.source.slice(span.start, span.end))
    .join(scene.layout.newline.repeat(3));
  return [...late.map((one) => removed(one, scene)), inPython(text, at, scene)];
}

function isBelow({ span }: HelperThere, at: Node, scene: CodeScene): boolean {
  return scene.isPython && span.start > scene.span(scene.topStatement(at)).start;
}

function removed({ span }: HelperThere, scene: CodeScene): TextEdit {
  const gap = /^(?:[ \t]*\r?\n){0,3}/.exec(scene.source.slice(span.end))![0].length;
  return removeSpan({ start: span.start, end: span.end + gap }, scene.source);
}

function textOf(helpers: readonly (readonly string[])[], scene: CodeScene): string {
  const gap = scene.layout.newline.repeat(scene.isPython ? 3 : 2);
  return helpers.map((lines) => render(lines, '', scene.layout)).join(gap);
}

function addedHelper(helpers: readonly (readonly string[])[], at: Node, scene: CodeScene): TextEdit {
  const text = textOf(helpers, scene);
  return scene.isPython ? inPython(text, at, scene) : atEnd(text, scene);
}

/** Helpers that are inserted at one place come in one edit. */
function merged(edits: readonly TextEdit[]): readonly TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of edits) {
    const same = result.findIndex(
      ({ span }) => span.start === edit.span.start && span.end === span.start && edit.span.end === span.start,
    );
    if (same < 0) result.push(edit);
    else {
      // The first one ends with the gap between them.
      const rest = edit.newText.replace(/^(?:\r?\n)+/, '');
      result[same] = { span: edit.span, newText: result[same]!.newText + rest };
    }
  }
  return result;
}

/** At the end of the file: functions are hoisted. */
export function atEnd(text: string, { source, layout: { newline } }: CodeScene): TextEdit {
  const end = source.length;
  const gap = source.endsWith('\n') || source === '' ? newline : `${newline}${newline}`;
  return { span: { start: end, end }, newText: `${gap}${text}${newline}` };
}

/** Before the statement of the top level, as code there runs from top to bottom. */
export function inPython(text: string, at: Node, scene: CodeScene): TextEdit {
  const { source, layout } = scene;
  let { start } = scene.span(scene.topStatement(at));
  // Decorators and comments belong to what they stand above.
  for (;;) {
    const above = /(?:^|\n)([@#][^\n]*\r?\n)$/.exec(source.slice(0, start));
    if (!above) break;
    start -= above[1]!.length;
  }
  return {
    span: { start, end: start },
    newText: `${gapBefore(start, scene)}${text}${layout.newline.repeat(3)}`,
  };
}

/** What two blank lines above lack (PEP 8); nothing where the file begins. */
function gapBefore(start: number, { source, layout }: CodeScene): string {
  const above = source.slice(0, start);
  if (above.trim() === '') return '';
  const breaks = /(?:[ \t]*\r?\n)*$/.exec(above)![0].split('\n').length - 1;
  return layout.newline.repeat(Math.max(0, 3 - breaks));
}
