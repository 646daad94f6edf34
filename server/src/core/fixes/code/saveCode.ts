import type { JudgedSite } from '../../rules/rule.ts';
import { originOf, type SaveOrigin } from '../../saves/code/origins.ts';
import { nodesIn } from '../../saves/code/refusal/children.ts';
import { calledName, receiverOf } from '../../saves/code/refusal/names.ts';
import type { CallExpression, Expression } from '../../saves/code/tree.ts';
import { importsRecordApi } from './imports.ts';
import { keyOf } from './records.ts';
import { chainedTo, patchCode, requestOf } from './requestCode.ts';
import type { CodeScene } from './scene.ts';

/** A save, with what a fix must know of its call. */
export interface SaveCode {
  readonly scene: CodeScene;
  readonly judged: JudgedSite;
  readonly origin: SaveOrigin;
  /** The save itself, or the call of a wrapper out of which the refusal is thrown as it is. */
  readonly call: CallExpression;
  /** The call with what is chained to it and belongs to the same request: `….json()`. */
  readonly whole: CallExpression;
  readonly isWrapped: boolean;
  /** The one object that is saved. */
  readonly object: string | null;
}

export function saveCodeOf(judged: JudgedSite, scene: CodeScene): SaveCode | null {
  const origin = originOf(judged.site);
  if (!origin || origin.call.anchor.uri !== scene.file.uri || !scene.index.has(origin.call)) return null;
  const isWrapped = judged.site.via.length > 0 || origin.call !== origin.save;
  const { kind, callers } = judged.site.refusal;
  // What the callers make of it is for them: here it is thrown on.
  const isThrownOn = (callers?.own ?? kind) === 'propagates' && origin.reports === 'exception';
  if (isWrapped && !isThrownOn) return null;
  const { target } = judged.site;
  const object = target.kind === 'objects' && target.names.length === 1 ? target.names[0]! : null;
  const { call, library } = origin;
  return { scene, judged, origin, call, whole: chainedTo(call, library, scene), isWrapped, object };
}

/** How the same library updates a record, where the call creates one. */
export interface UpdateCode {
  /** What holds the fields. */
  readonly record: Expression;
  /** Whether it gives what the save gives, or the handler makes it: else a status alone. */
  readonly givesResult: boolean;
  /** What the save gives, written for the updated record, given the call; null where that is not known. */
  readonly answer: ((id: string, call: string) => Answer) | null;
  /** The call, given the code of the record and of the id. */
  readonly code: (record: string, id: string) => string;
}

interface Answer {
  /** Statements before it. */
  readonly first: readonly string[];
  readonly value: string;
}

export function updateOf(save: SaveCode): UpdateCode | null {
  const { judged, origin, isWrapped } = save;
  // Written twice, a header of its own would have to be decided twice.
  if (isWrapped || save.call.arguments.some(({ value }) => namesHeader(value, save.scene))) return null;
  if (judged.site.operation !== 'insert' || !/^(rest-record|lwc)$/.test(judged.site.channel)) return null;
  if (judged.site.options.allowSave.kind === 'known' && judged.site.options.allowSave.value) return null;
  switch (origin.library) {
    case 'jsforce':
      return jsforceUpdate(save);
    case 'simple_salesforce':
      return simpleSalesforceUpdate(save);
    case 'axios':
    case 'got':
    case 'ky':
    case 'ofetch':
    case 'superagent':
      return requestUpdate(save);
    case 'lwc':
      return importsRecordApi(save.scene) ? lightningUpdate(save) : null;
    default:
      return null;
  }
}

function namesHeader(argument: Expression, scene: CodeScene): boolean {
  return !isRepeatable(argument) && /sforce-/i.test(scene.code(argument));
}

/** Code in one line, as it stands behind `await`; null where a comment is part of it. */
export function inOneLine(code: string): string | null {
  if (/\/\/|\/\*|(?:^|\s)#/.test(code.replace(/(['"`])(?:\\.|(?!\1)[^\\\n])*\1/g, ''))) return null;
  return code
    .replace(/,\s*\r?\n\s*(?=\})/g, ' ')
    .replace(/,\s*\r?\n\s*(?=[)\]])/g, '')
    .replace(/\s*\r?\n\s*(?=[.)])/g, '')
    .replace(/\(\s*\r?\n\s*/g, '(')
    .replace(/\s*\r?\n\s*/g, ' ');
}

