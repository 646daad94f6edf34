import type { FileFacts } from '../facts.ts';
import type { FrontEndContext } from '../frontEnd.ts';
import type { CodeLanguage, Language } from './language.ts';
import type { RecordInCode } from './savedRecords.ts';
import type { ClassStatement, CodeTree } from './tree.ts';

/**
 * A file of integration code that has been read. Another text makes another object; units of the tree whose text
 * is the same are the same objects in both.
 */
export interface CodeFile {
  readonly uri: string;
  readonly language: Language;
  readonly tree: CodeTree;
  readonly text: string;
}

/** The other files, as the evaluation of one may ask for them. What it asks is noted: see {@link FactsOf}. */
export interface Codebase {
  /** The same object as long as no answer can be another one; not there where files may change. */
  readonly state?: object | null;
  /**
   * Null for a file that is not there or not read: without a marker, too large, generated, or of a grammar that
   * is not loaded.
   */
  file(uri: string): CodeFile | null;
  /** The first of the URIs that is there: for {@link Language.importCandidates}. */
  firstFile(uris: readonly string[]): CodeFile | null;
  /** Classes with a name, inner ones too, in all files of a language that have been read. */
  classesNamed(language: CodeLanguage, name: string): readonly ClassInFile[];
  /** All of them, without those of tests; not there where files may change. */
  classesOf?(language: CodeLanguage): readonly ClassInFile[];
}

/** For {@link Codebase.classesNamed}: classes, none of tests, that name this one as their base or interface. */
export function below(name: string): string {
  return `below ${name}`;
}

export interface ClassInFile {
  readonly file: CodeFile;
  readonly definition: ClassStatement;
}

export interface CodeContext extends FrontEndContext {
  /** The whole file is a test, by the language's conventions or the settings. */
  readonly isTest: boolean;
}

/** The front-end adds comments and what it knows of the file as a whole. */
export type CodeFacts = Pick<FileFacts, 'sites' | 'observations'> & {
  /** The records that the file makes and that some code saves, once for each save: found when asked for. */
  readonly records?: readonly RecordInCode[];
};

/**
 * Evaluates a file. The front-end keeps the result as long as the units of the file, the context, and all answers
 * of the code base that were given on the way are the same, so nothing else may be looked at; an answer that
 * stands behind something kept between calls has to be asked for again.
 */
export type FactsOf = (file: CodeFile, codebase: Codebase, context: CodeContext) => CodeFacts;
