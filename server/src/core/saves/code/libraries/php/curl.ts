import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { LibraryModel, ModelCall } from '../model.ts';
import { isLibrary } from '../shared/made.ts';
import { sendOut } from '../shared/outgoing.ts';
import { isNothing, isTrue, text, textOf } from '../shared/reading.ts';

const handleType = 'curl.Handle';

/**
 * PHP's curl functions: options that are set on a handle, one by one or in an array, and `curl_exec`, whose answer
 * somebody has to look at (php.net/manual/en/function.curl-setopt.php). Names of options come as texts.
 */
export function curl(send: SendRequest): LibraryModel {
  return {
    name: 'curl',
    marker: /\bcurl_/,
    call(call, evaluation) {
      const [handle, second, third] = call.arguments;
      if (call.receiver !== null) return undefined;
      if (call.method === 'curl_init') {
        const url: Record<string, Value> = isNothing(handle) ? {} : { CURLOPT_URL: handle! };
        return evaluation.library(handleType, url);
      }
      if (!isLibrary(handle, handleType)) return undefined;
      switch (call.method) {
        case 'curl_setopt':
          set(handle, second, third);
          return handle;
        case 'curl_setopt_array':
          if (second?.kind === 'record') {
            for (const { key, value } of second.entries) handle.state.set(key, value);
          }
          return handle;
        case 'curl_exec':
          return (
            sendOut(
              {
                method: methodOf(handle, call),
                url: handle.state.get('CURLOPT_URL'),
                headers: handle.state.get('CURLOPT_HTTPHEADER'),
                body: handle.state.get('CURLOPT_POSTFIELDS'),
                reports: 'response',
                returns: 'curl.Response',
              },
              call,
              evaluation,
              send,
            ) && handle
          );
        default:
          return undefined;
      }
    },
  };
}

function set(handle: LibraryValue, option: Value | undefined, value: Value | undefined): void {
  const name = textOf(option);
  if (name !== null && value) handle.state.set(name, value);
}

function methodOf({ state }: LibraryValue, { syntax }: ModelCall): Value {
  const own = state.get('CURLOPT_CUSTOMREQUEST');
  if (!isNothing(own)) return own!;
  const isPost = isTrue(state.get('CURLOPT_POST')) || isOne(state.get('CURLOPT_POST'));
  return text(syntax, isPost || state.has('CURLOPT_POSTFIELDS') ? 'POST' : 'GET');
}

function isOne(value: Value | undefined): boolean {
  return value?.kind === 'scalar' && value.value === 1;
}
