import type { Schema } from '../../metadata/objects.ts';
import type { RecordInCode } from '../../saves/code/savedRecords.ts';
import { LineIndex, locate, type Span } from '../../text.ts';
import { mostDrafts, tooMany } from '../limits.ts';
import type { RecordReading } from '../model.ts';
import { noRecordInCode } from '../nothingHere.ts';
import { isTestableObject, objectSpelling } from '../objects.ts';
import { draftOf } from './draft.ts';
import { type SavedLiteral, savedLiterals } from './literals.ts';

/** The records of a file that the code at the span makes, assigns to or saves. */
export function codeRecordsAt(
  file: { readonly uri: string; readonly text: string },
  records: readonly RecordInCode[],
  span: Span,
  schema: Schema | null,
): RecordReading {
  const literals = savedLiterals(records).filter(({ object }) => isTestableObject(object, schema));
  const lines = wholeLines(file.text, span);
  const meant = [span, lines]
    .map((searched) => literals.filter((literal) => isMeant(literal, searched, file.uri)))
    .find((found) => found.length > 0);
  if (!meant) return { drafts: [], problems: [noRecordInCode] };
  const innermost = meant.filter(({ start, end }) => start <= span.start && span.end <= end).at(-1);
  const chosen = innermost ? [innermost] : meant;
  const read = chosen
    .slice(0, mostDrafts)
    .map((literal) => draftOf(literal, span, objectSpelling(literal.object, schema), file));
  const problems = [...new Set(read.flatMap(({ problems: own }) => own))];
  return {
    drafts: read.map(({ draft }) => draft),
    problems: chosen.length > mostDrafts ? [...problems, tooMany(chosen.length)] : problems,
  };
}

/** On the literal, on what sets its fields, or on a save of it. */
function isMeant({ start, end, saves }: SavedLiteral, span: Span, uri: string): boolean {
  if (touches({ start, end }, span)) return true;
  return saves.some(({ save, fields }) =>
    [save, ...fields.map(({ place }) => place)].some(
      (place) => place.anchor.uri === uri && touches(locate(place), span),
    ),
  );
}

/** A selection must share a character; a cursor may stand at the edge. */
function touches(part: Span, span: Span): boolean {
  if (span.start === span.end) return part.start <= span.end && span.start <= part.end;
  return part.start < span.end && span.start < part.end;
}

function wholeLines(text: string, span: Span): Span {
  const lines = new LineIndex(text);
  const first = lines.line(lines.position(span.start).line, text);
  const last = lines.line(lines.position(span.end).line, text);
  return { start: first.start, end: last.end };
}
