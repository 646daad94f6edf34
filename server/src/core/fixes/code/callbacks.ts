import type { Argument, FunctionSyntax } from '../../saves/code/tree.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import { errorInput } from './exceptions.ts';
import { queueLines } from './handle.ts';
import { refusalHelper } from './helper.ts';
import { insertedIn } from './inCatch.ts';
import { before, deeper, linesOf, replaced, spanOf } from './lines.ts';
import { beside, within } from './names.ts';
import { inOneLine, isRepeatable, type SaveCode, updateOf } from './saveCode.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';

/** What gets `(error, result)`: a function written in the call, or the name of one. */
type Callback =
  | { readonly kind: 'written'; readonly definition: FunctionSyntax }
  | { readonly kind: 'named'; readonly name: string };

/** The callback of a save, as jsforce 1 and 2 take one behind all other arguments. */
export function callbackIn({ call, scene, origin }: SaveCode): Callback | null {
  if (origin.library !== 'jsforce') return null;
  const last: Argument | undefined = call.arguments.at(-1);
  if (last?.value.kind === 'function') return { kind: 'written', definition: last.value.definition };
  if (last?.value.kind !== 'name' || call.arguments.length < 2) return null;
  const { name } = last.value;
  const isCallback = scene.index.localFunction(name) !== null || /^(?:cb|callback|done|next)$/i.test(name);
  return isCallback ? { kind: 'named', name } : null;
}

/** Fixes for a save that hands its error to a callback. */
export function handleInCallback(save: () => SaveCode): (FixDraft | null)[] {
  return [updateMatched(save()), queueInCallback(save(), [])];
}

/** The callback gets what the update gives: it is no part of the decision, so that it runs once. */
function updateMatched(save: SaveCode): FixDraft | null {
  const { scene, call, object } = save;
  const callback = callbackIn(save);
  const input = errorInput(save);
  const statement = scene.statementAround(call);
  const span = statement && spanOf(statement, scene);
  const isAlone = statement?.kind === 'expression' && statement.expression === call;
  if (!callback || !input || !span || !isAlone || object === null) return null;
  // Moved out of the call, its parameters have no types.
  if (scene.isTyped && callback.kind === 'written') return null;
  const update = updateOf({ ...save, call: { ...call, arguments: call.arguments.slice(0, -1) } });
  const name =
    callback.kind === 'named' ? callback.name : scene.fresh(beside(call, scene), 'saved', 'afterSave');
  const last = scene.span(call.arguments.at(-1)!.value);
  if (!update || inOneLine(update.code('', '')) === null) return null;
  const extracted = isRepeatable(update.record) ? null : update.record;
  if (extracted && span.start !== scene.span(call).start) return null;
  const record = extracted
    ? scene.fresh(beside(call, scene), 'record', 'newRecord')
    : scene.code(update.record);
  const helper = refusalHelper(input, call, scene);
  const inside = within(call, scene);
  const existing = scene.fresh(inside, 'existing', 'matched');
  const error = scene.fresh(inside, 'error', 'saveError');
  const result = scene.fresh(inside, 'result', 'saveResult');
  const { semicolon: end, quote } = scene.style;
  const type = quoted(object, { quote, semicolon: end });
  const again = update.code(record, `${existing}.id`).replace(/\)$/, `, ${name})`);
  const handler = [
    `(${error}, ${result}) => {`,
    `\tconst ${existing} = ${helper.asked(error)}?.records.find(({ type }) => type === ${type})${end}`,
    `\tif (${existing}) ${again}${end}`,
    `\telse ${name}(${error}, ${result})${end}`,
    '}',
  ];
  const first: string[] = [
    ...(extracted ? declared(record, linesOf(scene.span(extracted), scene), scene) : []),
    ...(callback.kind === 'written' ? declared(name, linesOf(last, scene), scene) : []),
  ];
  const edits: TextEdit[] = [
    ...(first.length > 0 ? [before(span.start, first, scene)] : []),
    ...(extracted ? [{ span: scene.span(extracted), newText: record }] : []),
    replaced(last, handler, scene),
    ...helper.edits,
  ];
  return {
    id: 'update-matched-record',
    title: `Update the matched ${object} where DUPLICATES_DETECTED refuses the insert; hand on other errors`,
    edits: scene.edits(edits),
  };
}

function declared(name: string, [head, ...rest]: readonly string[], { style }: CodeScene): string[] {
  const lines = [`const ${name} = ${head}`, ...rest];
  return [...lines.slice(0, -1), `${lines.at(-1)}${style.semicolon}`];
}

/** @param inner further edits */
export function queueInCallback(save: SaveCode, inner: readonly TextEdit[]): FixDraft | null {
  const { scene, call } = save;
  const callback = callbackIn(save);
  const input = errorInput(save);
  if (!callback || !input) return null;
  const helper = refusalHelper(input, call, scene);
  const refusal = scene.fresh(
    within(callback.kind === 'written' ? callback.definition : call, scene),
    'refusal',
    'saveRefusal',
  );
  const { lines } = queueLines(refusal, save);
  const { semicolon: end } = scene.style;
  const branch = (error: string) => [
    `const ${refusal} = ${helper.asked(error)}${end}`,
    `if (${refusal}) {`,
    ...deeper(lines),
    '}',
  ];
  const edit = callback.kind === 'written' ? inWritten(callback.definition) : aroundNamed(callback.name);
  return (
    edit && {
      id: 'queue-duplicate',
      title:
        'Queue the record for review or merge on DUPLICATES_DETECTED (a place to fill in; then as before)',
      edits: scene.edits([...inner, edit, ...helper.edits]),
    }
  );

  function inWritten(definition: FunctionSyntax): TextEdit | null {
    const [first] = definition.parameters;
    if (first?.target.kind !== 'name-pattern' || !definition.body) return null;
    return insertedIn(definition, branch(first.target.name), scene);
  }

  function aroundNamed(name: string): TextEdit {
    const inside = within(call, scene);
    const error = scene.fresh(inside, 'error', 'saveError');
    const result = scene.fresh(inside, 'result', 'saveResult');
    const lines = [
      `(${error}, ${result}) => {`,
      ...deeper(branch(error)),
      `\t${name}(${error}, ${result})${end}`,
      '}',
    ];
    return replaced(scene.span(call.arguments.at(-1)!.value), lines, scene);
  }
}
