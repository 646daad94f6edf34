import type { RuleReaction } from '../metadata/model.ts';
import type { SaveSite } from '../saves/site.ts';
import type { Confidence, Result } from './model.ts';
import { apexRows } from './rows/apex.ts';
import { apiRows } from './rows/api.ts';
import { interfaceRows } from './rows/interface.ts';
import { toolRows } from './rows/tools.ts';
import type { Cell, Row, TableChannel } from './tableModel.ts';

export type { Cell, Row, TableChannel, TableResult } from './tableModel.ts';

/**
 * What happens to a save when a duplicate is detected: one row per channel, in the order of the facts
 * (section 1.2). Rows that code cannot produce (forms, web-to-lead) are in too, for views of the whole.
 */
export const outcomeTable: readonly Row[] = [...interfaceRows, ...apexRows, ...apiRows, ...toolRows].sort(
  (a, b) => a.facts[0]! - b.facts[0]!,
);

const rowsByChannel = new Map(outcomeTable.map((row) => [row.channel, row]));

/** @throws {RangeError} for a channel without a row, which the table's tests rule out. */
export function rowOf(channel: TableChannel): Row {
  const row = rowsByChannel.get(channel);
  if (!row) throw new RangeError(`no row for ${channel}`);
  return row;
}

/** The row that decides for a save: Apex upserts and `setOptions` have rows of their own. */
export function rowFor(site: SaveSite): Row {
  const { channel, operation, options } = site;
  if (channel !== 'apex-statement' && channel !== 'apex-database') return rowOf(channel);
  if (options.form === 'set-options' && options.allowSave.kind !== 'unset') return rowOf('apex-set-options');
  return rowOf(operation === 'upsert' ? 'apex-upsert' : channel);
}

/** The cell for a rule's reaction without allowSave; null where the rule's action is not known. */
export function cellFor(row: Row, reaction: RuleReaction): Cell | null {
  if (reaction.action === null) return null;
  if (reaction.action === 'Block') return row.block;
  if (reaction.alert) return row.alert;
  return reaction.report && row.quiet.result === 'saved' ? reported(row.quiet) : row.quiet;
}

/** Row 35 of the facts: a rule that only reports lets the save through and writes a duplicate record set. */
function reported(quiet: Cell): Cell {
  const confidence: Confidence = quiet.confidence;
  const result: Result = 'saved-and-reported';
  return {
    ...quiet,
    result,
    confidence,
    sources: [...new Set([...quiet.sources, 'MetaDup', 'Overview'] as const)],
  };
}
