import { convertedObjects } from './leadConversion.ts';
import type { RuleOperation } from './model.ts';
import type { TableChannel } from './tableModel.ts';

/** What a channel saves: which of the two operations that rules have actions for, and of which objects. */
export interface ChannelScope {
  readonly channel: TableChannel;
  /** Empty for a channel that neither creates nor edits in the sense of the rules: merge, undelete. */
  readonly operations: readonly RuleOperation[];
  /** Objects on whose rules the channel bears, in lower case; null: all. */
  readonly objects: readonly string[] | null;
  /** What it saves, where that is not every object: a sentence. */
  readonly saves: string;
}

const scope = (operations: readonly RuleOperation[], ...channels: readonly TableChannel[]): ChannelScope[] =>
  channels.map((channel) => ({ channel, operations, objects: null, saves: '' }));
const both = (...channels: readonly TableChannel[]) => scope(['insert', 'update'], ...channels);
const creating = (...channels: readonly TableChannel[]) => scope(['insert'], ...channels);
const neither = (...channels: readonly TableChannel[]) => scope([], ...channels);

const converted: Omit<ChannelScope, 'channel'> = {
  operations: ['insert'],
  objects: [...convertedObjects, 'PersonAccount'].map((object) => object.toLowerCase()),
  saves: 'It saves accounts and contacts, whose rules decide; converted leads are never compared.',
};

/** Every channel of the outcome table; those that people meet most often first. */
export const everyChannel: readonly ChannelScope[] = [
  ...both('ui-form', 'apex-statement', 'apex-database', 'apex-set-options', 'apex-upsert'),
  ...both('nested-dml', 'apex-async'),
  ...both('rest-record', 'rest-external-id', 'rest-collections', 'rest-composite'),
  ...creating('rest-tree'),
  ...both('rest-batch', 'soap', 'bulk-2', 'bulk-1', 'ui-api', 'lwc', 'graphql', 'flow', 'cli'),
  ...both('data-loader-soap', 'data-loader-bulk', 'data-import-wizard'),
  { channel: 'web-to-lead', operations: ['insert'], objects: ['lead'], saves: 'It creates leads.' },
  { channel: 'lead-conversion-ui', ...converted },
  { channel: 'apex-convert-lead', ...converted },
  { channel: 'soap-convert-lead', ...converted },
  {
    channel: 'person-account-conversion',
    operations: ['update'],
    objects: ['account'],
    saves: 'It makes business accounts of person accounts.',
  },
  ...creating('quick-create'),
  {
    channel: 'self-registration',
    operations: ['insert'],
    objects: ['account', 'contact', 'personaccount'],
    saves: 'It creates accounts and contacts.',
  },
  ...both('exchange-sync'),
  ...neither('merge-ui', 'merge-apex', 'soap-merge', 'undelete'),
];

/** Whether rules of an object (any case; `PersonAccount` for person accounts) bear on what the channel saves. */
export function concerns({ objects }: ChannelScope, object: string): boolean {
  return objects === null || objects.includes(object.toLowerCase());
}
