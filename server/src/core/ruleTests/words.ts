import type { Certainty } from '../matching/certainty.ts';
import { outcomeTable } from '../outcome/table.ts';
import type { TableChannel } from '../outcome/tableModel.ts';
import type { RowFate } from '../preflight/model.ts';
import { fateOrder } from '../preflight/words.ts';
import type { RuleFinding, RuleTestTarget } from './model.ts';

/** How the name of a file of rule tests ends. */
export const ruleTestEnding = /\.duptest\.ya?ml$/i;

/** The words of the format. The JSON schema is held to them by a test. */
export const outcomes: readonly RowFate[] = fateOrder;

export const certainties: readonly Certainty[] = ['exact', 'documented', 'approximate', 'unknown'];

export const findings: readonly RuleFinding[] = ['finds', 'finds-nothing', 'not-run', 'unknown'];

export const targets: readonly RuleTestTarget[] = ['offline', 'embedded'];

export const operations = ['insert', 'update', 'upsert'] as const;

export const hiders = ['keys', 'sharing'] as const;

/** What neither creates nor edits a record, and conversions, whose outcome hangs on settings of the org. */
const noSaves: ReadonlySet<TableChannel> = new Set<TableChannel>([
  'merge-apex',
  'merge-ui',
  'soap-merge',
  'undelete',
  'apex-convert-lead',
  'soap-convert-lead',
  'lead-conversion-ui',
  'person-account-conversion',
]);

/** Every way to save that a test may take, by the names of the outcome table. */
export const channels: readonly TableChannel[] = outcomeTable
  .map(({ channel }) => channel)
  .filter((channel) => !noSaves.has(channel));

export const defaultChannel: TableChannel = 'rest-record';

const common = ['target', 'object', 'channel', 'options', 'user', 'records'] as const;

/** The keys that each part of a file may have. */
export const keys = {
  file: ['description', 'activate', ...common, 'tests'],
  test: ['name', 'description', 'skip', ...common, 'save', 'saves', 'expect'],
  save: [
    'object',
    'operation',
    'record',
    'externalId',
    'as',
    'fields',
    'batch',
    'channel',
    'options',
    'user',
    'expect',
  ],
  batched: ['object', 'operation', 'record', 'externalId', 'as', 'fields', 'expect'],
  options: ['allowSave'],
  user: ['fields', 'sees'],
  expect: ['outcome', 'certainty', 'matches', 'noMatch', 'rules'],
  rule: ['finding', 'why', 'outcome', 'matches', 'certainty'],
  noMatch: ['because', 'hiddenBy', 'by'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
