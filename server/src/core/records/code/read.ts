import { defaultSettings } from '../../config/settings.ts';
import { ProjectSchema, type Schema } from '../../metadata/objects.ts';
import { factsOf } from '../../saves/code/evaluate/factsOf.ts';
import { CodeFrontEnd } from '../../saves/code/frontEnd.ts';
import type { SyntaxParser } from '../../saves/code/syntaxParser.ts';
import type { Span } from '../../text.ts';
import { readJsonRecords } from '../json/read.ts';
import type { RecordReading } from '../model.ts';
import { noRecordInCode } from '../nothingHere.ts';
import type { CodeName } from './language.ts';
import { selectedRecords } from './selected.ts';

export interface CodeToRead {
  readonly name: CodeName;
  readonly text: string;
  readonly span: Span;
  readonly schema: Schema | null;
  /** Null where the grammar does not load. */
  readonly parser: SyntaxParser | null;
  /** What a project knows of the place, other files taken into account; null where it does not read the file. */
  readonly known: RecordReading | null;
}

/**
 * The records at a place of integration code: those that it saves; else, in a selection, the literals or the JSON
 * that it holds, whatever they are for.
 */
export function readCodeRecords(code: CodeToRead): RecordReading {
  const { name, text, span, schema, parser } = code;
  const saved = code.known ?? (parser ? attempt(() => readAlone(code, parser)) : unread) ?? nothing;
  if (saved.drafts.length > 0 || span.start === span.end) return saved;
  const selected = parser && attempt(() => selectedRecords(name, text, span, schema, parser));
  if (selected) return selected;
  const json = readJsonRecords(
    'file:///selection.json',
    text.slice(span.start, span.end),
    wholeOf(span),
    schema,
  );
  if (json.drafts.length === 0) return saved;
  const moved = json.drafts.map((draft) => ({
    ...draft,
    span: { start: draft.span.start + span.start, end: draft.span.end + span.start },
  }));
  return { ...json, drafts: moved };
}

const nothing: RecordReading = { drafts: [], problems: [noRecordInCode] };
const unread: RecordReading = {
  drafts: [],
  problems: ['No record is read from this language: its grammar does not load.'],
};

function wholeOf({ start, end }: Span): Span {
  return { start: 0, end: end - start };
}

/** Code that is nested beyond all measure, say, has no records rather than an error. */
function attempt(read: () => RecordReading | null): RecordReading | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** The file by itself, tests too. */
function readAlone({ name, text, span, schema }: CodeToRead, parser: SyntaxParser): RecordReading | null {
  const frontEnd = new CodeFrontEnd({ languages: [name.language], factsOf, once: true });
  frontEnd.setContext({
    settings: { ...defaultSettings, includeTests: true },
    schema: schema ?? new ProjectSchema(),
    watchedFields: new Set(),
  });
  frontEnd.setParser(parser);
  frontEnd.setFile(name.uri, text);
  return frontEnd.recordsAt(name.uri, text, span);
}
