import type { DuplicateRule, LeadConversionValidation } from '../metadata/model.ts';
import { convertedObjects, convertLeadCell } from './leadConversion.ts';
import type { Confidence, RuleOperation } from './model.ts';
import { cite } from './sources.ts';
import { cellFor, rowOf } from './table.ts';
import type { Cell, Row, TableChannel, TableResult } from './tableModel.ts';
import { capitalize } from './words.ts';

/** What a rule does with a matching record that is saved on one channel, without options. */
export interface ChannelOutcome {
  readonly channel: TableChannel;
  readonly title: string;
  readonly operation: RuleOperation;
  readonly result: TableResult;
  /** "Refused with DUPLICATES_DETECTED unless allowSave=true is passed. HTTP 400. …" */
  readonly text: string;
  readonly confidence: Confidence;
  readonly source: string;
}

interface Listed {
  readonly channel: TableChannel;
  /** Null: both. */
  readonly operation: RuleOperation | null;
  /** Objects on whose rules the channel bears, in lower case; null: all. */
  readonly objects: readonly string[] | null;
}

const both = (...channels: readonly TableChannel[]): Listed[] =>
  channels.map((channel) => ({ channel, operation: null, objects: null }));
const creating = (...channels: readonly TableChannel[]): Listed[] =>
  channels.map((channel) => ({ channel, operation: 'insert', objects: null }));

const converted = [...convertedObjects, 'PersonAccount'].map((object) => object.toLowerCase());

/** Those that people meet most often first. What neither creates nor edits (merge, undelete) is left out. */
const listed: readonly Listed[] = [
  ...both('ui-form', 'apex-statement', 'apex-database', 'apex-upsert', 'nested-dml', 'apex-async'),
  ...both('rest-record', 'rest-external-id', 'rest-collections', 'rest-composite'),
  ...creating('rest-tree'),
  ...both('rest-batch', 'soap', 'bulk-2', 'bulk-1', 'ui-api', 'lwc', 'graphql', 'flow', 'cli'),
  ...both('data-loader-soap', 'data-loader-bulk', 'data-import-wizard'),
  { channel: 'web-to-lead', operation: 'insert', objects: ['lead'] },
  { channel: 'lead-conversion-ui', operation: 'insert', objects: converted },
  { channel: 'apex-convert-lead', operation: 'insert', objects: converted },
  { channel: 'soap-convert-lead', operation: 'insert', objects: converted },
  { channel: 'person-account-conversion', operation: 'update', objects: ['account'] },
  ...creating('quick-create'),
  { channel: 'self-registration', operation: 'insert', objects: ['account', 'contact', 'personaccount'] },
  ...both('exchange-sync'),
];

const conversions: ReadonlySet<TableChannel> = new Set([
  'lead-conversion-ui',
  'apex-convert-lead',
  'soap-convert-lead',
]);

/** What the rule does on every channel, for these operations; each channel's operations stand together. */
export function channelOutcomes(
  rule: DuplicateRule,
  operations: readonly RuleOperation[],
  validation: LeadConversionValidation,
): readonly ChannelOutcome[] {
  const object = rule.object.toLowerCase();
  return listed
    .filter(({ objects }) => objects === null || objects.includes(object))
    .flatMap(({ channel, operation: only }) =>
      operations
        .filter((operation) => only === null || only === operation)
        .map((operation) => outcome(rule, operation, rowOf(channel), validation)),
    );
}

const openCell: Cell = { result: 'unknown', confidence: 'open', sources: ['MetaDup'] };

const conversionNotes = {
  on: '"Require Validation for Converted Leads" is on: a match refuses whatever the action of the rule.',
  off: '"Require Validation for Converted Leads" is off.',
} as const;

function outcome(
  rule: DuplicateRule,
  operation: RuleOperation,
  row: Row,
  validation: LeadConversionValidation,
): ChannelOutcome {
  const reaction = operation === 'insert' ? rule.onInsert : rule.onUpdate;
  const isConversion = conversions.has(row.channel);
  const cell = (isConversion ? convertLeadCell(reaction, validation) : cellFor(row, reaction)) ?? openCell;
  const note = isConversion && validation !== null ? conversionNotes[validation ? 'on' : 'off'] : row.note;
  return {
    channel: row.channel,
    title: row.title,
    operation,
    result: cell.result,
    text: [`${capitalize(resultWords[cell.result])}.`, ...(note === '' ? [] : [note])].join(' '),
    confidence: cell.confidence,
    source: cite(cell.sources),
  };
}

/** What becomes of a matching record: the end of "a plain save is …". */
export const resultWords: Readonly<Record<TableResult, string>> = {
  asked: 'the user is asked, and may save',
  refused: 'refused with DUPLICATES_DETECTED',
  'refused-unless-allow-save': 'refused with DUPLICATES_DETECTED unless allowSave=true is passed',
  'saved-by-allow-save': 'saved by allowSave=true',
  'saved-and-reported': 'saved, and a duplicate record set is written',
  saved: 'saved without a trace',
  'not-evaluated': 'the rule is not run',
  unknown: 'not known',
};

/** What becomes of a save on a channel where a rule finds a match, by what the rule is set to do. */
export function channelSentences({ block, alert, quiet, note }: Row): string {
  const [blocks, alerts, neither] = [block, alert, quiet].map(({ result }) => resultWords[result]);
  const found = `Where a rule finds a match and blocks: ${blocks}; alerts: ${alerts}; does neither: ${neither}.`;
  return note === '' ? found : `${found} ${note}`;
}
