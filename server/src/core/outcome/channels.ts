import type { DuplicateRule, LeadConversionValidation } from '../metadata/model.ts';
import { concerns, everyChannel } from './everyChannel.ts';
import { convertLeadCell } from './leadConversion.ts';
import type { Confidence, RuleOperation } from './model.ts';
import { lacksEveryMapping } from './objectMapping.ts';
import { reactionOn } from './reaction.ts';
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

const conversions: ReadonlySet<TableChannel> = new Set([
  'lead-conversion-ui',
  'apex-convert-lead',
  'soap-convert-lead',
]);

/**
 * What the rule does on every channel that creates or edits (not merge, undelete), for these operations; each
 * channel's operations stand together.
 */
export function channelOutcomes(
  rule: DuplicateRule,
  operations: readonly RuleOperation[],
  validation: LeadConversionValidation,
): readonly ChannelOutcome[] {
  return everyChannel
    .filter((scope) => scope.channel !== 'apex-set-options' && concerns(scope, rule.object))
    .flatMap(({ channel, operations: possible }) =>
      operations
        .filter((operation) => possible.includes(operation))
        .map((operation) => outcome(rule, operation, rowOf(channel), validation)),
    );
}

const openCell: Cell = { result: 'unknown', confidence: 'open', sources: ['MetaDup'] };

/** Of a rule of which is not known what it finds. */
export const unmappedCell: Cell = {
  result: 'unknown',
  confidence: 'open',
  sources: ['MetaDup', 'UnmappedRule'],
};

/** Whether a match would hinder the save, or need allowSave to pass. */
export function hangsOnMatch(result: TableResult): boolean {
  return (
    result === 'refused' ||
    result === 'refused-unless-allow-save' ||
    result === 'saved-by-allow-save' ||
    result === 'asked'
  );
}

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
  const cell = cellOn(row, rule, operation, validation);
  const note = noteOn(row, [cell.result], validation);
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

/**
 * What the table says of a rule on a channel.
 *
 * @param operation null for a channel that neither creates nor edits: what holds for both then, if anything
 */
export function cellOn(
  row: Row,
  rule: DuplicateRule,
  operation: RuleOperation | null,
  validation: LeadConversionValidation,
): Cell {
  const cell = cellOfActions(row, rule, operation, validation);
  return lacksEveryMapping(rule) && hangsOnMatch(cell.result) ? unmappedCell : cell;
}

function cellOfActions(
  row: Row,
  rule: DuplicateRule,
  operation: RuleOperation | null,
  validation: LeadConversionValidation,
): Cell {
  if (operation === null) {
    const [create, edit] = [cellFor(row, rule.onInsert), cellFor(row, rule.onUpdate)];
    return create !== null && create.result === edit?.result ? create : openCell;
  }
  const reaction = reactionOn(rule, operation);
  return (isConversion(row) ? convertLeadCell(reaction, validation) : cellFor(row, reaction)) ?? openCell;
}

/** The same with allowSave=true; null where the channel cannot carry it. */
export function cellWithAllowSave(
  row: Row,
  rule: DuplicateRule,
  operation: RuleOperation | null,
  validation: LeadConversionValidation,
): Cell | null {
  if (row.alertAllowSave === null) return null;
  const plain = cellOn(row, rule, operation, validation);
  if (operation === null || lacksEveryMapping(rule) || (isConversion(row) && validation === false))
    return plain;
  const { action, alert } = reactionOn(rule, operation);
  if (action === 'Allow') return alert ? row.alertAllowSave : plain;
  // The documentation gives the option a meaning for alerts alone, and does not say in so many words that Block stays.
  return plain.confidence === 'documented' ? { ...plain, confidence: 'well-founded' } : plain;
}

export function isConversion({ channel }: Row): boolean {
  return conversions.has(channel);
}

/**
 * What a reader should know of a channel besides, by what is known of the setting for lead conversions; '' where every
 * save goes through: notes tell of errors, and of what changes them.
 */
export function noteOn(
  row: Row,
  results: readonly TableResult[],
  validation: LeadConversionValidation,
): string {
  if (results.every((one) => one === 'saved' || one === 'saved-and-reported')) return '';
  return isConversion(row) && validation !== null ? conversionNotes[validation ? 'on' : 'off'] : row.note;
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

/** The same in as few words as a cell of a table has room for. */
export const resultNames: Readonly<Record<TableResult, string>> = {
  asked: 'User is asked',
  refused: 'Refused',
  'refused-unless-allow-save': 'Refused without allowSave',
  'saved-by-allow-save': 'Saved by allowSave',
  'saved-and-reported': 'Saved and reported',
  saved: 'Saved',
  'not-evaluated': 'Rules not run',
  unknown: 'Not known',
};

/** What becomes of a save on a channel where a rule finds a match, by what the rule is set to do. */
export function channelSentences({ block, alert, quiet, note }: Row): string {
  const [blocks, alerts, neither] = [block, alert, quiet].map(({ result }) => resultWords[result]);
  const found = `Where a rule finds a match and blocks: ${blocks}; alerts: ${alerts}; does neither: ${neither}.`;
  return note === '' ? found : `${found} ${note}`;
}
