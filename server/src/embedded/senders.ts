import type { TableChannel } from '../core/outcome/table.ts';
import { sendBulk } from './bulk.ts';
import * as rest from './rest.ts';
import { NotSent, type Sender } from './sent.ts';
import { sendSoap } from './soap.ts';

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
