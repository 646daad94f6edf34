import type { Schema } from '../metadata/objects.ts';
import type { Span } from '../text.ts';
import { readApexRecords } from './apex/read.ts';
import { readCsvRecords } from './csv/read.ts';
import { readJsonRecords } from './json/read.ts';
import type { RecordReading } from './model.ts';

/**
 * The records in a file at a position or in a selection. `uri` names the file, `languageId` is VS Code's.
 * The schema, if given, tells objects that are neither standard nor custom by their name. Never throws.
 */
export function readRecords(
  languageId: string,
  uri: string,
  text: string,
  span: Span,
  schema: Schema | null = null,
): RecordReading {
  if (/^apex/.test(languageId) || /\.(?:cls|trigger|apex)$/i.test(uri)) {
    return readApexRecords(uri, text, span, schema);
  }
  if (/^(?:csv|tsv)$/.test(languageId) || /\.(?:csv|tsv)$/i.test(uri)) {
    return readCsvRecords(uri, text, span, schema);
  }
  const isSelection = span.end > span.start;
  if (/^json/.test(languageId) || /\.(?:jsonc?|jsonl|ndjson)$/i.test(uri) || isSelection) {
    return readJsonRecords(uri, text, span, schema);
  }
  return { drafts: [], problems: ['Records can be read from Apex, integration code, JSON and CSV files.'] };
}
