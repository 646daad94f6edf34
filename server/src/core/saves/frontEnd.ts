import type { Settings } from '../config/settings.ts';
import type { Fix, FixRequest } from '../fixes/fix.ts';
import type { Schema } from '../metadata/objects.ts';
import type { RecordLens, RecordReading } from '../records/model.ts';
import type { Span } from '../text.ts';
import type { GrammarName } from './code/language.ts';
import type { SyntaxParser } from './code/syntaxParser.ts';
import type { FileFacts } from './facts.ts';

/** What a front-end needs to know of the project beyond its own files. */
export interface FrontEndContext {
  readonly settings: Settings;
  readonly schema: Schema;
  /** Lower-case names of the fields that rule conditions mention: writes to them are observed. */
  readonly watchedFields: ReadonlySet<string>;
}

/** Reads one language: texts in, facts and fixes out. Holds what it has read, and re-does only what it must. */
export interface FrontEnd {
  readonly language: string;
  /** Whether files of this name are of the language. */
  claims(uri: string): boolean;
  setFile(uri: string, text: string): void;
  removeFile(uri: string): void;
  /** Nobody edits the file any more. */
  closeFile?(uri: string): void;
  setContext(context: FrontEndContext): void;
  readonly files: Iterable<string>;
  /** The file's facts: the same object as long as nothing that they depend on has changed. */
  facts(uri: string): FileFacts;
  text(uri: string): string | null;
  /** Grows when facts of files other than the one last set may have changed. */
  readonly generation: number;
  /** Does the work that the first facts would need at once, in short steps. */
  prepare?(): Generator<void>;
  /** The record literals of a file whose objects are wanted, for a test against an org. */
  records?(uri: string, isWanted: (object: string) => boolean): readonly RecordLens[];
  /**
   * The records that the code at a span makes, sets fields of or saves. Null where the file is not read, or its
   * text is another one.
   */
  recordsAt?(uri: string, text: string, span: Span): RecordReading | null;
  /** Grammars of files that cannot be read without them: there are no facts of these files until they come. */
  readonly neededGrammars?: readonly GrammarName[];
  setParser?(parser: SyntaxParser): void;
  /** A grammar that will not come. */
  giveUp?(grammar: GrammarName): void;
  /** Fixes for one finding, most useful first. */
  fixes(request: FixRequest): readonly Fix[];
}
