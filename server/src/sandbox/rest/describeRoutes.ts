import type { StoredRecord } from '../data/storedRecord.ts';
import { RestError } from '../errors.ts';
import { json } from '../http.ts';
import { objectDescription, objectSummary } from './describe.ts';
import { objectNamed } from './records.ts';
import type { RestCall, Route } from './route.ts';

/** What the objects are, and which of their records changed. */
export const describeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/sobjects$/,
    answer: ({ org, session, basePath }) =>
      json(200, {
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: org.schema.objects
          .filter((object) => session.canReadObject(object.name) && (!object.setup || session.canViewSetup))
          .map((object) => objectSummary(object, basePath)),
      }),
  },
  {
    method: 'GET',
    path: /^\/sobjects\/([^/]+)$/,
    answer: (request) =>
      json(200, {
        objectDescribe: objectSummary(objectNamed(request, request.parts[0]!), request.basePath),
        // Nobody looks at records here.
        recentItems: [],
      }),
  },
  {
    method: 'GET',
    path: /^\/sobjects\/([^/]+)\/describe$/,
    answer: (request) => {
      const object = objectNamed(request, request.parts[0]!);
      return json(200, objectDescription(request, object));
    },
  },
  {
    method: 'GET',
    path: /^\/sobjects\/([^/]+)\/updated$/,
    answer: (request) => {
      const { org, session } = request;
      const object = objectNamed(request, request.parts[0]!);
      const [start, end] = span(request);
      const ids: string[] = [];
      for (const record of org.store.records(object.name)) {
        if (isWithin(record, start, end) && session.canSee(record)) ids.push(record.id);
      }
      return json(200, { ids, latestDateCovered: asText(end) });
    },
  },
  {
    method: 'GET',
    path: /^\/sobjects\/([^/]+)\/deleted$/,
    answer: (request) => {
      const { org, session } = request;
      const object = objectNamed(request, request.parts[0]!);
      const [start, end] = span(request);
      const deletedRecords = [];
      for (const record of org.store.deleted(object.name)) {
        if (!isWithin(record, start, end) || !session.canSee(record)) continue;
        deletedRecords.push({ deletedDate: record.values.get('SystemModstamp'), id: record.id });
      }
      return json(200, {
        deletedRecords,
        earliestDateAvailable: asText(start),
        latestDateCovered: asText(end),
      });
    },
  },
];

/** The time that the parameters start and end name. */
function span({ call }: RestCall): readonly [start: number, end: number] {
  const [start, end] = ['start', 'end'].map((name) => {
    // A plus sign that is not encoded arrives as a blank.
    const time = Date.parse((call.query.get(name) ?? '').replace(' ', '+'));
    if (!Number.isNaN(time)) return time;
    throw new RestError(400, 'INVALID_REPLICATION_DATE', `${name} must be a date and time in ISO 8601.`);
  });
  if (start! < end!) return [start!, end!];
  throw new RestError(400, 'INVALID_REPLICATION_DATE', 'startDate must come before the endDate');
}

function isWithin({ values }: StoredRecord, start: number, end: number): boolean {
  const time = Date.parse(String(values.get('SystemModstamp')));
  return time >= start && time <= end;
}

function asText(time: number): string {
  return new Date(time).toISOString().replace('Z', '+0000');
}
