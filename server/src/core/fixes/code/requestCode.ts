import { nodesIn } from '../../saves/code/refusal/children.ts';
import { calledName, receiverOf } from '../../saves/code/refusal/names.ts';
import type { CallExpression, Expression } from '../../saves/code/tree.ts';
import { applyEdits, type Span } from '../../text.ts';
import { withSegment } from './address.ts';
import { keyOf } from './records.ts';
import type { CodeScene } from './scene.ts';

/** A request of an HTTP client that creates a record, as far as fixes write it again. */
export interface RequestCode {
  readonly url: Expression;
  /** What holds the fields; null where the call does not show it. */
  readonly record: Expression | null;
  /** What says that it is a POST: a name of a method, or a text with its quotes. */
  readonly verb: Span;
  /** The request, with all that is chained to it before it is sent. */
  readonly whole: Expression;
}

/** The request that a call sends; null where its parts do not stand in it. */
export function requestOf(call: CallExpression, returns: string, scene: CodeScene): RequestCode | null {
  if (call.arguments.some(({ value }) => value.kind === 'spread' || value.kind === 'function')) return null;
  const args = call.arguments.filter(({ name }) => name === null).map(({ value }) => value);
  if (scene.isPython) return inPython(call, args, returns, scene);
  switch (returns) {
    case 'axios.Response':
      return byMethod(call, args[0], args[1] ?? null, scene);
    case 'needle.Response':
      return byMethod(call, args[0], args[1] ?? null, scene) ?? byVerb(call, args, scene);
    case 'fetch.Response':
    case 'undici.Response':
      return byOptions(call, args, jsonIn(entryOf(args[1], 'body')), scene);
    case 'ofetch.Response': {
      const body = entryOf(args[1], 'body');
      return byOptions(call, args, jsonIn(body) ?? body, scene);
    }
    case 'got.Response':
    case 'ky.Response': {
      const record = entryOf(args[1], 'json') ?? jsonIn(entryOf(args[1], 'body'));
      return byMethod(call, args[0], record, scene) ?? byOptions(call, args, record, scene);
    }
    case 'superagent.Response':
      return chained(call, scene);
    default:
      return null;
  }
}

/** `client.post(url, …)`. */
function byMethod(
  call: CallExpression,
  url: Expression | undefined,
  record: Expression | null,
  scene: CodeScene,
): RequestCode | null {
  if (!url || !receiverOf(call) || calledName(call) !== 'post') return null;
  return { url, record: jsonIn(record) ?? record, verb: scene.span(call.nameAt), whole: call };
}

/** `client(url, { method: 'POST', … })`. */
function byOptions(
  call: CallExpression,
  [url, options]: readonly Expression[],
  record: Expression | null,
  scene: CodeScene,
): RequestCode | null {
  const method = entryOf(options, 'method');
  if (!url || !method || !isPost(method)) return null;
  return { url, record, verb: scene.span(method), whole: call };
}

/** `needle('post', url, record, options)`. */
function byVerb(
  call: CallExpression,
  [method, url, record]: readonly Expression[],
  scene: CodeScene,
): RequestCode | null {
  if (!method || !url || !isPost(method)) return null;
  return { url, record: record ?? null, verb: scene.span(method), whole: call };
}

/** Python: `client.post(url, json=record)`. */
function inPython(
  call: CallExpression,
  [url]: readonly Expression[],
  returns: string,
  scene: CodeScene,
): RequestCode | null {
  if (!/^(?:requests|httpx|aiohttp)\.Response$/.test(returns)) return null;
  if (!url || !receiverOf(call) || calledName(call) !== 'post') return null;
  const named = (name: string) => call.arguments.find((one) => one.name === name)?.value ?? null;
  const record = named('json') ?? jsonIn(named('data')) ?? jsonIn(named('content'));
  return { url, record, verb: scene.span(call.nameAt), whole: call };
}

