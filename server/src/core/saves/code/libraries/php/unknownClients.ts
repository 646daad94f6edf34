import type { SendRequest } from '../../requests/http.ts';
import { readUrls } from '../../requests/url.ts';
import type { LibraryModel, ModelCall } from '../model.ts';
import { sendOut, verbOf } from '../shared/outgoing.ts';
import { bodyIn, knownField } from './guzzle.ts';

/**
 * A client that is handed in or made elsewhere, with options as Guzzle and Symfony's HTTP client take them. Only where
 * the address leads to records of Salesforce and the options are seen, so that nothing else can be meant.
 */
export function unknownClients(send: SendRequest): LibraryModel {
  return {
    name: 'clients',
    marker: null,
    call(call, evaluation) {
      const { receiver, syntax, method: name } = call;
      if (receiver === null || (receiver.kind !== 'unknown' && receiver.kind !== 'parameter'))
        return undefined;
      const verb = verbOf(name);
      if ((verb === null && name !== 'request') || verb === 'GET' || verb === 'DELETE') return undefined;
      const [method, url, options] = verb === null ? call.arguments : [verb, ...call.arguments];
      if (options === undefined || typeof options === 'string' || options.kind !== 'record') return undefined;
      if (method === undefined || url === undefined || typeof url === 'string') return undefined;
      const isSalesforce = readUrls(url, syntax).some(
        ({ resource, isSalesforce: isOurs }) => isOurs && resource !== null && resource.kind !== 'other',
      );
      if (!isSalesforce || bodyIn(options) === null) return undefined;
      return sendOut(
        {
          method,
          url,
          headers: knownField(options, 'headers'),
          body: bodyIn(options),
          reports: throwsIn(call) ? 'exception' : 'response',
          returns: 'http.Response',
        },
        call,
        evaluation,
        send,
      );
    },
  };
}

/** Guzzle throws, and so does a response of Symfony's that nobody asks for its status, when it is done away with. */
function throwsIn(call: ModelCall): boolean {
  const isSymfony = call.mentions(/Symfony\\(?:Contracts|Component)\\HttpClient/);
  return (
    call.mentions(/Guzzle/) || (isSymfony && !call.mentions(/getStatusCode\(|(?:toArray|getContent)\(false/))
  );
}
