import type { Place } from '../../../text.ts';
import type { Value } from '../values.ts';
import { type FlatText, flatTexts, hasHole, hole, isHole, type Picked, pieceValue } from './variants.ts';

/** What an address of Salesforce stands for, as far as saves go. */
export type Resource =
  | { readonly kind: 'object'; readonly object: Value }
  /** `sobjects/Lead/00Q…`. */
  | { readonly kind: 'record'; readonly object: Value }
  /** `sobjects/Lead/Id`: to insert one with POST. */
  | { readonly kind: 'object-id'; readonly object: Value }
  | { readonly kind: 'external-id'; readonly object: Value; readonly field: Value }
  /** `composite/sobjects`, with object and field for an upsert. */
  | { readonly kind: 'collections'; readonly object: Value | null; readonly field: Value | null }
  | { readonly kind: 'composite' }
  | { readonly kind: 'graph' }
  | { readonly kind: 'batch' }
  | { readonly kind: 'tree'; readonly object: Value }
  | { readonly kind: 'bulk-1-job' }
  | { readonly kind: 'bulk-2-job' }
  | { readonly kind: 'ui-records' }
  | { readonly kind: 'ui-record' }
  | { readonly kind: 'soap' }
  | { readonly kind: 'graphql' }
  /** Salesforce's, and no save: queries, logins, Apex REST. */
  | { readonly kind: 'other' };

export interface ReadUrl {
  /** Null: what the address leads to is not known. */
  readonly resource: Resource | null;
  /** `v52.0`; null if the address does not say. */
  readonly version: Value | null;
  /** Lower case, with its question mark. */
  readonly query: string;
  /**
   * Salesforce's by its path. Without it (`${base}/composite`), the body has to tell.
   */
  readonly isSalesforce: boolean;
  readonly picks: readonly Picked[];
  /** A parameter in the path, which may hold what it leads to. */
  readonly parameter: Value | null;
  readonly place: Place;
}

/** The ways in which a URL can be read: several where it is made of choices. */
export function readUrls(url: Value, at: Place): readonly ReadUrl[] {
  return flatTexts(url, at).map((flat) => readFlat(flat));
}

const slash = `(?:^|[/${hole}])`;
const service = new RegExp(`${slash}services/(data|async|soap|apexrest|oauth2|[a-z]+)(?![a-z])`, 'i');
const versioned = new RegExp(`${slash}(v(?:\\d\\d\\.0|[${hole}](?:\\.0)?))/(?=[a-z])`, 'i');
const resourceStart = new RegExp(
  `${slash}((?:tooling/)?sobjects/[A-Za-z${hole}]|composite(?:/(?:sobjects|tree|graph|batch)|$)|jobs/ingest(?:/|$)|ui-api/records(?:/|$))`,
);

