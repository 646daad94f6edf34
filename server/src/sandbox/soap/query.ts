import type { Org } from '../org.ts';
import { askData } from '../rest/inner.ts';
import type { Session } from '../session.ts';
import { headerText, type SoapCall, textIn } from './envelope.ts';
import { orFault } from './sObjects.ts';
import { element, leaf } from './xml.ts';

/** A page of a query's result, as REST gives it. */
interface Page {
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: readonly JsonRecord[];
}

interface JsonRecord {
  readonly attributes: { readonly type: string };
  readonly [field: string]: unknown;
}

const smallestBatch = 200;
const largestBatch = 2000;
const usualBatch = 500;

/** query and queryAll. */
export function query(org: Org, session: Session, call: SoapCall): string {
  const asked = Number(headerText(call, 'QueryOptions', 'batchSize') ?? usualBatch);
  const size = Math.min(largestBatch, Math.max(smallestBatch, Number.isInteger(asked) ? asked : usualBatch));
  return resultOf(org, session, call, {
    path: call.operation === 'queryAll' ? '/queryAll' : '/query',
    parameters: { q: textIn(call.body, 'queryString') ?? '' },
    headers: { 'sforce-query-options': `batchSize=${size}` },
  });
}

export function queryMore(org: Org, session: Session, call: SoapCall): string {
  const locator = textIn(call.body, 'queryLocator') ?? '';
  return resultOf(org, session, call, { path: `/query/${encodeURIComponent(locator)}` });
}

interface Question {
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

function resultOf(org: Org, session: Session, call: SoapCall, question: Question): string {
  const { version } = call;
  const page = orFault(() => askData(org, session, { version, ...question })) as Page;
  return queryResult('result', call, page, page.totalSize);
}

function queryResult(name: string, call: SoapCall, page: Page, size: number): string {
  const locator = page.nextRecordsUrl?.slice(page.nextRecordsUrl.lastIndexOf('/') + 1) ?? null;
  const content = [
    leaf('done', page.done),
    leaf('queryLocator', locator),
    ...page.records.map((record) => recordXml('records', call, record)),
    leaf('size', size),
  ];
  return element(name, content, 'xsi:type="QueryResult"');
}

/**
 * A record with its fields. In the partner's form type and id come first, whether they are asked for or not, and the
 * id comes again as a field.
 */
export function recordXml(name: string, call: SoapCall, record: JsonRecord): string {
  const { type } = record.attributes;
  const isPartner = call.dialect.kind === 'partner';
  const id = typeof record.Id === 'string' ? record.Id : null;
  const fields = Object.entries(record).filter(([field]) => field !== 'attributes');
  const own = isPartner ? fields : fields.filter(([field]) => field !== 'Id');
  return element(
    name,
    [
      ...(isPartner ? [leaf('sf:type', type)] : []),
      leaf('sf:Id', id),
      ...own.map(([field, value]) => fieldXml(`sf:${field}`, call, value)),
    ],
    `xsi:type="sf:${isPartner || type === 'AggregateResult' ? 'sObject' : type}"`,
  );
}

function fieldXml(name: string, call: SoapCall, value: unknown): string {
  if (value === null || value === undefined) return leaf(name, null);
  if (typeof value !== 'object') return leaf(name, textOf(value));
  if ('records' in value) return queryResult(name, call, value as Page, (value as Page).totalSize);
  if ('attributes' in value) return recordXml(name, call, value as JsonRecord);
  // A compound field: an address or a place.
  const parts = Object.entries(value).map(([part, text]) => leaf(part, text as string | null));
  return element(name, parts, `xsi:type="${'street' in value ? 'address' : 'location'}"`);
}

/** SOAP ends times with Z where REST has +0000. */
export function textOf(value: unknown): string {
  return String(value).replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\+0000$/, '$1Z');
}
