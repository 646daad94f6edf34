import type { Schema } from '../../metadata/objects.ts';
import { ApexCodebase } from '../../saves/apex/codebase/codebase.ts';
import { enclosingName } from '../../saves/apex/codebase/enclosing.ts';
import type { OwnedBody } from '../../saves/apex/codebase/owned.ts';
import { LineIndex, type Span } from '../../text.ts';
import { mostDrafts, tooMany } from '../limits.ts';
import type { RecordReading } from '../model.ts';
import { noRecordInApex } from '../nothingHere.ts';
import { draftOf } from './draft.ts';
import { literalsIn, mayHoldRecords } from './literals.ts';
import { type RecordTrace, traceRecord } from './trace.ts';

/**
 * The records that the code at the span makes, assigns to or saves, as they are when their save comes to
 * them. Of the names only the file's own classes are known.
 */
export function readApexRecords(uri: string, text: string, span: Span, schema: Schema | null): RecordReading {
  const codebase = new ApexCodebase({ once: true });
  codebase.set(uri, text);
  const traces = codebase
    .bodies(uri)
    .filter(({ body }) => touches(bodySpan(body), wholeLines(text, span)) && mayHoldRecords(body, schema))
    .flatMap((owned) => tracesIn(owned, codebase, schema, wholeLines(text, span)));
  const meant = [span, wholeLines(text, span)]
    .map((searched) => traces.filter((traced) => isMeant(traced.trace, searched)))
    .find((found) => found.length > 0);
  if (!meant) return { drafts: [], problems: [noRecordInApex] };
  const innermost = meant.filter(({ trace }) => encloses(trace, span)).at(-1);
  const chosen = innermost ? [innermost] : meant;
  const read = chosen
    .slice(0, mostDrafts)
    .map(({ trace, owned }) => draftOf(trace, span, enclosingName(owned, codebase), codebase));
  const problems = [...new Set(read.flatMap(({ problems: own }) => own))];
  return {
    drafts: read.map(({ draft }) => draft),
    problems: chosen.length > mostDrafts ? [...problems, tooMany(chosen.length)] : problems,
  };
}

interface Traced {
  readonly owned: OwnedBody;
  readonly trace: RecordTrace;
}

/** Each record is followed through all uses of the list that takes it: of very many, those near the span. */
const mostTraced = 1_000;

function tracesIn(owned: OwnedBody, codebase: ApexCodebase, schema: Schema | null, near: Span): Traced[] {
  const bound = codebase.bind(owned);
  const { offset } = owned.body.anchor;
  const all = literalsIn(bound, schema);
  const isNear = (literal: Span) => touches(absolute(literal, offset), near);
  const traced =
    all.length <= mostTraced
      ? all
      : [...all.filter(({ literal }) => isNear(literal)), ...all.filter(({ literal }) => !isNear(literal))];
  return traced
    .slice(0, mostTraced)
    .map(({ literal, object }) => ({ owned, trace: traceRecord(literal, object, bound) }));
}

function bodySpan({ anchor, text }: OwnedBody['body']): Span {
  return { start: anchor.offset, end: anchor.offset + text.length };
}

/** A selection must share a character; a cursor may stand at the edge. */
function touches(part: Span, span: Span): boolean {
  if (span.start === span.end) return part.start <= span.end && span.start <= part.end;
  return part.start < span.end && span.start < part.end;
}

function isMeant({ parts, bound }: RecordTrace, span: Span): boolean {
  return parts.some((part) => touches(absolute(part, bound.body.anchor.offset), span));
}

/** Whether the span lies within the literal. */
function encloses({ literal, bound }: RecordTrace, span: Span): boolean {
  const { start, end } = absolute(literal, bound.body.anchor.offset);
  return start <= span.start && span.end <= end;
}

function absolute({ start, end }: Span, offset: number): Span {
  return { start: start + offset, end: end + offset };
}

function wholeLines(text: string, span: Span): Span {
  const lines = new LineIndex(text);
  const first = lines.line(lines.position(span.start).line, text);
  const last = lines.line(lines.position(span.end).line, text);
  return { start: first.start, end: last.end };
}
