import { OrgError } from './problems.ts';
import { soapOperation } from './soapOperation.ts';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: none. Anything but text was refused before. */
  readonly body: string | null;
}

interface AllowedRequest {
  readonly method: 'GET' | 'POST';
  /** The whole path of the URL, as it is sent. */
  readonly path: RegExp;
  readonly why: string;
  /** Query and body, where the path alone does not tell what the request does. */
  readonly check?: (request: OutgoingRequest) => boolean;
  /** Names of query parameters that may be there; none if left out. Keeps `_HttpMethod` away, among others. */
  readonly parameters?: readonly string[];
}

const version = String.raw`\/services\/data\/v\d{2,3}\.0`;
const name = String.raw`[A-Za-z]\w{0,79}`;

/**
 * Every request that this product can send to an org. Nothing in it creates, updates or deletes a record or runs
 * Apex. Metadata is listed and read, never deployed.
 */
export const allowedRequests: readonly AllowedRequest[] = [
  {
    method: 'GET',
    path: /^\/services\/data\/?$/,
    why: 'Which API versions the org has.',
  },
  {
    method: 'GET',
    path: new RegExp(`^${version}/?$`),
    why: 'The cheapest request that needs a session: tells whether a token works with REST.',
  },
  {
    method: 'GET',
    path: new RegExp(`^${version}/sobjects/${name}/describe/?$`),
    why: 'Fields and their types, for the form of a sample record and to find fields that cannot be read.',
  },
  {
    method: 'GET',
    path: new RegExp(`^${version}/query/?$`),
    parameters: ['q'],
    check: ({ url }) => isPlainSelect(url.searchParams.get('q') ?? ''),
    why: 'Fields of matched records, ids of rules for Setup, who may do what and counts of duplicate record sets for the audit, and what @salesforce/core asks after a refresh.',
  },
  {
    method: 'GET',
    path: new RegExp(`^${version}/ui-api/duplicates/${name}/?$`),
    why: 'Active duplicate rules of an object, where the Metadata API is closed to the user.',
  },
  {
    method: 'POST',
    path: new RegExp(`^${version}/ui-api/predupe/?$`),
    check: ({ body }) => hasOnly(body, ['apiName', 'fields']),
    why: 'Tests one record without saving it, where the token cannot use SOAP.',
  },
  {
    method: 'POST',
    path: /^\/services\/Soap\/u\/\d{2,3}\.0$/,
    check: isSoap('urn:partner.soap.sforce.com', ['findDuplicates', 'findDuplicatesByIds']),
    why: 'Tests records without saving them.',
  },
  {
    method: 'POST',
    path: /^\/services\/Soap\/m\/\d{2,3}\.0$/,
    check: isSoap('http://soap.sforce.com/2006/04/metadata', ['listMetadata', 'readMetadata']),
    why: 'Lists and reads duplicate rules, matching rules and the lead settings.',
  },
  {
    method: 'POST',
    path: /^\/services\/oauth2\/token$/,
    check: ({ body }) => isTokenRenewal(body),
    why: 'Renews an expired access token; sent by @salesforce/core.',
  },
];

/** What may be in the header of a request. Everything else is left out, `X-HTTP-Method-Override` included. */
export const allowedHeaders: ReadonlySet<string> = new Set([
  'accept',
  'authorization',
  'content-type',
  'sforce-call-options',
  'soapaction',
  'user-agent',
]);

/**
 * Lets a request pass that is on the list and goes to the org in question.
 * @throws OrgError of kind not-allowed; nothing was sent then
 */
export function checkRequest(request: OutgoingRequest, origins: ReadonlySet<string>): void {
  const { method, url } = request;
  if (!origins.has(url.origin) || url.username !== '' || url.password !== '') {
    throw refusal(method, 'another address than the org’s');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    throw refusal(method, 'an address without encryption');
  }
  const allowed = allowedRequests.some(
    (entry) =>
      entry.method === method &&
      entry.path.test(url.pathname) &&
      hasOnlyParameters(url, entry.parameters ?? []) &&
      (method === 'POST' || request.body === null) &&
      (entry.check?.(request) ?? true),
  );
  if (!allowed) throw refusal(method, shapeOf(url));
}

/** True for addresses of this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function refusal(method: string, target: string): OrgError {
  const known = /^[A-Z]{3,7}$/.test(method) ? method : 'A';
  return new OrgError(
    'not-allowed',
    `${known} request to ${target} was stopped: this product only reads from an org. Please report it as a defect.`,
  );
}

/** The path with ids and anything unusual blotted out. */
function shapeOf({ pathname }: URL): string {
  return pathname
    .split('/')
    .slice(0, 7)
    .map((part) => (/^(v?\d{1,3}\.\d|[A-Za-z][A-Za-z0-9_-]{0,24})?$/.test(part) ? part : '…'))
    .join('/');
}

function hasOnlyParameters({ searchParams }: URL, names: readonly string[]): boolean {
  const keys = [...searchParams.keys()];
  return keys.length === new Set(keys).size && keys.every((key) => names.includes(key));
}

/** FOR VIEW and FOR REFERENCE write to records, FOR UPDATE locks them. */
function isPlainSelect(soql: string): boolean {
  return (
    /^\s*SELECT\s/i.test(soql) && !/\bFOR\s+(VIEW|REFERENCE|UPDATE)\b/i.test(soql) && !soql.includes(';')
  );
}

function isSoap(namespace: string, operations: readonly string[]) {
  return ({ body, headers }: OutgoingRequest): boolean => {
    const operation = soapOperation(body ?? '');
    const action = (headers.soapaction ?? '').replaceAll('"', '');
    return (
      isPlainXml(headers['content-type'] ?? '') &&
      operation !== null &&
      operation.namespace === namespace &&
      operations.includes(operation.name) &&
      (action === '' || action === operation.name)
    );
  };
}

/** In another character set, or another form than XML, the org could read something else than was checked here. */
function isPlainXml(contentType: string): boolean {
  return contentType === '' || /^text\/xml\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType);
}

function hasOnly(body: string | null, keys: readonly string[]): boolean {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return (
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.keys(value).every((key) => keys.includes(key))
    );
  } catch {
    return false;
  }
}

function isTokenRenewal(body: string | null): boolean {
  const grants = new URLSearchParams(body ?? '').getAll('grant_type');
  return (
    grants.length === 1 &&
    ['refresh_token', 'urn:ietf:params:oauth:grant-type:jwt-bearer'].includes(grants[0]!)
  );
}