function readFlat(flat: FlatText): ReadUrl {
  const cut = flat.text.search(/[?#]/);
  const path = cut < 0 ? flat.text : flat.text.slice(0, cut);
  const query = cut < 0 ? '' : flat.text.slice(cut).toLowerCase();
  const holes = { holes: flat.holes, place: flat.place };
  const parameter = flat.holes.findLast(({ kind }) => kind === 'parameter') ?? null;
  const base = { query, picks: flat.picks, parameter, place: flat.place };
  const other: ReadUrl = { ...base, resource: { kind: 'other' }, version: null, isSalesforce: true };

  const found = service.exec(path);
  if (found !== null) {
    const rest = path.slice(found.index + found[0].length);
    switch (found[1]!.toLowerCase()) {
      case 'data':
        return { ...base, ...readData(rest, holes), isSalesforce: true };
      case 'async':
        return { ...base, ...readAsync(rest, holes), isSalesforce: true };
      case 'soap':
        return { ...base, ...readSoap(rest, holes), isSalesforce: true };
      case 'apexrest':
      case 'oauth2':
        return other;
      default:
        // Some other service that has /services/ in its address.
        return { ...other, resource: null, isSalesforce: false };
    }
  }
  const version = versioned.exec(path);
  const start = resourceStart.exec(path);
  if (start === null) return { ...base, resource: null, version: null, isSalesforce: false };
  if (/^https?:/.test(path) && /sobjects\/[a-z]$/.test(start[1]!) && !/force\./.test(path)) {
    // Names of objects are in lower case hardly ever: at a host that is not Salesforce's, this is another thing.
    return { ...base, resource: null, version: null, isSalesforce: false };
  }
  const from = start.index + start[0].length - start[1]!.length;
  const isBefore = version !== null && version.index < from;
  const resource = readResource(path.slice(from), holes);
  return {
    ...base,
    resource,
    version: isBefore ? pieceValue(version[1]!, holes) : null,
    isSalesforce: !['composite', 'batch', 'bulk-2-job'].includes(resource?.kind ?? ''),
  };
}

type Holes = { readonly holes: readonly Value[]; readonly place: Place };
type Read = { readonly resource: Resource | null; readonly version: Value | null };

/** What follows `/services/data`: `/v52.0/sobjects/Lead`. */
function readData(rest: string, holes: Holes): Read {
  const [, glued = '', after = ''] = /^([^/]*)(.*)$/s.exec(rest)!;
  if (glued !== '') {
    // `/services/data${version}/sobjects`: the hole brings its own slash.
    return {
      resource: after === '' ? null : readResource(after.slice(1), holes),
      version: pieceValue(glued, holes),
    };
  }
  const [, first = '', path = ''] = /^\/?([^/]*)(.*)$/s.exec(after)!;
  if (first === '') return { resource: { kind: 'other' }, version: null };
  if (/^[a-z-]{4,}$/i.test(first)) {
    // No version at all, as in `/services/data/sobjects/Lead`: an address that Salesforce does not have.
    return { resource: readResource(after.slice(1), holes), version: null };
  }
  if (path === '' || path === '/') {
    return { resource: hasHole(first) ? null : { kind: 'other' }, version: null };
  }
  const holesInFirst = [...first].filter(isHole).length;
  // `${version}${path}/…`: where the version ends is not known.
  const version = holesInFirst > 1 ? null : pieceValue(first, holes);
  return { resource: readResource(path.slice(1), holes), version };
}

function readAsync(rest: string, holes: Holes): Read {
  const [version = '', what = '', ...more] = segments(rest);
  const isJob = what.toLowerCase() === 'job' && more.length === 0;
  return {
    resource: isJob ? { kind: 'bulk-1-job' } : { kind: 'other' },
    version: version === '' ? null : pieceValue(version, holes),
  };
}

/** `/services/Soap/u/58.0`; c is the enterprise WSDL's. m (metadata), s and class serve other things. */
function readSoap(rest: string, holes: Holes): Read {
  const [api = '', version = ''] = segments(rest);
  const isData = /^[uc]$/i.test(api) || isHole(api);
  return {
    resource: isData ? { kind: 'soap' } : { kind: 'other' },
    version: version === '' ? null : pieceValue(version, holes),
  };
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** What follows the version. Null where a hole hides it. */
function readResource(path: string, holes: Holes): Resource | null {
  const [first = '', ...rest] = segments(path);
  const value = (segment: string): Value => pieceValue(segment, holes);
  const last = new RegExp(`[${hole}]*([^${hole}]*)$`).exec(first)?.[1]?.toLowerCase();
  switch (last) {
    case 'sobjects':
      return readObjects(rest, value);
    case 'composite':
      return readComposite(rest, value);
    case 'jobs':
      return rest[0]?.toLowerCase() === 'ingest' && rest.length === 1
        ? { kind: 'bulk-2-job' }
        : { kind: 'other' };
    case 'ui-api':
      if (rest[0]?.toLowerCase() !== 'records') return { kind: 'other' };
      return rest.length === 1
        ? { kind: 'ui-records' }
        : rest.length === 2
          ? { kind: 'ui-record' }
          : { kind: 'other' };
    case 'graphql':
      return { kind: 'graphql' };
    default:
      return hasHole(first) ? null : { kind: 'other' };
  }
}

function readObjects(rest: readonly string[], value: (segment: string) => Value): Resource {
  const [name, one, two, ...more] = rest;
  if (name === undefined || more.length > 0 || !isObjectName(name)) return { kind: 'other' };
  const object = value(name);
  if (one === undefined) return { kind: 'object', object };
  if (two === undefined) {
    if (one.toLowerCase() === 'id') return { kind: 'object-id', object };
    return /^(describe|updated|deleted|listviews|quickActions|#)$/i.test(one)
      ? { kind: 'other' }
      : { kind: 'record', object };
  }
  if (one.toLowerCase() === 'id') return { kind: 'record', object };
  // A path from a record to its parent: `sobjects/Contact/003…/Account`.
  if (/^[a-z0-9]{15}(?:[a-z0-9]{3})?$/i.test(one) && /^\d/.test(one)) return { kind: 'other' };
  return { kind: 'external-id', object, field: value(one) };
}

function isObjectName(name: string): boolean {
  return hasHole(name) || /^[a-z]\w*$/i.test(name);
}

function readComposite(rest: readonly string[], value: (segment: string) => Value): Resource | null {
  const [what, object, field] = rest;
  switch (what?.toLowerCase()) {
    case undefined:
      return { kind: 'composite' };
    case 'graph':
      return { kind: 'graph' };
    case 'batch':
      return { kind: 'batch' };
    case 'tree':
      return object === undefined ? { kind: 'other' } : { kind: 'tree', object: value(object) };
    case 'sobjects':
      return {
        kind: 'collections',
        object: object === undefined ? null : value(object),
        field: field === undefined ? null : value(field),
      };
    default:
      return hasHole(what!) ? null : { kind: 'other' };
  }
}
