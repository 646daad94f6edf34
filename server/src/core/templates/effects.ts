import type { DuplicateRule, LeadConversionValidation } from '../metadata/model.ts';
import { channelNames } from '../outcome/channelNames.ts';
import { type ChannelOutcome, channelOutcomes, resultWords } from '../outcome/channels.ts';
import { convertLeadCell } from '../outcome/leadConversion.ts';
import type { RuleOperation } from '../outcome/model.ts';
import type { TableChannel, TableResult } from '../outcome/tableModel.ts';
import { list, operationWord, sentence } from '../outcome/words.ts';

const conversions: ReadonlySet<TableChannel> = new Set<TableChannel>([
  'lead-conversion-ui',
  'apex-convert-lead',
  'soap-convert-lead',
]);

/** From what hinders most to what is not even looked at. */
const order: readonly TableResult[] = [
  'refused',
  'refused-unless-allow-save',
  'asked',
  'saved-and-reported',
  'saved',
  'not-evaluated',
  'unknown',
];

/** What an active rule does with a save that it finds a match for, by operation and channel: sentences. */
export function effectSentences(
  rule: DuplicateRule,
  validation: LeadConversionValidation,
): readonly string[] {
  const all = channelOutcomes(rule, ['insert', 'update'], validation);
  const isOpen = ({ channel }: ChannelOutcome) => validation === null && conversions.has(channel);
  const outcomes = all.filter((one) => !isOpen(one));
  const conversion = all.some(isOpen) ? [conversionSentence(rule)] : [];
  return [
    ...(['insert', 'update'] as const).flatMap((operation) =>
      ofOperation(
        operation,
        outcomes.filter((one) => one.operation === operation),
      ),
    ),
    ...conversion,
  ];
}

/** Whether a conversion runs rules at all hangs on a setting of the org. */
function conversionSentence({ onInsert }: DuplicateRule): string {
  const { result } = convertLeadCell(onInsert, true);
  return `Lead conversion: ${resultWords[result]}, only with "Require Validation for Converted Leads" on, which no settings file here says.`;
}

function ofOperation(operation: RuleOperation, outcomes: readonly ChannelOutcome[]): readonly string[] {
  const all = outcomes.map(({ channel }) => channel);
  return order.flatMap((result) => {
    const channels = outcomes.filter((one) => one.result === result).map(({ channel }) => channel);
    if (channels.length === 0) return [];
    const names = list(channelNames(channels, all), 'and');
    return [sentence(`on ${operationWord(operation)}, ${resultWords[result]}: ${names}`)];
  });
}
