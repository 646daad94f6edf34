import { RestError } from '../../errors.ts';
import type { Reply } from '../../http.ts';
import type { RowDraft } from '../../saves/model.ts';
import { saveRows } from '../../saves/saveRows.ts';
import { errorReply } from '../errors.ts';
import type { RecordWrite, RestCall } from '../route.ts';
import { headerOf } from '../saveRecord.ts';
import { referredIds } from './references.ts';
import { callOf, type Subrequest } from './subrequest.ts';

const mostObjects = 5;
const record = /^\/services\/data\/(v\d+\.\d+)\/sobjects\/([^/?]+)/;

/**
 * The parts of a composite request, those together that Salesforce collates, "to bulkify them": saves one after the
 * other by the same method and version, of up to five objects, without headers of their own, none of which refers to
 * another of them. Salesforce may put together others, too: it does not say in which order.
 */
export function collated(parts: readonly Subrequest[]): readonly (readonly Subrequest[])[] {
  const groups: Subrequest[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (last && joins(part, last)) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

function joins(part: Subrequest, group: readonly Subrequest[]): boolean {
  const first = group[0]!;
  const [one, other] = [record.exec(first.url), record.exec(part.url)];
  if (!one || !other || one[1] !== other[1] || part.method !== first.method) return false;
  if (part.method !== 'POST' && part.method !== 'PATCH') return false;
  if ([part, first].some(({ headers }) => Object.keys(headers).length > 0)) return false;
  const objects = new Set([...group, part].map(({ url }) => record.exec(url)![2]!.toLowerCase()));
  if (objects.size > mostObjects) return false;
  const ids = new Set(group.map(({ referenceId }) => referenceId));
  return ![...referredIds(part.url), ...referredIds(part.body)].some((id) => ids.has(id));
}

/** Answers collated parts: they are saved as one, each for itself. */
export function answerTogether(request: RestCall, parts: readonly Subrequest[]): readonly Reply[] {
  const prepared = parts.map((part): RecordWrite | Reply => {
    const call = callOf(request.call, part);
    return request.prepare(call, 'rest-composite') ?? request.send(call, 'rest-composite');
  });
  const writes = prepared.filter(isWrite);
  if (writes.length === 0) return prepared as readonly Reply[];
  const rows: RowDraft[] = writes.map(({ draft }) => draft);
  const outcomes = saveRows(request.org, request.session, rows, {
    channel: 'rest-composite',
    version: writes[0]!.version,
    header: headerOf({ call: callOf(request.call, parts[0]!) }),
    allOrNone: false,
  });
  return prepared.map((one) => {
    if (!isWrite(one)) return one;
    try {
      return one.reply(outcomes[writes.indexOf(one)]!);
    } catch (error) {
      if (error instanceof RestError) return errorReply(error);
      throw error;
    }
  });
}

function isWrite(one: RecordWrite | Reply): one is RecordWrite {
  return 'draft' in one;
}
