import { type DuplicateHeader, readHeader } from '../duplicates/header.ts';
import type { Reply } from '../http.ts';
import { saveRows } from '../saves/saveRows.ts';
import type { RecordWrite, RestCall, Route } from './route.ts';

/** A route whose requests save one record each. */
export function savingRoute(method: string, path: RegExp, write: (request: RestCall) => RecordWrite): Route {
  return { method, path, writes: true, write, answer: (request) => save(request, write(request)) };
}

/** @throws RestError what refuses it */
function save(request: RestCall, { draft, reply }: RecordWrite): Reply {
  const { org, session, version, frame } = request;
  const isUpsert = draft.target.kind === 'external-id' && frame === 'rest-record';
  const channel = isUpsert ? 'rest-external-id' : frame;
  const header = headerOf(request);
  const [outcome] = saveRows(org, session, [draft], { channel, version, header, allOrNone: true });
  return reply(outcome!);
}

export function headerOf({ call }: Pick<RestCall, 'call'>): DuplicateHeader {
  return readHeader(call.headers['sforce-duplicate-rule-header']?.toString());
}