/** `request.post(url).set(…).send(record).set(…)`. */
function chained(send: CallExpression, scene: CodeScene): RequestCode | null {
  let started = receiverOf(send);
  while (started?.kind === 'call' && receiverOf(started)?.kind === 'call') started = receiverOf(started);
  if (started?.kind !== 'call' || calledName(started) !== 'post') return null;
  const [url] = started.arguments;
  const [record] = send.arguments;
  if (!url || !record || calledName(send) !== 'send') return null;
  return {
    url: url.value,
    record: record.value,
    verb: scene.span(started.nameAt),
    whole: chainedTo(send, 'superagent', scene),
  };
}

const readers = /^(?:json|text|buffer|blob|arrayBuffer|bytes|formData)$/;
const chainedBeforeSent =
  /^(?:set|accept|type|auth|query|timeout|retry|redirects|use|ok|withCredentials|buffer|parse|responseType|serialize|ca|cert|key|pfx)$/;

/** The call with what is chained to it and still is the same request: `….json()`, `….set(name, value)`. */
export function chainedTo(call: CallExpression, library: string, { index }: CodeScene): CallExpression {
  const goesOn = library === 'superagent' ? chainedBeforeSent : /^(?:got|ky)$/.test(library) ? readers : null;
  let whole = call;
  for (;;) {
    const member = index.parent(whole);
    const next = member?.kind === 'member' && goesOn?.test(member.name) ? index.parent(member) : null;
    if (next?.kind !== 'call' || next.callee !== member) return whole;
    whole = next;
  }
}

function entryOf(options: Expression | undefined, name: string): Expression | null {
  if (options?.kind !== 'record') return null;
  return options.entries.find(({ key }) => keyOf(key) === name)?.value ?? null;
}

/** What `JSON.stringify(…)` or `json.dumps(…)` writes. */
function jsonIn(body: Expression | null): Expression | null {
  if (body?.kind !== 'call' || !/^(?:stringify|dumps)$/.test(calledName(body))) return null;
  return body.arguments.length === 1 ? body.arguments[0]!.value : null;
}

function isPost(method: Expression): boolean {
  return method.kind === 'text' && method.parts.length === 1 && /^post$/i.test(String(method.parts[0]));
}

/** What says that the request is a PATCH, where it is a POST. */
export function verbOf({ verb, whole }: RequestCode, scene: CodeScene): string {
  const written = scene.source.slice(verb.start, verb.end);
  const isFirst = whole.kind === 'call' && scene.span(whole.arguments[0]!.value).start === verb.start;
  // fetch sends `patch` as it is written, where it knows `post` in any case.
  return written.replace(/post/i, written === 'post' || isFirst ? 'patch' : 'PATCH');
}

/**
 * The same request as an update, given the code of the record's id and of its fields; null where the request
 * cannot be written a second time.
 */
export function patchCode(
  request: RequestCode,
  scene: CodeScene,
): ((id: string, fields: string | null) => string) | null {
  const { url, record, verb, whole } = request;
  const address = withSegment(url, scene);
  const { start, end } = scene.span(whole);
  if (!address || !isSafeTwice(whole, record)) return null;
  const code = scene.source.slice(start, end);
  const at = (span: Span, newText: string) => ({
    span: { start: span.start - start, end: span.end - start },
    newText,
  });
  const patch = verbOf(request, scene);
  return (id, fields) =>
    applyEdits(code, [
      at(verb, patch),
      at(scene.span(url), address(id)),
      ...(record && fields !== null ? [at(scene.span(record), fields)] : []),
    ]);
}

/** Nothing but the request itself is called in it, the record left out. */
function isSafeTwice(whole: Expression, record: Expression | null): boolean {
  const inRecord = new Set(record ? nodesIn([record]) : []);
  for (const node of nodesIn([whole])) {
    if (inRecord.has(node)) continue;
    if (node.kind === 'assign' || node.kind === 'await' || node.kind === 'function-syntax') return false;
  }
  return true;
}
