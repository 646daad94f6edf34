/** A place in a JSON document where a record stands. */
export interface Candidate {
  /** Of the object that holds the fields, in the document. */
  readonly path: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
  /** From a request's address; else null. */
  readonly object: string | null;
  readonly id: string | null;
  /** External id by which the record is upserted. */
  readonly key: { readonly field: string; readonly value: string } | null;
  readonly updates: boolean | null;
  /** `record 3`, `subrequest newLead`. */
  readonly origin: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

const deepest = 50;

/**
 * The records of a document: an object, an array, `{"records": […]}` of tree files, collections and query
 * results, bodies of composite requests, `{"apiName", "fields"}` of UI API; children within tree records too.
 */
export function candidatesIn(value: unknown): readonly Candidate[] {
  const found: Candidate[] = [];
  collect(value, [], plain, found);
  return found;
}

interface Surroundings {
  readonly object: string | null;
  readonly id: string | null;
  readonly key: Candidate['key'];
  readonly updates: boolean | null;
  readonly origin: string | null;
}

const plain: Surroundings = { object: null, id: null, key: null, updates: null, origin: null };

function collect(value: unknown, path: readonly string[], around: Surroundings, found: Candidate[]): void {
  if (path.length > deepest) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const origin = `${around.origin === null ? '' : `${around.origin}, `}record ${index + 1}`;
      if (isObject(item)) collect(item, [...path, String(index)], { ...around, origin }, found);
    }
    return;
  }
  if (!isObject(value)) return;
  if (Array.isArray(value.graphs)) {
    for (const [index, graph] of value.graphs.entries()) {
      collect(graph, [...path, 'graphs', String(index)], around, found);
    }
    return;
  }
  if (Array.isArray(value.compositeRequest)) {
    collectRequests(value.compositeRequest, [...path, 'compositeRequest'], 'body', found);
    return;
  }
  if (Array.isArray(value.batchRequests)) {
    collectRequests(value.batchRequests, [...path, 'batchRequests'], 'richInput', found);
    return;
  }
  if (Array.isArray(value.records)) {
    collect(value.records, [...path, 'records'], around, found);
    return;
  }
  if (isObject(value.result) && Array.isArray(value.result.records)) {
    collect(value.result, [...path, 'result'], around, found);
    return;
  }
  if (isObject(value.fields) && (typeof value.apiName === 'string' || 'allowSaveOnDuplicate' in value)) {
    const object = typeof value.apiName === 'string' ? value.apiName : around.object;
    add(value.fields, [...path, 'fields'], { ...around, object }, found);
    return;
  }
  add(value, path, around, found);
}

function add(value: JsonObject, path: readonly string[], around: Surroundings, found: Candidate[]): void {
  const { object, id, key, updates } = around;
  found.push({ path, value, object, id, key, updates, origin: around.origin ?? 'the JSON object' });
  for (const [name, child] of Object.entries(value)) {
    if (!isObject(child) || !Array.isArray(child.records)) continue;
    const origin = `${around.origin === null ? '' : `${around.origin}, `}${name}`;
    collect(child.records, [...path, name, 'records'], { ...plain, origin }, found);
  }
}

function collectRequests(
  requests: readonly unknown[],
  path: readonly string[],
  bodyName: 'body' | 'richInput',
  found: Candidate[],
): void {
  for (const [index, request] of requests.entries()) {
    if (!isObject(request)) continue;
    const body = request[bodyName];
    if (body === null || typeof body !== 'object') continue;
    const target = readAddress(String(request.url ?? ''), String(request.method ?? ''));
    const named = typeof request.referenceId === 'string' ? request.referenceId : String(index + 1);
    collect(body, [...path, String(index), bodyName], { ...target, origin: `subrequest ${named}` }, found);
  }
}

/** `…/sobjects/Lead`, `…/sobjects/Lead/00Q…`, `…/sobjects/Lead/Ext__c/4711`, `…/composite/tree/Lead`. */
function readAddress(url: string, method: string): Omit<Surroundings, 'origin'> {
  const isChange = /^patch$/i.test(method);
  const [, object, first, second] =
    /\/(?:sobjects|tree)\/(\w+)(?:\/([^/?#]+))?(?:\/([^/?#]+))?\/?(?:[?#].*)?$/.exec(url) ?? [];
  if (object === undefined || /^collections$/i.test(object)) {
    return { ...plain, updates: /^post$/i.test(method) ? false : isChange ? true : null };
  }
  if (first === undefined) return { ...plain, object, updates: isChange ? null : false };
  if (second !== undefined) {
    const key = { field: first, value: decoded(second) };
    return { object, id: null, key, updates: null };
  }
  return { ...plain, object, id: first, updates: true };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
