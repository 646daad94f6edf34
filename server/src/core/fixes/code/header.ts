import { directiveText } from '../../config/directives.ts';
import { isAlert } from '../../outcome/reading.ts';
import type { JudgedSite } from '../../rules/rule.ts';
import { calledName, receiverOf } from '../../saves/code/refusal/names.ts';
import { headerName } from '../../saves/code/requests/names.ts';
import type { Expression } from '../../saves/code/tree.ts';
import type { TextEdit } from '../../text.ts';
import { canBeAllowed } from '../canBeAllowed.ts';
import type { FixDraft } from '../fix.ts';
import { indentAt, lineStart } from '../layout.ts';
import { BYPASS_REASON } from '../suppress.ts';
import { addArgument, addToRecord, keyOf } from './records.ts';
import type { SaveCode } from './saveCode.ts';
import { quoted } from './textStyle.ts';

/** From this version on the header is documented. */
export const headerSince = 52;

export const bypassComment = directiveText(['allow-save-bypass'], BYPASS_REASON);

/** Lets duplicates be saved, with a reason to fill in. */
export function allowSave(save: SaveCode): FixDraft | null {
  const { site } = save.judged;
  if (!canBeAllowed(save.judged) || site.apiVersion === null || site.apiVersion < headerSince) return null;
  const edits = withHeader(save, 'allowSave=true', bypassComment);
  return (
    edits && {
      id: 'allow-save',
      title: 'Send allowSave=true, with a reason to fill in: duplicates will then be saved',
      edits: save.scene.edits(edits),
    }
  );
}

/** Says that duplicates are to be refused, which they are anyway. */
export function stateRefusal(save: SaveCode): FixDraft | null {
  const { site } = save.judged;
  if (site.options.allowSave.kind !== 'unset' || site.operation === 'convertLead') return null;
  if (site.apiVersion !== null && site.apiVersion < headerSince) return null;
  const edits = withHeader(save, 'allowSave=false', null);
  return (
    edits && {
      id: 'state-refusal',
      title: 'Send allowSave=false, which states that duplicates are refused (behaviour unchanged)',
      edits: save.scene.edits(edits),
    }
  );
}

/** Whether a rule bears on the save that allowSave=true passes. */
export function mayBeAllowed(judged: JudgedSite): boolean {
  return judged.outcomes.length === 0 || judged.outcomes.some(isAlert);
}

const carrying = /^rest-(record|external-id|collections)$/;

/** Sends the header with a save; null where that cannot be written, or another is sent. */
export function withHeader(save: SaveCode, value: string, comment: string | null): TextEdit[] | null {
  const { scene, judged } = save;
  if (save.isWrapped || !carrying.test(judged.site.channel) || judged.site.options.form !== 'none')
    return null;
  const header = `${quoted(headerName, scene.style)}: ${quoted(value, scene.style)}`;
  return scene.isPython ? inPython(save, header, comment) : inScript(save, header, comment);
}

function inPython(save: SaveCode, header: string, comment: string | null): TextEdit[] | null {
  const { scene, call, origin } = save;
  if (!/^(simple_salesforce|requests|httpx|aiohttp)$/.test(origin.library)) return null;
  if (!/^(create|update|upsert|post|patch|put|request)$/.test(calledName(call))) return null;
  if (call.arguments.some(({ value }) => value.kind === 'spread')) return null;
  const headers = call.arguments.find(({ name }) => name === 'headers')?.value;
  if (!headers) {
    const last = call.arguments.at(-1);
    const isPositional = last?.name === null || last === undefined;
    // A keyword's value alone has a place: its name stands before it.
    return isPositional || last ? addArgument(call, { code: `headers={${header}}`, comment }, scene) : null;
  }
  return intoHeaders(headers, header, comment, save);
}

