import { calledName, receiverOf } from '../../saves/code/refusal/names.ts';
import type { Expression } from '../../saves/code/tree.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import { withSegment } from './address.ts';
import { readAnswers } from './answers.ts';
import { bearsUpdate } from './bearsUpdate.ts';
import { asksForStatus, type Bound, boundResult } from './bound.ts';
import { isInLoop } from './exceptions.ts';
import { queueLines } from './handle.ts';
import { type Helper, type HelperInput, refusalHelper } from './helper.ts';
import { before, deeper, linesOf, spanOf } from './lines.ts';
import { beside } from './names.ts';
import { patchCode, requestOf } from './requestCode.ts';
import { inOneLine, type SaveCode } from './saveCode.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';
import { warning } from './warnings.ts';

/** Fixes for a save that returns a response, whose status tells that it was refused. */
export function handleResponse(save: () => SaveCode): (FixDraft | null)[] {
  const { origin, judged } = save();
  const { channel } = judged.site;
  if (channel === 'rest-tree') return [readAnswers(save())];
  if (!responseInput(origin.returns) || !/^rest-(record|external-id)$/.test(channel)) return [];
  return [updateMatchedOf(save(), []), ...passedResponse(save)];
}

/** Those that need nothing of the request: the response may come out of a wrapper. */
export function passedResponse(save: () => SaveCode): (FixDraft | null)[] {
  return [skipAndRecord(save()), queueResponse(save(), [])];
}

/** How the response is read, by the library; null where it is not known. */
export function responseInput(returns: string): HelperInput | null {
  switch (returns) {
    case 'fetch.Response':
    case 'requests.Response':
    case 'httpx.Response':
      return 'response';
    case 'undici.Response':
      return 'undici-response';
    case 'needle.Response':
      return 'needle-response';
    case 'aiohttp.Response':
      return 'aiohttp-response';
    default:
      return null;
  }
}

/** The helper for the response; null where reading it would take it away from the code below. */
function responseHelper(save: SaveCode, { uses }: Bound): Helper | null {
  const { scene, origin } = save;
  const input = responseInput(origin.returns);
  // undici's body can be read once.
  const isLeft = input !== 'undici-response' || uses?.every((use) => asksForStatus(use, scene));
  return input && isLeft ? refusalHelper(input, save.call, scene) : null;
}

/** @param inner further edits, within the save's statement or elsewhere */
export function updateMatchedOf(save: SaveCode, inner: readonly TextEdit[]): FixDraft | null {
  const { scene, object, judged, origin } = save;
  if (judged.site.operation !== 'insert' || judged.site.channel !== 'rest-record' || object === null)
    return null;
  const bound = boundResult(save, 'response', 'saveResponse');
  if (!bound?.uses?.every((use) => bearsUpdate(use, scene))) return null;
  const patch = patchOf(save);
  const helper = responseHelper(save, bound);
  if (!patch || !helper) return null;
  const existing = scene.fresh(beside(save.call, scene), 'existing', 'matched');
  const type = quoted(object, scene.style);
  const { semicolon: end } = scene.style;
  const around = scene.index.parent(save.call)?.kind;
  const isAwaited = around === 'await' || (around === 'with' && origin.library === 'aiohttp');
  const lines = scene.isPython
    ? pythonUpdate(
        { existing, refusal: scene.fresh(beside(save.call, scene), 'refusal', 'saveRefusal') },
        bound,
        helper.asked(bound.name),
        `${isAwaited ? 'await ' : ''}${patch.code(existing)}`,
        type,
        scene,
      )
    : [
        `const ${existing} = ${helper.isAsync ? `(${helper.asked(bound.name)})` : helper.asked(bound.name)}?.records.find(({ type }) => type === ${type})${end}`,
        `if (${existing}) {`,
        `\t${bound.uses.length > 0 ? `${bound.name} = ` : ''}await ${patch.code(`${existing}.id`)}${end}`,
        '}',
      ];
  const edits = [...bound.followedBy(lines), ...patch.edits, ...letInstead(bound, save), ...inner];
  return {
    id: 'update-matched-record',
    title: `Update the matched ${object} where DUPLICATES_DETECTED refuses the insert`,
    edits: scene.edits([...merged(edits), ...helper.edits]),
  };
}

