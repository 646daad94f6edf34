import type { TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import { indentAt, lineStart, render } from '../layout.ts';
import { errorInput, isInLoop, type Place, placeOf, type Sink, takesLinesBefore } from './exceptions.ts';
import { type Helper, refusalHelper } from './helper.ts';
import { importEdits } from './imports.ts';
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
import { hasCalls, isRepeatable, type SaveCode, type UpdateCode, updateOf } from './saveCode.ts';
import { quoted } from './textStyle.ts';
import { warning } from './warnings.ts';

/** What is done with a refusal, and with the errors of other kinds that come the same way. */
interface Handler {
  /** The code in the handler, for the caught error. */
  readonly lines: (error: string) => readonly string[];
  /** Whether anything is awaited in it. */
  readonly isAsync: boolean;
}

/** Fixes for a save that throws, rejects or raises where it is refused. */
export function handleError(save: () => SaveCode): (FixDraft | null)[] {
  return [updateMatched(save()), skipAndRecord(save()), queue(save())];
}

// -------------------------------------------------------------------------------------------------- the fixes

function updateMatched(save: SaveCode): FixDraft | null {
  const { scene, object } = save;
  const place = placeOf(save);
  const input = errorInput(save);
  const update = updateOf(save);
  if (!place || !input || !update || object === null) return null;
  const form = formOf(place, save);
  if (form === null) return null;
  if (scene.isPython && place.sink.kind === 'other') return null;
  const record = recordCode(update, place, save);
  if (record === null) return null;
  const helper = refusalHelper(input, save.call, scene);
  const [existing, refusal] = [
    scene.fresh('existing', 'matched'),
    scene.fresh('refusal', 'duplicateRefusal'),
  ];
  const { semicolon: end } = scene.style;
  const type = quoted(object, scene.style);
  const lines = (error: string): string[] => {
    if (scene.isPython) {
      const q = (text: string) => quoted(text, scene.style);
      const each = `record[${q('id')}] for record in ${refusal}[${q('records')}] if record[${q('type')}] == ${type}`;
      return [
        `${refusal} = ${helper.name}(${error})`,
        `${existing} = ${refusal} and next((${each}), None)`,
        `if not ${existing}:`,
        '\traise',
        `${place.isAwaited ? 'await ' : ''}${update.code(record.name, existing)}`,
        ...givenAfterUpdate(place, existing, save),
      ];
    }
    const call = update.code(record.name, `${existing}.id`);
    return [
      `const ${existing} = ${helper.name}(${error})?.records.find(({ type }) => type === ${type})${end}`,
      `if (!${existing}) throw ${error}${end}`,
      form === 'catch-call' ? `return ${call}${end}` : `${assigned(place.sink, call)}${end}`,
    ];
  };
  const edits = written(save, place, form, { lines, isAsync: false }, record);
  return (
    edits && {
      id: 'update-matched-record',
      title: `Update the matched ${object} where DUPLICATES_DETECTED refuses the insert; throw other errors`,
      edits: scene.edits([...edits, ...helper.edits, ...importEdits(save, form)]),
    }
  );
}

function assigned(sink: Sink, call: string): string {
  if (sink.kind === 'assign') return `${sink.target} = await ${call}`;
  return sink.kind === 'return' ? `return await ${call}` : `await ${call}`;
}

/** simple_salesforce gives the result of a create, and a status code of an update. */
function givenAfterUpdate({ sink, takesId }: Place, existing: string, { scene }: SaveCode): string[] {
  const q = (text: string) => quoted(text, scene.style);
  const value = takesId ? existing : `{${q('id')}: ${existing}, ${q('success')}: True, ${q('errors')}: []}`;
  if (sink.kind === 'return') return [`return ${value}`];
  if (sink.kind === 'assign') return [`${sink.target} = ${value}`];
  if (sink.kind === 'declare') return [`${scene.code(sink.statement.target)} = ${value}`];
  return [];
}

function skipAndRecord(save: SaveCode): FixDraft | null {
  const { scene } = save;
  const place = placeOf(save);
  const input = errorInput(save);
  if (!place || !input) return null;
  const isUnused = place.sink.kind === 'nothing';
  const goesOn = !isUnused && isInLoop(place.statement, scene);
  if (!isUnused && !goesOn) return null;
  const form = goesOn ? 'try' : formOf(place, save);
  if (form === null || (goesOn && !scene.isPython && !canHoist(place, save))) return null;
  const helper = refusalHelper(input, save.call, scene);
  const refusal = scene.fresh('refusal', 'duplicateRefusal');
  const told = warning(`${save.object ?? 'Record'} skipped`, refusal, scene);
  const { semicolon: end } = scene.style;
  const lines = (error: string): string[] =>
    scene.isPython
      ? [
          `${refusal} = ${helper.name}(${error})`,
          `if ${refusal} is None:`,
          '\traise',
          told.line,
          ...(goesOn ? ['continue'] : []),
        ]
      : [
          `const ${refusal} = ${helper.name}(${error})${end}`,
          `if (!${refusal}) throw ${error}${end}`,
          told.line,
          ...(goesOn ? [`continue${end}`] : []),
        ];
  const edits = written(save, place, form, { lines, isAsync: false }, null);
  return (
    edits && {
      id: 'skip-duplicate',
      title: 'Skip the record where DUPLICATES_DETECTED refuses it, and log that; throw other errors',
      edits: scene.edits([...edits, ...helper.edits, ...told.edits, ...importEdits(save, form)]),
    }
  );
}

function queue(save: SaveCode): FixDraft | null {
  const { scene } = save;
  const place = placeOf(save);
  const input = errorInput(save);
  const form = place && formOf(place, save);
  // Where a handler gets the error, the branch goes there.
  if (!place || !input || !form || place.isCaught) return null;
  const helper = refusalHelper(input, save.call, scene);
  const refusal = scene.fresh('refusal', 'duplicateRefusal');
  const { semicolon: end } = scene.style;
  const lines = (error: string): string[] => {
    const branch = queueLines(refusal, save);
    return scene.isPython
      ? [
          `${refusal} = ${helper.name}(${error})`,
          `if ${refusal} is not None:`,
          ...deeper(branch.lines),
          'raise',
        ]
      : [
          `const ${refusal} = ${helper.name}(${error})${end}`,
          `if (${refusal}) {`,
          ...deeper(branch.lines),
          '}',
          `throw ${error}${end}`,
        ];
  };
  const { edits: more } = queueLines(refusal, save);
  const edits = written(save, place, form, { lines, isAsync: false }, null);
  return (
    edits && {
      id: 'queue-duplicate',
      title: 'Queue the record for review or merge on DUPLICATES_DETECTED (a place to fill in; still thrown)',
      edits: scene.edits([...edits, ...helper.edits, ...more, ...importEdits(save, form)]),
    }
  );
}

/** The place where a team puts the record into its own queue. */
export function queueLines(
  refusal: string,
  { scene, object }: SaveCode,
): { lines: string[]; edits: readonly TextEdit[] } {
  const mark = scene.isPython ? '#' : '//';
  const { line, edits } = warning(`${object ?? 'Record'} for review`, refusal, scene);
  return {
    lines: [
      `${mark} TODO: put the record into your queue for review or merge, with the rule and the matched records`,
      line,
    ],
    edits,
  };
}

// ---------------------------------------------------------------------------------------------------- the form

/** `try` around the statement, or `.catch(…)` behind the call. */
export type Form = 'try' | 'catch-call';

function formOf(place: Place, { scene }: SaveCode): Form | null {
  const { statement, sink, isAwaited, isCaught } = place;
  if (scene.isPython) return isSimple(statement.kind) && beginsLine(place.statement, scene) ? 'try' : null;
  const isWhole = sink.kind === 'nothing' || sink.kind === 'assign' || sink.kind === 'return';
  return isAwaited && isWhole && !isCaught && beginsLine(place.statement, scene) ? 'try' : 'catch-call';
}

function isSimple(kind: string): boolean {
  return kind === 'expression' || kind === 'declare' || kind === 'return';
}

interface RecordName {
  readonly name: string;
  /** The expression that is given that name before the statement; null where it is written again. */
  readonly extracted: UpdateCode['record'] | null;
}

function recordCode({ record }: UpdateCode, { statement }: Place, { scene }: SaveCode): RecordName | null {
  if (isRepeatable(record)) return { name: scene.code(record), extracted: null };
  if (isSimple(statement.kind) && takesLinesBefore(statement, scene)) {
    return { name: scene.fresh('record', 'newRecord'), extracted: record };
  }
  const code = scene.code(record);
  const isShort = record.kind === 'record' && !hasCalls(record) && !/[\r\n]/.test(code) && code.length < 90;
  return isShort ? { name: code, extracted: null } : null;
}

function written(
  save: SaveCode,
  place: Place,
  form: Form,
  handler: Handler,
  record: RecordName | null,
): TextEdit[] | null {
  const { scene } = save;
  const extracted = record?.extracted ?? null;
  const first = extracted ? namedLines(record!.name, extracted, save) : [];
  return form === 'try'
    ? [inTry(save, place, handler, first, record)]
    : catchCall(save, place, handler, first, record, scene);
}

function namedLines(name: string, record: UpdateCode['record'], { scene }: SaveCode): string[] {
  const [head, ...rest] = linesOf(scene.span(record), scene);
  const { semicolon } = scene.style;
  const lines = [`${scene.isPython ? '' : 'const '}${name} = ${head}`, ...rest];
  return scene.isPython ? lines : [...lines.slice(0, -1), `${lines.at(-1)}${semicolon}`];
}

/** The name of the caught error: another where the code in the handler means something else by it. */
function errorName(lines: (error: string) => readonly string[], text: string): string {
  const used = /(?<![\w$.])error(?![\w$])/;
  return used.test(text) || used.test(lines('_').join('\n')) ? 'refusalError' : 'error';
}

function inTry(
  save: SaveCode,
  place: Place,
  { lines }: Handler,
  first: readonly string[],
  record: RecordName | null,
): TextEdit {
  const { scene } = save;
  const whole = wholeOf(place.statement, scene)!;
  const hoist = place.sink.kind === 'declare' && !scene.isPython ? hoisted(place, save) : null;
  const start = hoist ? hoist.from : whole.start;
  const inner = withName(start, whole.end, record, save);
  const error = errorName(lines, '');
  const body = scene.isPython
    ? ['try:', ...deeper(inner), `except ${exceptionOf(save)} as ${error}:`, ...deeper(lines(error))]
    : ['try {', ...deeper(inner), `} catch (${error}) {`, ...deeper(lines(error)), '}'];
  return replaced(whole, [...first, ...(hoist ? [hoist.declaration] : []), ...body], scene);
}

/** The statement's lines, with the name of the record in place of the record. */
function withName(start: number, end: number, record: RecordName | null, { scene }: SaveCode): string[] {
  const inside = record?.extracted;
  if (!inside) return linesOf({ start, end }, scene);
  const span = scene.span(inside);
  const text = scene.source.slice(start, span.start) + record.name + scene.source.slice(span.end, end);
  const rest = [
    { start, end: span.start },
    { start: span.end, end },
  ];
  return rest.some((piece) => hasLongText(piece, scene)) ? [text] : linesOfText(text, start, scene);
}

function exceptionOf(_save: SaveCode): string {
  return 'SalesforceMalformedRequest';
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
function canHoist({ statement, sink }: Place, { scene }: SaveCode): boolean {
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
  { lines }: Handler,
  first: readonly string[],
  record: RecordName | null,
  scene: SaveCode['scene'],
): TextEdit[] | null {
  const { source, layout, style } = scene;
  const { call } = save;
  const { end } = scene.span(call);
  const name = scene.span(call.nameAt);
  const line = lineStart(source, name.start);
  const isChain = /^\s*\??\.\s*$/.test(source.slice(line, name.start));
  const indent = indentAt(source, isChain ? name.start : scene.span(call).start);
  const error = errorName(lines, '');
  const code = [`.catch((${error}) => {`, ...deeper(lines(error)), '})'];
  const lead = isChain ? `${layout.newline}${indent}` : '';
  const edits: TextEdit[] = [{ span: { start: end, end }, newText: lead + render(code, indent, layout) }];
  if (record?.extracted) {
    if (!takesLinesBefore(place.statement, scene)) return null;
    edits.push({ span: scene.span(record.extracted), newText: record.name });
    edits.push(before(spanOf(place.statement, scene)!.start, first, scene));
  }
  // Without semicolons, a line that begins with a bracket would go on from the one above.
  return style.semicolon === '' && code[0]!.startsWith('(') ? null : edits;
}

export type { Helper };