function inScript(save: SaveCode, header: string, comment: string | null): TextEdit[] | null {
  const { scene, call } = save;
  if (save.origin.returns === 'superagent.Response') return inChain(save, comment, header);
  const at = optionsAt(save);
  const args = call.arguments.map(({ value }) => value);
  if (at === null || args.some(({ kind }) => kind === 'function' || kind === 'spread')) return null;
  if (args.length === at) return addArgument(call, { code: `{ headers: { ${header} } }`, comment }, scene);
  const options = args[at];
  if (options?.kind !== 'record' || args.length > at + 1) return null;
  const headers = options.entries.find(({ key }) => keyOf(key) === 'headers');
  if (headers) return intoHeaders(headers.value, header, comment, save);
  if (options.entries.some(({ key }) => key === null)) return null;
  return addToRecord(options, { code: `headers: { ${header} }`, comment }, scene);
}

/** superagent: `.set(name, value)` before the record is sent. */
function inChain({ scene, call }: SaveCode, comment: string | null, header: string): TextEdit[] | null {
  const receiver = receiverOf(call);
  if (receiver?.kind !== 'call' || calledName(call) !== 'send') return null;
  const { source, layout } = scene;
  const { end } = scene.span(receiver);
  const name = scene.span(call.nameAt).start;
  const code = `.set(${header.replace(/(["']): /, '$1, ')})`;
  const at = { start: end, end };
  if (source.slice(lineStart(source, name), name).trim() !== '.') {
    if (comment !== null && !scene.mayStandAbove(end)) return null;
    return [...scene.commentAbove(end, comment), { span: at, newText: code }];
  }
  const indent = `${layout.newline}${indentAt(source, name)}`;
  return [{ span: at, newText: `${comment === null ? '' : `${indent}// ${comment}`}${indent}${code}` }];
}

/** Which argument holds the options of a call; null where it has none, or that is not known. */
function optionsAt({ call, origin }: SaveCode): number | null {
  const receiver = receiverOf(call);
  const method = calledName(call);
  const args = call.arguments.map(({ value }) => value);
  switch (origin.returns) {
    case 'jsforce.SaveResult':
    case 'jsforce.SaveResults': {
      const isOnObject = receiver?.kind === 'call' && calledName(receiver) === 'sobject';
      const hasType = !isOnObject && args[0]?.kind === 'text';
      if (!receiver || (!isOnObject && !hasType) || !/^(create|insert|update|upsert)$/.test(method))
        return null;
      return (hasType ? 1 : 0) + (method === 'upsert' ? 2 : 1);
    }
    case 'fetch.Response':
      return method === 'fetch' && args.length === 2 ? 1 : null;
    case 'ofetch.Response':
      return args.length === 2 ? 1 : null;
    case 'undici.Response':
      return args.length === 2 && args[1]?.kind === 'record' ? 1 : null;
    case 'needle.Response': {
      const at = /^(post|put|patch)$/.test(method) ? 2 : 3;
      return args.length >= at ? at : null;
    }
    case 'axios.Response':
      if (/^(post|put|patch)$/.test(method)) return args.length >= 2 ? 2 : null;
      return method === 'request' && args.length === 1 ? 0 : null;
    case 'got.Response':
    case 'ky.Response':
      return args.length === 2 && args[1]?.kind === 'record' ? 1 : null;
    default:
      return null;
  }
}

function intoHeaders(
  headers: Expression,
  header: string,
  comment: string | null,
  { scene }: SaveCode,
): TextEdit[] | null {
  if (headers.kind === 'record') return addToRecord(headers, { code: header, comment }, scene);
  if (headers.kind !== 'name' && headers.kind !== 'member') return null;
  if (comment !== null && !scene.mayStandAbove(scene.span(headers).start)) return null;
  const spread = scene.isPython
    ? `{**${scene.code(headers)}, ${header}}`
    : `{ ...${scene.code(headers)}, ${header} }`;
  const span = scene.span(headers);
  // `{ headers }`: the name is the key as well.
  const parent = scene.index.parent(headers);
  const isShort =
    parent?.kind === 'record' &&
    parent.entries.some(
      ({ key, value }) => value === headers && key !== null && scene.span(key).start === span.start,
    );
  const newText = isShort ? `headers: ${spread}` : spread;
  if (isShort && scene.code(headers) !== 'headers') return null;
  return [...scene.commentAbove(span.start, comment), { span, newText }];
}