function pythonUpdate(
  { existing, refusal }: { existing: string; refusal: string },
  bound: Bound,
  asked: string,
  call: string,
  type: string,
  scene: CodeScene,
): string[] {
  const q = (text: string) => quoted(text, scene.style);
  const each = `record[${q('id')}] for record in ${refusal}[${q('records')}] if record[${q('type')}] == ${type}`;
  return [
    `${refusal} = ${asked}`,
    `${existing} = ${refusal} and next((${each}), None)`,
    `if ${existing}:`,
    `\t${bound.name} = ${call}`,
  ];
}

/** A variable that is given another response must not be a constant. */
function letInstead({ isConstant, uses }: Bound, { scene, call }: SaveCode): TextEdit[] {
  const statement = scene.statementAround(call);
  if (!isConstant || uses?.length === 0 || statement?.kind !== 'declare') return [];
  const span = spanOf(statement, scene);
  const isConst = span && scene.source.startsWith('const', span.start);
  return isConst ? [{ span: { start: span.start, end: span.start + 'const'.length }, newText: 'let' }] : [];
}

/** Edits that begin at the same place become one. */
function merged(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of edits) {
    const same = result.findIndex(({ span }) => span.start === edit.span.start && span.end === span.start);
    const other = result.findIndex(
      ({ span }) => span.start === edit.span.start && edit.span.end === edit.span.start,
    );
    if (same >= 0) result[same] = { span: edit.span, newText: joined(result[same]!, edit) };
    else if (other >= 0)
      result[other] = { span: result[other]!.span, newText: edit.newText + result[other]!.newText };
    else result.push(edit);
  }
  return result;
}

/** Whole lines come first. */
function joined(a: TextEdit, b: TextEdit): string {
  return /\n\s*$/.test(b.newText) ? b.newText + a.newText : a.newText + b.newText;
}

interface Patch {
  readonly code: (id: string) => string;
  readonly edits: readonly TextEdit[];
}

/** The same request as an update of a record; null where it cannot be written. */
function patchOf(save: SaveCode): Patch | null {
  const { scene, call } = save;
  const [first, second] = call.arguments;
  const address = first && first.name === null ? withSegment(first.value, scene) : null;
  if (!address || call.arguments.some(({ value }) => value.kind === 'spread')) return null;
  if (scene.isPython) {
    const receiver = receiverOf(call);
    const on = receiver && inOneLine(scene.code(receiver));
    if (!on || calledName(call) !== 'post') return null;
    const rest = call.arguments.slice(1);
    if (rest.some(({ value }) => !isSafeTwice(value))) return null;
    const given = rest.map(({ name, value }) => `${name === null ? '' : `${name}=`}${scene.code(value)}`);
    return { code: (id) => `${on}.patch(${[address(id), ...given].join(', ')})`, edits: [] };
  }
  if (save.origin.returns !== 'fetch.Response') return patchOfRequest(save);
  const on = inOneLine(scene.code(call.callee));
  if (!second || call.arguments.length !== 2 || on === null || calledName(call) !== 'fetch') return null;
  const method = quoted('PATCH', scene.style);
  if (second.value.kind === 'name') {
    const options = scene.code(second.value);
    return { code: (id) => `${on}(${address(id)}, { ...${options}, method: ${method} })`, edits: [] };
  }
  const statement = scene.statementAround(call);
  const span = statement && spanOf(statement, scene);
  if (second.value.kind !== 'record' || !span || !hasPlainKeys(second.value)) return null;
  const name = scene.fresh(beside(call, scene), 'request', 'saveRequest');
  const [head, ...rest] = linesOf(scene.span(second.value), scene);
  const lines = [`const ${name} = ${head}`, ...rest];
  const declared = [...lines.slice(0, -1), `${lines.at(-1)}${scene.style.semicolon}`];
  return {
    code: (id) => `${on}(${address(id)}, { ...${name}, method: ${method} })`,
    edits: [before(span.start, declared, scene), { span: scene.span(second.value), newText: name }],
  };
}

