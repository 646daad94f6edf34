import { resultWords } from '../../outcome/channels.ts';
import { cellFor, rowOf, type TableChannel, type TableResult } from '../../outcome/table.ts';
import type { RuleReaction } from '../model.ts';

/** The channels that people meet most. */
const shown: readonly TableChannel[] = [
  'ui-form',
  'apex-statement',
  'apex-database',
  'apex-upsert',
  'rest-record',
  'soap',
  'bulk-2',
  'flow',
];

/** What becomes of a matching record, by the outcome table: a list in Markdown, channels with one outcome together. */
export function outcomesOf(reaction: RuleReaction): string {
  const byResult = new Map<TableResult, string[]>();
  for (const channel of shown) {
    const row = rowOf(channel);
    const result = cellFor(row, reaction)?.result ?? 'unknown';
    byResult.set(result, [...(byResult.get(result) ?? []), row.title]);
  }
  return [...byResult].map(([result, titles]) => `- ${titles.join('; ')}: ${resultWords[result]}`).join('\n');
}
