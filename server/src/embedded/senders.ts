import type { TableChannel } from '../core/outcome/table.ts';
import type { FieldScalar } from '../core/records/model.ts';
import { sendBulk } from './bulk.ts';
import * as rest from './rest.ts';
import { sendSoap } from './soap.ts';

/** A record as a client sends it. */
export interface SentRecord {
  readonly object: string;
  /** Of an update. */
  readonly id: string | null;
  /** Of an upsert: the field that finds the record. */
  readonly externalId: string | null;
  readonly fields: readonly (readonly [string, FieldScalar])[];
}

export interface Target {
  readonly url: string;
  readonly token: string;
  readonly allowSave: boolean;
}

/** What an org answered about one record. */
export type Answered =
  | { readonly kind: 'saved'; readonly id: string }
  | {
      readonly kind: 'refused';
      /** Null where the protocol does not tell. */
      readonly rule: string | null;
      readonly allowSave: boolean | null;
      /** Ids. */
      readonly matches: readonly string[] | null;
    };

/** The test cannot be carried out on an org: a sentence that says why. */
export class NotSent extends Error {}

/** Saves records in one go; gives an answer for each. @throws NotSent */
export type Sender = (target: Target, records: readonly SentRecord[]) => Promise<readonly Answered[]>;

const senders: Partial<Record<TableChannel, Sender>> = {
  'rest-record': rest.sendRecord,
  cli: rest.sendRecord,
  'rest-external-id': rest.sendRecord,
  'ui-api': rest.sendUiApi,
  lwc: rest.sendUiApi,
  'rest-collections': rest.sendCollection,
  'rest-composite': rest.sendComposite,
  'rest-tree': rest.sendTree,
  'rest-batch': rest.sendBatch,
  soap: sendSoap,
  'data-loader-soap': sendSoap,
  'bulk-2': sendBulk,
  'bulk-1': sendBulk,
  'data-loader-bulk': sendBulk,
};

/** On these a call saves one record. */
const single: ReadonlySet<TableChannel> = new Set<TableChannel>([
  'rest-record',
  'cli',
  'rest-external-id',
  'ui-api',
  'lwc',
]);

/** @throws NotSent for a channel that ends at no API, or that does not save so many records in one go */
export function senderOf(channel: TableChannel, count: number): Sender {
  const sender = senders[channel];
  if (sender === undefined) {
    throw new NotSent(`An embedded org has no channel ${channel}: run this test offline.`);
  }
  if (count > 1 && single.has(channel)) {
    throw new NotSent(`On the channel ${channel} a call saves one record: it has no batches.`);
  }
  return sender;
}

/** An error that is no duplicate rule's. Messages may quote values: they are left out. */
export function otherError(code: unknown, fields: unknown): NotSent {
  const names = Array.isArray(fields) && fields.length > 0 ? ` (${fields.join(', ')})` : '';
  return new NotSent(
    `The embedded org refuses a record for another reason than duplicates: ${String(code)}${names}. Give what a save needs, or run this test offline.`,
  );
}
