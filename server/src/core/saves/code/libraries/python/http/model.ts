import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { mergedHeaders, withBase } from '../../shared/combine.ts';
import { sendOut, verbOf } from '../../shared/outgoing.ts';
import { text, textOf } from '../../shared/reading.ts';
import { argument, headersArgument } from '../arguments.ts';
import { made } from '../made.ts';
import { type HttpLibrary, httpLibraries, newSession, session, sessionType } from './sessions.ts';

/**
 * requests (github.com/psf/requests), httpx (encode/httpx), aiohttp (aio-libs/aiohttp): functions, and sessions
 * with headers of their own. A refusal is a response to look at.
 */
export function httpModel(library: HttpLibrary, send: SendRequest): LibraryModel {
  const { name } = library;
  const types = {
    module: `${name}.Module`,
    sessions: `${name}.Session.class`,
    function: `${name}.function`,
    session: sessionType(library),
  };
  return {
    name,
    marker: null,
    module: (specifier) => (library.modules.test(specifier) ? made(types.module) : null),
    member(receiver, member, at) {
      if (receiver.type !== types.module) return undefined;
      if (library.sessions.test(member)) return made(types.sessions);
      if (verbOf(member) !== null || member === 'request') {
        return made(types.function, { name: text(at, member) });
      }
      return /^(?:sessions|api|client)$/.test(member) ? receiver : undefined;
    },
    call(call, evaluation) {
      const { callee, receiver } = call;
      if (callee?.kind === 'library' && callee.type === types.sessions) return newSession(library, call);
      if (callee?.kind === 'library' && callee.type === types.function) {
        return request(null, textOf(callee.state.get('name')) ?? '', call, evaluation);
      }
      if (receiver?.kind !== 'library') return undefined;
      if (receiver.type === types.module) return request(null, call.method, call, evaluation);
      return receiver.type === types.session ? request(receiver, call.method, call, evaluation) : undefined;
    },
    declared: (type, at) =>
      type === `${name}.Session` || (library.sessions.test(type.replace(/^\w+\./, '')) && isOwnName(type))
        ? session(library, at, { base: null, headers: null, raises: false })
        : undefined,
  };

  function request(
    own: LibraryValue | null,
    method: string,
    call: ModelCall,
    evaluation: Evaluation,
  ): Value | undefined {
    const verb = verbOf(method);
    const isFree = method === 'request' || method === 'stream';
    if (verb === null && !isFree) return undefined;
    const from = isFree ? 1 : 0;
    const url = argument(call, from, 'url');
    const isRequests = name === 'requests';
    return sendOut(
      {
        method: verb ?? argument(call, 0, 'method') ?? 'GET',
        url: withBase(own?.state.get('base_url'), url, call.syntax),
        headers: mergedHeaders(call.syntax, own?.state.get('headers'), headersArgument(call, -1)),
        body: bodyOf(call, isRequests && !isFree),
        reports: own?.state.has('raises') ? 'exception' : 'response',
        returns: `${name}.Response`,
      },
      call,
      evaluation,
      send,
    );
  }
}

/** `json=`, `data=`, httpx's `content=`; requests.post(url, data, json) has them by position as well. */
export function bodyOf(call: ModelCall, byPosition: boolean): Value | null {
  const { keywords, arguments: passed } = call;
  const named = keywords.get('json') ?? keywords.get('data') ?? keywords.get('content');
  if (named !== undefined || !byPosition) return named ?? null;
  const data = passed[1];
  const isNone = data === undefined || (data.kind === 'scalar' && data.value === null);
  return (isNone ? passed[2] : data) ?? null;
}

/** `Session` alone is SQLAlchemy's name too, and means no harm; `Client` is everybody's. */
function isOwnName(type: string): boolean {
  return /\./.test(type) || !/^Client$/.test(type);
}

export function httpModels(send: SendRequest): readonly LibraryModel[] {
  return httpLibraries.map((library) => httpModel(library, send));
}
