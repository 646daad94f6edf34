import type { Place } from '../../../../../text.ts';
import type { LibraryValue, RecordValue, Value } from '../../../values.ts';
import type { ModelCall } from '../../model.ts';
import { mergedHeaders } from '../../shared/combine.ts';
import { isTrue } from '../../shared/reading.ts';
import { argument } from '../arguments.ts';

/** A library whose functions and sessions send requests: all have the same face. */
export interface HttpLibrary {
  readonly name: string;
  readonly modules: RegExp;
  /** Classes that make sessions. */
  readonly sessions: RegExp;
  /** Position of the base address among the arguments of a session; -1: by keyword only. */
  readonly baseAt: number;
}

export const httpLibraries: readonly HttpLibrary[] = [
  // requests.api, requests.sessions; a session's headers are merged into each request's.
  { name: 'requests', modules: /^requests(?:\.sessions|\.api)?$/, sessions: /^[Ss]ession$/, baseAt: -1 },
  { name: 'requests', modules: /^requests_oauthlib$/, sessions: /^OAuth[12]Session$/, baseAt: -1 },
  {
    name: 'requests',
    modules: /^requests_toolbelt(?:\.sessions)?$/,
    sessions: /^BaseUrlSession$/,
    baseAt: 0,
  },
  { name: 'requests', modules: /^niquests$/, sessions: /^(?:Async)?Session$/, baseAt: -1 },
  { name: 'httpx', modules: /^httpx$/, sessions: /^(?:Async)?Client$/, baseAt: -1 },
  // aiohttp.client: _base_url, headers; `raise_for_status=True` raises for statuses of 400 and more.
  { name: 'aiohttp', modules: /^aiohttp(?:\.client)?$/, sessions: /^ClientSession$/, baseAt: 0 },
];

export function sessionType(library: HttpLibrary): string {
  return `${library.name}.Session`;
}

/** `requests.Session()`, `httpx.AsyncClient(base_url=…, headers=…)`. */
export function newSession(library: HttpLibrary, call: ModelCall): LibraryValue {
  const at = call.syntax;
  return session(library, at, {
    base: argument(call, library.baseAt, 'base_url'),
    headers: call.keywords.get('headers') ?? null,
    raises: isTrue(call.keywords.get('raise_for_status')),
  });
}

export function requestsSession(at: Place): LibraryValue {
  return session(httpLibraries[0]!, at, { base: null, headers: null, raises: false });
}

export function session(
  library: HttpLibrary,
  at: Place,
  { base, headers, raises }: { base: Value | null; headers: Value | null; raises: boolean },
): LibraryValue {
  const state = new Map<string, Value>([['headers', copied(headers, at)]]);
  if (base !== null) state.set('base_url', base);
  if (raises) state.set('raises', { kind: 'scalar', value: true, place: at });
  return { kind: 'library', type: sessionType(library), state, place: at };
}

/** The session's own dict of headers: what is added later reaches it alone. */
function copied(headers: Value | null, at: Place): RecordValue {
  const merged = mergedHeaders(
    at,
    { kind: 'record', entries: [], open: true, place: at, type: null },
    headers,
  );
  const entries = merged?.kind === 'record' ? [...merged.entries] : [];
  return { kind: 'record', entries, open: false, place: at, type: null };
}
