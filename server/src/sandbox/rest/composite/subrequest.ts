import { RestError } from '../../errors.ts';
import type { Call, Reply } from '../../http.ts';

/** A part of a composite request. */
export interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** What became of a part. */
export interface SubrequestResult {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

const inherited = ['accept', 'authorization', 'content-type'];
const methods = new Set(['POST', 'PUT', 'PATCH', 'GET', 'DELETE']);

/**
 * Reads the parts of a composite request. `version`: of the request; from 52.0 a reference id of a wrong form
 * refuses it whole.
 * @throws RestError for what refuses the whole request
 */
export function readSubrequests(value: unknown, version: number): readonly Subrequest[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw invalid('compositeRequest must be an array with at least one subrequest.');
  }
  const requests = value.map(readSubrequest);
  const ids = requests.map(({ referenceId }) => referenceId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw invalid(`Duplicate ReferenceId provided in the request: ${twice}`);
  const wrong = ids.find((id) => !/^[A-Za-z0-9][A-Za-z0-9_]*$/.test(id));
  if (wrong !== undefined && version >= 52) {
    throw invalid(
      `Provided referenceId ('${wrong}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`,
    );
  }
  return requests;
}

function readSubrequest(value: unknown): Subrequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('A subrequest must be an object with method, url and referenceId.');
  }
  const { method, url, body, httpHeaders = {}, ...rest } = value as Record<string, unknown>;
  // The documentation writes it both ways.
  const referenceId = rest.referenceId ?? rest.referenceID;
  for (const [name, text] of Object.entries({ method, url, referenceId })) {
    if (typeof text !== 'string' || text === '') throw invalid(`Subrequests need ${name}.`);
  }
  if (!methods.has(method as string)) throw invalid(`Invalid method of a subrequest: ${String(method)}`);
  if (typeof httpHeaders !== 'object' || httpHeaders === null)
    throw invalid('httpHeaders must be an object.');
  const headers = Object.fromEntries(
    Object.entries(httpHeaders).map(([name, text]) => [name.toLowerCase(), String(text)]),
  );
  const forbidden = inherited.find((name) => name in headers);
  if (forbidden !== undefined) {
    throw invalid(`Subrequests inherit ${forbidden} from the request and cannot set it.`);
  }
  return { method: method as string, url: url as string, referenceId: referenceId as string, body, headers };
}

/**
 * The request that a part stands for. Of the outer headers only Accept, Authorization and Content-Type are inherited
 * (facts, section 0.8).
 * @throws RestError for an address outside of the API
 */
export function callOf(outer: Call, { method, url, body, headers }: Omit<Subrequest, 'referenceId'>): Call {
  const base = 'http://subrequest';
  const target = URL.canParse(url, base) ? new URL(url, base) : null;
  if (target?.origin !== base || !target.pathname.startsWith('/services/data/')) {
    throw invalid('The URL of a subrequest must start with /services/data/vXX.X/.');
  }
  const own = inherited.flatMap((name) => (name in outer.headers ? [[name, outer.headers[name]]] : []));
  return {
    method,
    path: target.pathname.replace(/\/{2,}/g, '/'),
    query: target.searchParams,
    headers: { ...Object.fromEntries(own), ...headers },
    body: body === undefined || body === null ? '' : JSON.stringify(body),
  };
}

/** The part of a response that the answer to a subrequest is. */
export function resultOf(referenceId: string, { status, body, headers = {} }: Reply): SubrequestResult {
  return {
    body: body === '' ? null : JSON.parse(body),
    httpHeaders: headers,
    httpStatusCode: status,
    referenceId,
  };
}

export function halted(referenceId: string, message: string): SubrequestResult {
  const body = [{ errorCode: 'PROCESSING_HALTED', message }];
  return { body, httpHeaders: {}, httpStatusCode: 400, referenceId };
}

export function invalid(message: string): RestError {
  return new RestError(400, 'INVALID_INPUT', message);
}
