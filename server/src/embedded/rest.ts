import { type Answered, otherError, type SentRecord, type Target } from './sent.ts';

const version = '66.0';
const base = `/services/data/v${version}`;

// biome-ignore lint/suspicious/noExplicitAny: answers are taken apart as clients do
type Json = any;

export async function ask(
  { url, token }: Target,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: Json }> {
  const answer = await fetch(`${url}${base}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true && text !== '';
  return { status: answer.status, body: isJson ? JSON.parse(text) : text };
}

function header({ allowSave }: Target): Record<string, string> {
  return allowSave ? { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } : {};
}

export async function sendRecord(
  target: Target,
  [record]: readonly SentRecord[],
): Promise<readonly Answered[]> {
  const { method, path, body } = requestFor(record!);
  return [answerOf(await ask(target, method, path, body, header(target)), record!)];
}

/** The request of the sobjects resource that saves a record. */
function requestFor({ object, id, externalId, fields }: SentRecord): {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
} {
  const resource = `/sobjects/${object}`;
  if (id !== null) return { method: 'PATCH', path: `${resource}/${id}`, body: Object.fromEntries(fields) };
  if (externalId === null) return { method: 'POST', path: resource, body: Object.fromEntries(fields) };
  const key = fields.find(([name]) => name.toLowerCase() === externalId.toLowerCase());
  const others = fields.filter((field) => field !== key);
  const value = encodeURIComponent(String(key?.[1] ?? ''));
  return { method: 'PATCH', path: `${resource}/${externalId}/${value}`, body: Object.fromEntries(others) };
}

function answerOf(
  { status, body }: { readonly status: number; readonly body: Json },
  { id }: SentRecord,
): Answered {
  if (status < 300) return { kind: 'saved', id: id ?? body.id };
  return refusal(body[0]);
}

/** From the error of a record, whatever its form. @throws NotSent for other errors */
function refusal(error: Json): Answered {
  const code = error?.errorCode ?? error?.statusCode;
  if (code !== 'DUPLICATES_DETECTED') throw otherError(code, error?.fields);
  const result = error.duplicateResut ?? error.duplicateResult;
  if (result === undefined) return { kind: 'refused', rule: null, allowSave: null, matches: null };
  const matches = result.matchResults.flatMap((one: Json) =>
    one.matchRecords.map(({ record }: Json) => record.Id),
  );
  return {
    kind: 'refused',
    rule: result.duplicateRule,
    allowSave: result.allowSave,
    matches: [...new Set<string>(matches)],
  };
}

export async function sendCollection(
  target: Target,
  records: readonly SentRecord[],
): Promise<readonly Answered[]> {
  const [{ object, id, externalId }] = records as [SentRecord];
  const sent = records.map((record) => ({
    attributes: { type: record.object },
    ...(record.id !== null && { id: record.id }),
    ...Object.fromEntries(record.fields),
  }));
  const path = externalId === null ? '/composite/sobjects' : `/composite/sobjects/${object}/${externalId}`;
  const method = id === null && externalId === null ? 'POST' : 'PATCH';
  const { status, body } = await ask(
    target,
    method,
    path,
    { allOrNone: false, records: sent },
    header(target),
  );
  if (status >= 300) throw otherError(body[0]?.errorCode, body[0]?.fields);
  return body.map(
    (row: Json): Answered => (row.success ? { kind: 'saved', id: row.id } : refusal(row.errors[0])),
  );
}

export async function sendComposite(
  target: Target,
  records: readonly SentRecord[],
): Promise<readonly Answered[]> {
  const compositeRequest = records.map((record, index) => {
    const { method, path, body } = requestFor(record);
    return { method, url: base + path, referenceId: `r${index}`, httpHeaders: header(target), body };
  });
  const { status, body } = await ask(target, 'POST', '/composite', { allOrNone: false, compositeRequest });
  if (status >= 300) throw otherError(body[0]?.errorCode, body[0]?.fields);
  return body.compositeResponse.map((one: Json, index: number) =>
    answerOf({ status: one.httpStatusCode, body: one.body }, records[index]!),
  );
}

export async function sendBatch(
  target: Target,
  records: readonly SentRecord[],
): Promise<readonly Answered[]> {
  const batchRequests = records.map((record) => {
    const { method, path, body } = requestFor(record);
    return { method, url: `v${version}${path}`, richInput: body };
  });
  const { status, body } = await ask(target, 'POST', '/composite/batch', { batchRequests }, header(target));
  if (status >= 300) throw otherError(body[0]?.errorCode, body[0]?.fields);
  return body.results.map((one: Json, index: number) =>
    answerOf({ status: one.statusCode, body: one.result }, records[index]!),
  );
}

/** All or nothing: those without an error of their own fare as the first that has one. */
export async function sendTree(target: Target, records: readonly SentRecord[]): Promise<readonly Answered[]> {
  const sent = records.map(({ object, fields }, index) => ({
    attributes: { type: object, referenceId: `r${index}` },
    ...Object.fromEntries(fields),
  }));
  const path = `/composite/tree/${records[0]!.object}`;
  const { body } = await ask(target, 'POST', path, { records: sent }, header(target));
  if (!Array.isArray(body?.results)) throw otherError(body?.[0]?.errorCode, body?.[0]?.fields);
  const results: readonly Json[] = body.results;
  if (!body.hasErrors) {
    return records.map((_, index) => ({
      kind: 'saved',
      id: results.find(({ referenceId }) => referenceId === `r${index}`).id,
    }));
  }
  const first = refusal(results.find(({ errors }) => errors?.length > 0).errors[0]);
  return records.map((_, index) => {
    const errors = results.find(({ referenceId }) => referenceId === `r${index}`)?.errors;
    return errors?.length > 0 ? refusal(errors[0]) : first;
  });
}

export async function sendUiApi(
  target: Target,
  [record]: readonly SentRecord[],
): Promise<readonly Answered[]> {
  const { object, id, fields } = record!;
  const body = {
    ...(id === null && { apiName: object }),
    fields: Object.fromEntries(fields),
    ...(target.allowSave && { allowSaveOnDuplicate: true }),
  };
  const answer = await ask(
    target,
    id === null ? 'POST' : 'PATCH',
    `/ui-api/records${id === null ? '' : `/${id}`}`,
    body,
  );
  if (answer.status < 300) return [{ kind: 'saved', id: id ?? answer.body.id }];
  return [uiRefusal(answer.body)];
}

/** @throws NotSent for other errors */
function uiRefusal(body: Json): Answered {
  const { errors = [], fieldErrors = {} } = body?.output ?? {};
  const error =
    errors[0] ?? Object.values<Json>(fieldErrors)[0]?.[0] ?? (Array.isArray(body) ? body[0] : body);
  if (error?.errorCode !== 'DUPLICATES_DETECTED')
    throw otherError(error?.errorCode, Object.keys(fieldErrors));
  const results: readonly Json[] = error.duplicateRecordError?.matchResults ?? [];
  return {
    kind: 'refused',
    rule: results[0]?.matchRule ?? null,
    allowSave: results[0]?.isAllowSave ?? null,
    matches: [...new Set<string>(results.flatMap(({ matchRecordIds }) => matchRecordIds))],
  };
}