function jsforceUpdate({ scene, call }: SaveCode): UpdateCode | null {
  const receiver = receiverOf(call);
  if (!receiver || !/^(create|insert)$/.test(calledName(call))) return null;
  const args = call.arguments.map(({ value }) => value);
  if (args.some(({ kind }) => kind === 'function' || kind === 'spread')) return null;
  const isOnObject = receiver.kind === 'call' && calledName(receiver) === 'sobject';
  const hasType = !isOnObject && args[0]?.kind === 'text';
  if (!isOnObject && !hasType && args.length > 1) return null;
  const [record, ...rest] = hasType ? args.slice(1) : args;
  const on = inOneLine(scene.code(receiver));
  if (!record || on === null) return null;
  const type = hasType ? `${scene.code(args[0]!)}, ` : '';
  const options = rest.map((one) => `, ${scene.code(one)}`).join('');
  return {
    record,
    givesResult: true,
    answer: null,
    code: (fields, id) => `${on}.update(${type}${withId(fields, id)}${options})`,
  };
}

function withId(fields: string, id: string): string {
  return `{ ...${fields}, Id: ${id} }`;
}

function simpleSalesforceUpdate({ scene, call }: SaveCode): UpdateCode | null {
  const receiver = receiverOf(call);
  if (!receiver || calledName(call) !== 'create') return null;
  const on = inOneLine(scene.code(receiver));
  const [first, ...rest] = call.arguments;
  if (!first || on === null || first.value.kind === 'spread') return null;
  if (first.name !== null && first.name !== 'data') return null;
  if (rest.some(({ name }) => name !== 'headers')) return null;
  const headers = rest.map(({ value }) => `, headers=${scene.code(value)}`).join('');
  return {
    record: first.value,
    givesResult: true,
    answer: null,
    code: (fields, id) => `${on}.update(${id}, ${fields}${headers})`,
  };
}

function requestUpdate(save: SaveCode): UpdateCode | null {
  const { scene, call, origin } = save;
  const request = requestOf(call, origin.returns, scene);
  const patch = request?.record ? patchCode(request, scene) : null;
  if (!request?.record || !patch || inOneLine(scene.code(request.whole)) === null) return null;
  return {
    record: request.record,
    givesResult: false,
    answer: answerOf(save),
    code: (fields, id) => inOneLine(patch(id, fields))!,
  };
}

/** An update answers nothing: what a create would have answered stands in its place. */
function answerOf(save: SaveCode): UpdateCode['answer'] {
  const { scene, call, origin } = save;
  const body = (id: string) => `{ id: ${id}, success: true, errors: [] }`;
  if (givesBody(save)) return (id, patch) => ({ first: [`await ${patch}`], value: body(id) });
  const head = scene.source.slice(scene.span(call.nameAt).end, scene.span(call).end);
  if (origin.library !== 'axios' || !/^\s*\(/.test(head)) return null;
  return (id, patch) => ({ first: [], value: `{ ...(await ${patch}), data: ${body(id)} }` });
}

/** Whether the code gets what Salesforce answers to a create, of no type of its own: an update answers nothing. */
export function givesBody({ scene, call, whole, origin }: SaveCode): boolean {
  const isRead = origin.library === 'ofetch' || /^json$/.test(whole === call ? '' : calledName(whole));
  const { start, end } = scene.span(whole);
  const { end: head } = scene.span(call.callee);
  const hasType = (code: string) => /^\s*</.test(code);
  if (!scene.isTyped || !isRead) return isRead;
  return origin.library === 'ofetch'
    ? !hasType(scene.source.slice(head, end))
    : !/\.json\s*<(?!\{\s*id: string;?\s*\}>)[^()]*>\(\)$/.test(scene.source.slice(start, end));
}

/** `lightning/uiRecordApi`: the input of an update names no object. */
function lightningUpdate({ call }: SaveCode): UpdateCode | null {
  const [input] = call.arguments.map(({ value }) => value);
  if (calledName(call) !== 'createRecord' || call.callee.kind !== 'name' || !input) return null;
  const fields = input.kind === 'record' ? input.entries.find(({ key }) => keyOf(key) === 'fields') : null;
  if (fields === undefined || (fields === null && !isRepeatable(input))) return null;
  const record = fields ? fields.value : input;
  const of = fields ? '' : '.fields';
  return {
    record,
    givesResult: true,
    answer: null,
    code: (name, id) => `updateRecord({ fields: { ...${name}${of}, Id: ${id} } })`,
  };
}

/** Whether an expression may be written twice: it gives the same again, and is short. */
export function isRepeatable(expression: Expression): boolean {
  if (expression.kind === 'name') return true;
  if (expression.kind === 'member') return isRepeatable(expression.object);
  return false;
}

/** Whether anything in the code is called or made. */
export function hasCalls(expression: Expression): boolean {
  for (const node of nodesIn([expression])) {
    if (node.kind === 'call' || node.kind === 'await' || node.kind === 'assign') return true;
  }
  return false;
}
