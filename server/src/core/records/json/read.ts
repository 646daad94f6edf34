import { type JsonDocument, readJson } from '../../config/json.ts';
import type { Schema } from '../../metadata/objects.ts';
import { LineIndex, type Span } from '../../text.ts';
import { mostDrafts, tooMany } from '../limits.ts';
import type { RecordDraft, RecordReading } from '../model.ts';
import { severalRecords, tooLarge } from '../nothingHere.ts';
import { objectOfFileName } from '../objects.ts';
import { type Candidate, candidatesIn } from './candidates.ts';
import { draftOfCandidate } from './record.ts';

/** Above this many characters a document's places would take too much memory. */
const longestText = 20_000_000;

/**
 * The records of a JSON file at a position or in a selection; comments and trailing commas are allowed. A
 * selection that is JSON by itself is read alone. In JSON lines each line is a document.
 */
export function readJsonRecords(uri: string, text: string, span: Span, schema: Schema | null): RecordReading {
  const selected = span.end > span.start ? partOf(text, span) : null;
  if (selected && isWhole(selected.document)) return drafts([selected], selected, uri, schema);
  if (/\.(?:jsonl|ndjson)$/i.test(uri)) {
    return drafts(lineParts(text, span), { ...span, text }, uri, schema);
  }
  if (text.length > longestText) {
    return { drafts: [], problems: [tooLarge] };
  }
  return drafts([partOf(text, { start: 0, end: text.length })], { ...span, text }, uri, schema);
}

/** A piece of the text that is a document by itself. */
interface Part extends Span {
  readonly text: string;
  readonly document: JsonDocument;
}

function partOf(text: string, { start, end }: Span): Part {
  return { start, end, text, document: readJson(text.slice(start, end)) };
}

function isWhole({ error, value }: JsonDocument): boolean {
  return error === null && typeof value === 'object' && value !== null;
}

function lineParts(text: string, span: Span): Part[] {
  const lines = new LineIndex(text);
  const first = lines.position(span.start).line;
  const last = Math.min(lines.position(span.end).line, first + mostDrafts);
  const parts: Part[] = [];
  for (let line = first; line <= last; line++) {
    const at = lines.line(line, text);
    if (text.slice(at.start, at.end).trim() !== '') parts.push(partOf(text, at));
  }
  return parts;
}

interface Placed {
  readonly candidate: Candidate;
  readonly span: Span;
}

function drafts(
  parts: readonly Part[],
  span: Span & { readonly text: string },
  uri: string,
  schema: Schema | null,
): RecordReading {
  const problems: string[] = [];
  const all: Placed[] = [];
  for (const { document, start, text } of parts) {
    if (document.error) problems.push(errorText(document.error, start, text));
    for (const candidate of candidatesIn(document.value)) {
      const at = document.spanOf(candidate.path);
      all.push({ candidate, span: { start: at.start + start, end: at.end + start } });
    }
  }
  const meant = meantBy(all, span);
  if (meant.length === 0) problems.push(nothingMeant(all.length));
  const fallback = objectOfFileName(uri, schema);
  const found: RecordDraft[] = [];
  for (const { candidate, span: at } of meant.slice(0, mostDrafts)) {
    const { draft, problems: own } = draftOfCandidate(candidate, at, fallback, schema);
    if (draft.fields.length + draft.open.length === 0 && draft.id === null) continue;
    found.push(draft);
    problems.push(...own);
  }
  if (meant.length > 0 && found.length === 0) problems.push('There is no field in what stands here.');
  if (meant.length > mostDrafts) problems.push(tooMany(meant.length));
  return { drafts: found, problems };
}

/** In a selection all that it touches; at a cursor the innermost around it, else the only one there is. */
function meantBy(all: readonly Placed[], span: Span): readonly Placed[] {
  if (span.end > span.start) {
    return all.filter((one) => one.span.start < span.end && span.start < one.span.end);
  }
  const around = all.filter((one) => one.span.start <= span.start && span.start <= one.span.end);
  // An outer record comes before those within it.
  const innermost = around.at(-1);
  if (innermost) return [innermost];
  return all.length === 1 ? all : [];
}

function nothingMeant(count: number): string {
  return count === 0
    ? 'No record stands here: a record is a JSON object of field names and values.'
    : `There are ${count} records in this file${severalRecords}`;
}

function errorText(error: Span & { readonly message: string }, offset: number, text: string): string {
  const { line } = new LineIndex(text).position(error.start + offset);
  return `Line ${line + 1} is no JSON: ${error.message}`;
}
