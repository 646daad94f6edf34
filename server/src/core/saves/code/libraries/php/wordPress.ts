import type { SendRequest } from '../../requests/http.ts';
import type { LibraryModel } from '../model.ts';
import { sendOut } from '../shared/outgoing.ts';
import { knownField } from './guzzle.ts';

const names = /^wp_(?:safe_)?remote_(post|request)$/;

/**
 * WordPress's HTTP API (github.com/WordPress/WordPress, wp-includes/http.php, class-wp-http.php): address and
 * arguments. A refusal is an answer to look at; only where no answer came, a WP_Error is given back.
 */
export function wordPress(send: SendRequest): LibraryModel {
  return {
    name: 'WordPress HTTP',
    marker: /\bwp_(?:safe_)?remote_/,
    call(call, evaluation) {
      const [, name] = names.exec(call.method) ?? [];
      if (call.receiver !== null || call.isNew || name === undefined) return undefined;
      const [url, options] = call.arguments;
      return sendOut(
        {
          method: knownField(options, 'method') ?? (name === 'post' ? 'POST' : 'GET'),
          url,
          headers: knownField(options, 'headers'),
          body: knownField(options, 'body'),
          reports: 'response',
          returns: 'http.Response',
        },
        call,
        evaluation,
        send,
      );
    },
  };
}
