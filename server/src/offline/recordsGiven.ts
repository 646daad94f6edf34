import { recordReader } from '../core/recordSets/read.ts';
import { existingRecords } from './existingByObject.ts';
import type { RecordFiles } from './recordFiles.ts';

/** Records that somebody hands over instead of a file: fields by name, `attributes` as the REST API has them. */
export function recordsGiven(
  records: readonly Readonly<Record<string, unknown>>[],
): Pick<RecordFiles, 'read'> & { name(object: string): string } {
  return {
    name: (object) => `${object} records given`,
    read: (_path, options) =>
      existingRecords(async (sink) => {
        const reader = recordReader('json', sink);
        reader.push(JSON.stringify(records));
        reader.end();
      }, options),
  };
}
