import { rowOf } from '../../core/outcome/table.ts';
import type { DuplicateHeader } from '../duplicates/header.ts';
import type { Org } from '../org.ts';
import type { SaveOptions } from './model.ts';

/** What counts of a header that came with a save: all of its options, or none. */
export function countedHeader(org: Org, options: Omit<SaveOptions, 'allOrNone'>): DuplicateHeader {
  return counts(org, options) ? options.header : none;
}

const none: DuplicateHeader = { allowSave: false, includeRecordDetails: false };

/** The options of `/ui-api/records` are in its body, from version 43.0; the header of REST counts from 52.0. */
function counts({ openPoints }: Org, { channel, version }: Omit<SaveOptions, 'allOrNone'>): boolean {
  if (channel === 'soap') return true;
  if (channel === 'ui-api') return version >= 43;
  const cell = rowOf(channel).alertAllowSave;
  // Without such a cell the channel carries no options: what is sent does not count.
  if (cell === null) return false;
  if (cell.result === 'unknown' && !openPoints.openChannelsTakeHeader) return false;
  return version >= 52 || openPoints.headerBelowVersion52;
}
