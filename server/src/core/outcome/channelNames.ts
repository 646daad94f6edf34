import type { TableChannel } from './tableModel.ts';

interface Group {
  readonly name: string;
  readonly channels: readonly TableChannel[];
}

const group = (name: string, ...channels: readonly TableChannel[]): Group => ({ name, channels });

/** Larger ones before the parts of which they consist. */
const groups: readonly Group[] = [
  group('forms', 'ui-form'),
  group('Apex', 'apex-statement', 'apex-database', 'apex-set-options', 'apex-async', 'apex-upsert'),
  group('Apex insert and update', 'apex-statement', 'apex-database', 'apex-set-options', 'apex-async'),
  group('Apex insert and update statements', 'apex-statement'),
  group('Database.insert and Database.update', 'apex-database'),
  group('record.setOptions in Apex', 'apex-set-options'),
  group('batch, queueable and future Apex', 'apex-async'),
  group('Apex upsert', 'apex-upsert'),
  group('DML in triggers and packages', 'nested-dml'),
  group(
    'REST',
    ...(['rest-record', 'rest-external-id', 'rest-collections'] as const),
    ...(['rest-composite', 'rest-tree', 'rest-batch'] as const),
  ),
  group('REST sobjects', 'rest-record'),
  group('REST upsert by external id', 'rest-external-id'),
  group('REST collections', 'rest-collections'),
  group('REST composite', 'rest-composite'),
  group('REST tree', 'rest-tree'),
  group('REST batch', 'rest-batch'),
  group('SOAP', 'soap'),
  group('UI API', 'ui-api'),
  group('Lightning web components', 'lwc'),
  group('Bulk API', 'bulk-1', 'bulk-2'),
  group('Bulk API 1.0', 'bulk-1'),
  group('Bulk API 2.0', 'bulk-2'),
  group('Flow', 'flow'),
  group('sf CLI', 'cli'),
  group('Data Loader', 'data-loader-soap', 'data-loader-bulk'),
  group('Data Loader in SOAP mode', 'data-loader-soap'),
  group('Data Loader in bulk mode', 'data-loader-bulk'),
  group('Data Import Wizard', 'data-import-wizard'),
  group('Web-to-Lead', 'web-to-lead'),
  group('lead conversion', 'lead-conversion-ui', 'apex-convert-lead', 'soap-convert-lead'),
  group('lead conversion in forms', 'lead-conversion-ui'),
  group('Database.convertLead', 'apex-convert-lead'),
  group('SOAP convertLead', 'soap-convert-lead'),
  group('conversion to a business account', 'person-account-conversion'),
  group('GraphQL', 'graphql'),
  group('Quick Create', 'quick-create'),
  group('self-registration', 'self-registration'),
  group('Lightning and Exchange Sync', 'exchange-sync'),
  group('merge by hand', 'merge-ui'),
  group('Apex merge', 'merge-apex'),
  group('SOAP merge', 'soap-merge'),
  group('undelete', 'undelete'),
];

/**
 * Channels in few words: those that belong together by one name, where none of them is left out.
 *
 * @param all every channel that could be among them
 */
export function channelNames(channels: readonly string[], all: readonly string[]): readonly string[] {
  const left = new Set(channels);
  const names: string[] = [];
  for (const { name, channels: members } of groups) {
    const possible = members.filter((member) => all.includes(member));
    if (possible.length === 0 || !possible.every((member) => left.has(member))) continue;
    names.push(name);
    for (const member of possible) left.delete(member);
  }
  return [...names, ...left];
}
