import type { RuleReaction } from '../metadata/model.ts';
import { resultWords } from './channels.ts';
import { cellFor, rowOf, type TableChannel, type TableResult } from './table.ts';
import { list } from './words.ts';

/** The channels that people meet most, in short. */
const shown: readonly (readonly [TableChannel, string])[] = [
  ['ui-form', 'form in the user interface'],
  ['apex-database', 'Apex insert or update'],
  ['apex-upsert', 'Apex upsert'],
  ['rest-record', 'REST'],
  ['soap', 'SOAP'],
  ['bulk-2', 'Bulk API'],
  ['flow', 'Flow'],
];

/** What becomes of a matching record, by the outcome table: a list in Markdown, channels with one outcome together. */
export function outcomesOf(reaction: RuleReaction): string {
  const byResult = new Map<TableResult, string[]>();
  for (const [channel, words] of shown) {
    const result = cellFor(rowOf(channel), reaction)?.result ?? 'unknown';
    byResult.set(result, [...(byResult.get(result) ?? []), words]);
  }
  return [...byResult].map(([result, words]) => `- ${list(words, 'and')}: ${resultWords[result]}`).join('\n');
}
