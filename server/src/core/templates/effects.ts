import type { DuplicateRule, LeadConversionValidation } from '../metadata/model.ts';
import { channelNames } from '../outcome/channelNames.ts';
import { type ChannelOutcome, channelOutcomes, resultWords } from '../outcome/channels.ts';
import type { RuleOperation } from '../outcome/model.ts';
import type { TableResult } from '../outcome/tableModel.ts';
import { list, operationWord, sentence } from '../outcome/words.ts';

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
  const outcomes = channelOutcomes(rule, ['insert', 'update'], validation);
  return (['insert', 'update'] as const).flatMap((operation) =>
    ofOperation(
      operation,
      outcomes.filter((one) => one.operation === operation),
    ),
  );
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
