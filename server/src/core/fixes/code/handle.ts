import type { TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import { bearsUpdate } from './bearsUpdate.ts';
import { boundResult } from './bound.ts';
import { errorInput, isInLoop, type Place, placeOf, type Sink } from './exceptions.ts';
import { refusalHelper } from './helper.ts';
import { importEdits, lightningImport } from './imports.ts';
import { deeper } from './lines.ts';
import { within } from './names.ts';
import { type SaveCode, updateOf } from './saveCode.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';
import { warning } from './warnings.ts';
import { canHoist, formOf, recordCode, written } from './wrap.ts';

/** Fixes for a save that throws, rejects or raises where it is refused. */
export function handleError(save: () => SaveCode): (FixDraft | null)[] {
  return [updateMatched(save()), skipAndRecord(save()), queue(save())];
}

/** @param inner further edits, within the save's statement or elsewhere */
export function updateMatched(save: SaveCode, inner: readonly TextEdit[] = []): FixDraft | null {
  const { scene, object } = save;
  const place = placeOf(save);
  const input = errorInput(save);
  const update = updateOf(save);
  if (!place || !input || !update || object === null) return null;
  const form = formOf(place, save);
  if (form === null) return null;
  if (scene.isPython && place.sink.kind === 'other') return null;
  const isEnough = update.givesResult || isStatusEnough(place, save);
  const answer = isEnough ? null : update.answer;
  if (!isEnough && !answer) return null;
  const record = recordCode(update, place, save);
  if (record === null) return null;
  const helper = refusalHelper(input, save.call, scene);
  const inside = within(place.statement, scene);
  const existing = scene.fresh(inside, 'existing', 'matched');
  const refusal = scene.fresh(inside, 'refusal', 'saveRefusal');
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
    const refused = helper.isAsync ? `(${helper.asked(error)})` : helper.asked(error);
    const given = answer?.(`${existing}.id`, call);
    return [
      `const ${existing} = ${refused}?.records.find(({ type }) => type === ${type})${end}`,
      `if (!${existing}) throw ${error}${end}`,
      ...(given?.first ?? []).map((line) => `${line}${end}`),
      `${finished(given?.value ?? null, call)}${end}`,
    ];
  };
  const finished = (given: string | null, call: string) => {
    if (form === 'catch-call') return `return ${given ?? call}`;
    return assigned(place.sink, given ?? `await ${call}`);
  };
  const isAsync = helper.isAsync || answer !== null;
  const edits = written(save, place, form, { lines, isAsync }, record, inner);
  return (
    edits && {
      id: 'update-matched-record',
      title: `Update the matched ${object} where DUPLICATES_DETECTED refuses the insert; ${otherErrors(scene)}`,
      edits: scene.edits([...edits, ...helper.edits, ...importEdits(save), ...lightningImport(save)]),
    }
  );
}

/** Whether the code below does with what an update answers. */
function isStatusEnough({ sink }: Place, save: SaveCode): boolean {
  if (sink.kind === 'nothing') return true;
  const uses = boundResult(save, 'response')?.uses ?? null;
  return uses?.every((use) => bearsUpdate(use, save.scene)) ?? false;
}

function assigned(sink: Sink, value: string): string {
  if (sink.kind === 'assign') return `${sink.target} = ${value}`;
  return sink.kind === 'return' ? `return ${value}` : value;
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

/** In the words of the language. */
function otherErrors({ isPython }: CodeScene): string {
  return `${isPython ? 'raise' : 'throw'} other errors`;
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
  const refusal = scene.fresh(within(place.statement, scene), 'refusal', 'saveRefusal');
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
          `const ${refusal} = ${helper.asked(error)}${end}`,
          `if (!${refusal}) throw ${error}${end}`,
          told.line,
          ...(goesOn ? [`continue${end}`] : []),
        ];
  const edits = written(save, place, form, { lines, isAsync: helper.isAsync }, null);
  return (
    edits && {
      id: 'skip-duplicate',
      title: `Skip the record where DUPLICATES_DETECTED refuses it, and log that; ${otherErrors(scene)}`,
      edits: scene.edits([...edits, ...helper.edits, ...told.edits, ...importEdits(save)]),
    }
  );
}

function queue(save: SaveCode): FixDraft | null {
  return queueHandling(save, []);
}

/** @param inner further edits, within the save's statement or elsewhere */
export function queueHandling(save: SaveCode, inner: readonly TextEdit[]): FixDraft | null {
  const { scene } = save;
  const place = placeOf(save);
  const input = errorInput(save);
  const form = place && formOf(place, save);
  // Where a handler gets the error, the branch goes there.
  if (!place || !input || !form || place.isCaught) return null;
  const helper = refusalHelper(input, save.call, scene);
  const refusal = scene.fresh(within(place.statement, scene), 'refusal', 'saveRefusal');
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
          `const ${refusal} = ${helper.asked(error)}${end}`,
          `if (${refusal}) {`,
          ...deeper(branch.lines),
          '}',
          `throw ${error}${end}`,
        ];
  };
  const { edits: more } = queueLines(refusal, save);
  const edits = written(save, place, form, { lines, isAsync: helper.isAsync }, null, inner);
  return (
    edits && {
      id: 'queue-duplicate',
      title: `Queue the record for review or merge on DUPLICATES_DETECTED (a place to fill in; still ${scene.isPython ? 'raised' : 'thrown'})`,
      edits: scene.edits([...edits, ...helper.edits, ...more, ...importEdits(save)]),
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
