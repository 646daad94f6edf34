import { RestError } from '../../errors.ts';
import { json } from '../../http.ts';
import { jsonBody } from '../body.ts';
import type { RestCall, Route } from '../route.ts';
import { callOf, invalid } from './subrequest.ts';

const mostParts = 25;

interface Result {
  readonly statusCode: number;
  readonly result: unknown;
}

/** `composite/batch`: parts that know nothing of each other; each stays what it became. */
export const batchRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/composite\/batch$/,
    writes: true,
    answer: (request) => {
      const { batchRequests, haltOnError } = jsonBody(request.call);
      if (!Array.isArray(batchRequests) || batchRequests.length === 0) {
        throw invalid('batchRequests must be an array with at least one subrequest.');
      }
      if (batchRequests.length > mostParts) {
        throw invalid(`A batch can hold up to ${mostParts} subrequests, not ${batchRequests.length}.`);
      }
      const results: Result[] = [];
      for (const part of batchRequests) {
        const isHalted = haltOnError === true && results.some(hasFailed);
        results.push(isHalted ? halted : answerPart(request, part));
      }
      return json(200, { hasErrors: results.some(hasFailed), results });
    },
  },
];

const halted: Result = {
  statusCode: 412,
  result: [
    {
      errorCode: 'BATCH_PROCESSING_HALTED',
      message: 'Batch processing halted per request. One or more previous subrequests were unsuccessful.',
    },
  ],
};

function answerPart(request: RestCall, part: unknown): Result {
  const { method, url, richInput } = (part ?? {}) as Record<string, unknown>;
  try {
    if (typeof method !== 'string' || typeof url !== 'string')
      throw invalid('Subrequests need method and url.');
    // Addresses may leave out `/services/data/`.
    const path = url.startsWith('/') ? url : `/services/data/${url}`;
    if (/^\/services\/data\/v\d+\.\d+\/composite(?!\/sobjects\b)/.test(path)) {
      throw invalid('A batch cannot hold composite requests.');
    }
    // A part has no headers of its own; whether the outer ones count is decided where it is saved.
    const outer = request.call.headers;
    const headers = Object.fromEntries(
      Object.entries(outer).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    const call = callOf(request.call, { method, url: path, body: richInput, headers });
    const { status, body } = request.send(call, 'rest-batch');
    return { statusCode: status, result: body === '' ? null : JSON.parse(body) };
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return { statusCode: error.status, result: [{ errorCode: error.code, message: error.message }] };
  }
}

function hasFailed({ statusCode }: Result): boolean {
  return statusCode >= 400;
}
