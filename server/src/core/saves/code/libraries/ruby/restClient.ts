import type { SendRequest } from '../../requests/http.ts';
import type { RecordValue, Value } from '../../values.ts';
import type { LibraryModel, ModelCall } from '../model.ts';
import { sendOut, verbOf } from '../shared/outgoing.ts';
import { fieldOf } from '../shared/reading.ts';

/**
 * rest-client: github.com/rest-client/rest-client, lib/restclient.rb and lib/restclient/request.rb. It raises for
 * statuses of 400 and above, unless a block is given, which then gets the response.
 */
export function restClient(send: SendRequest): LibraryModel {
  return {
    name: 'RestClient',
    marker: /\bRestClient\b/,
    call(call, evaluation) {
      const request = ofModule(call) ?? ofRequest(call);
      if (request === null) return undefined;
      const hasBlock = call.syntax.arguments.some(({ value }) => value.kind === 'function');
      return sendOut(
        {
          ...request,
          headers: withNames(request.headers),
          reports: hasBlock ? 'response' : 'exception',
          returns: 'http.Response',
        },
        call,
        evaluation,
        send,
      );
    },
  };
}

interface Parts {
  readonly method: Value | string;
  readonly url: Value | undefined;
  readonly headers: Value | null | undefined;
  readonly body: Value | undefined;
}

/** `RestClient.post(url, payload, headers)`. */
function ofModule(call: ModelCall): Parts | null {
  const verb = verbOf(call.method);
  if (call.path.length !== 2 || call.path[0] !== 'RestClient' || verb === null) return null;
  const [url, body, headers] = call.arguments;
  return { method: verb, url, body, headers: headers ?? fromKeywords(call) };
}

/** `RestClient::Request.execute(method: :post, url: url, payload: payload, headers: headers)`. */
function ofRequest(call: ModelCall): Parts | null {
  if (!/^RestClient\.Request\.(?:execute|new)$/.test(call.path.join('.')) || call.isNew) return null;
  const given = (name: string) => call.keywords.get(name) ?? fieldOf(call.arguments[0], name) ?? undefined;
  const method = given('method');
  return method ? { method, url: given('url'), body: given('payload'), headers: given('headers') } : null;
}

function fromKeywords({ keywords, syntax }: ModelCall): RecordValue | null {
  if (keywords.size === 0) return null;
  const entries = [...keywords].map(([key, value]) => ({ key, value, place: syntax, when: null }));
  return { kind: 'record', entries, open: false, place: syntax, type: null };
}

/** A symbol names a header by its words: `:content_type`. */
function withNames(headers: Value | null | undefined): Value | null | undefined {
  if (headers?.kind !== 'record') return headers;
  return {
    ...headers,
    entries: headers.entries.map((one) => ({
      ...one,
      key: /^[a-z]+(?:_[a-z]+)+$/.test(one.key) ? one.key.replaceAll('_', '-') : one.key,
    })),
  };
}
