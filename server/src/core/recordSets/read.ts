import { csvReader } from './csvReader.ts';
import { jsonReader } from './jsonReader.ts';
import type { RecordFormat, RecordReader, RecordSink } from './model.ts';
import { ndjsonReader } from './ndjsonReader.ts';

/** The format that a file's name stands for; null where it says nothing. */
export function formatOfName(name: string): RecordFormat | null {
  switch (/\.([^.\\/]+)$/.exec(name)?.[1]?.toLowerCase()) {
    case 'csv':
      return 'csv';
    case 'tsv':
    case 'tab':
      return 'tsv';
    case 'json':
      return 'json';
    case 'jsonl':
    case 'ndjson':
      return 'ndjson';
    default:
      return null;
  }
}

/** The format that a text looks like at its start. */
export function formatOfText(start: string): RecordFormat {
  const [first, second] = start
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '');
  if (first === undefined || !/^\s*[[{]/.test(first)) return 'csv';
  const isLine = /^\s*\{.*\}\s*$/.test(first) && second !== undefined && /^\s*\{/.test(second);
  return isLine ? 'ndjson' : 'json';
}

export function recordReader(format: RecordFormat, sink: RecordSink): RecordReader {
  switch (format) {
    case 'csv':
    case 'tsv':
      return csvReader(sink);
    case 'json':
    case 'tree':
      return jsonReader(sink);
    case 'ndjson':
      return ndjsonReader(sink);
  }
}