function patchOfRequest({ scene, call, origin }: SaveCode): Patch | null {
  const request = requestOf(call, origin.returns, scene);
  const patch = request ? patchCode(request, scene) : null;
  const isWritten = request && isSafeTwice(request.record ?? request.url);
  if (!patch || !isWritten || inOneLine(scene.code(request.whole)) === null) return null;
  return { code: (id) => inOneLine(patch(id, null))!, edits: [] };
}

function isSafeTwice(value: Expression): boolean {
  return (
    value.kind === 'name' || value.kind === 'member' || value.kind === 'record' || value.kind === 'number'
  );
}

/** Options whose types do not widen when they get a name. */
function hasPlainKeys(options: Extract<Expression, { kind: 'record' }>): boolean {
  return options.entries.every(
    ({ key }) =>
      key !== null &&
      (key.kind === 'name' || key.kind === 'text') &&
      /^(method|headers|body|signal)$/.test(keyText(key)),
  );
}

function keyText(key: Expression): string {
  if (key.kind === 'name') return key.name;
  return key.kind === 'text' ? key.parts.join('') : '';
}

function skipAndRecord(save: SaveCode): FixDraft | null {
  const { scene, object } = save;
  const statement = scene.statementAround(save.call);
  const bound = boundResult(save, 'response', 'saveResponse');
  if (!bound || !statement) return null;
  const goesOn = isInLoop(statement, scene) && bound.uses !== null && bound.uses.length > 0;
  if (!goesOn && bound.uses?.length !== 0) return null;
  const helper = responseHelper(save, bound);
  if (!helper) return null;
  const refusal = scene.fresh(beside(save.call, scene), 'refusal', 'saveRefusal');
  const told = warning(`${object ?? 'Record'} skipped`, refusal, scene);
  const { semicolon: end } = scene.style;
  const inside = [told.line, ...(goesOn ? [`continue${scene.isPython ? '' : end}`] : [])];
  return {
    id: 'skip-duplicate',
    title: 'Skip the record where DUPLICATES_DETECTED refuses it, and log that',
    edits: scene.edits([
      ...bound.followedBy(branch(refusal, helper.asked(bound.name), inside, scene)),
      ...helper.edits,
      ...told.edits,
    ]),
  };
}

/** @param inner further edits, within the save's statement or elsewhere */
export function queueResponse(save: SaveCode, inner: readonly TextEdit[]): FixDraft | null {
  const { scene } = save;
  const bound = boundResult(save, 'response', 'saveResponse');
  const helper = bound && responseHelper(save, bound);
  if (!helper) return null;
  const refusal = scene.fresh(beside(save.call, scene), 'refusal', 'saveRefusal');
  const { lines, edits } = queueLines(refusal, save);
  return {
    id: 'queue-duplicate',
    title: 'Queue the record for review or merge on DUPLICATES_DETECTED (a place to fill in; then as before)',
    edits: scene.edits([
      ...merged([...bound.followedBy(branch(refusal, helper.asked(bound.name), lines, scene)), ...inner]),
      ...helper.edits,
      ...edits,
    ]),
  };
}

function branch(refusal: string, asked: string, lines: readonly string[], scene: CodeScene): string[] {
  if (scene.isPython) return [`${refusal} = ${asked}`, `if ${refusal} is not None:`, ...deeper(lines)];
  return [`const ${refusal} = ${asked}${scene.style.semicolon}`, `if (${refusal}) {`, ...deeper(lines), '}'];
}
