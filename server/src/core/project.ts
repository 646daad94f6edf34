import type { Settled } from './analysis/settle.ts';
import type { Settings } from './config/settings.ts';
import type { Finding } from './findings.ts';
import type { Fix } from './fixes/fix.ts';
import type { OrgRules } from './metadata/catalog.ts';
import type { ReadDuplicateRule } from './metadata/duplicateRule.ts';
import type { ReadMatchingRules } from './metadata/matchingRule.ts';
import type { LazyText, ProjectSchema } from './metadata/objects.ts';
import type { RuleCatalog } from './outcome/model.ts';
import type { RecordLens, RecordReading } from './records/model.ts';
import type { JudgedSite } from './rules/rule.ts';
import type { GrammarName } from './saves/code/language.ts';
import type { SyntaxParser } from './saves/code/syntaxParser.ts';
import type { Span } from './text.ts';

/**
 * A Salesforce project as the analysis sees it: texts in, findings out. This is the one door of the core;
 * editor and command line are built on it. Everything is computed on demand and kept until a text that it
 * depends on changes.
 *
 * A finding on an option stands where the option is set, and needs the saves that it reaches, which may stand
 * in any file. {@link analyseAll} looks at every file once; before that, `findings` knows of the saves in the
 * files that were asked for.
 */
export interface Project {
  /**
   * Adds or replaces a file; what is no kind of file that the core reads is ignored. The text may be given
   * as a function: object metadata is then only read when something asks for it.
   */
  setFile(uri: string, text: LazyText): void;
  removeFile(uri: string): void;
  /** Nobody edits the file any more: what was kept to be quick with its next text is let go. */
  closeFile(uri: string): void;
  /** Whether `setFile` would do anything with a file of this name. */
  reads(uri: string): boolean;
  setSettings(settings: Settings): void;
  /** `2027-01-31`, by which dates in reasons are judged. */
  setToday(today: string): void;
  /**
   * The text of the project's configuration file, in which its own findings stand and to which fixes may add a reason;
   * null: there is no such file, and a fix makes it. Fixes leave it alone until they are told.
   */
  setConfigurationText(text: string | null): void;
  /**
   * Grammars that files of the project cannot be read without: there are no findings in these files until
   * each has been given, or given up.
   */
  readonly neededGrammars: readonly GrammarName[];
  setParser(parser: SyntaxParser): void;
  /** The grammar will not come: its files have no findings, all others are as they are. */
  giveUp(grammar: GrammarName): void;
  /** Rules that were read from an org, used beside those of the files; null: none. */
  setOrgRules(rules: OrgRules | null): void;

  readonly catalog: RuleCatalog;
  /** Without the rules of an org: what the command line knows too. */
  readonly catalogOfFiles: RuleCatalog;
  /** Objects and fields, of the project's metadata and standard ones. */
  readonly schema: ProjectSchema;
  /** A duplicate rule's file as it was read, with where its elements stand; null for other files. */
  duplicateRuleFile(uri: string): ReadDuplicateRule | null;
  /** A file of matching rules as it was read, with where its elements stand; null for other files. */
  matchingRuleFile(uri: string): ReadMatchingRules | null;
  /**
   * The project as other rule files would have it: other texts by URI, null where there is none. Nothing is
   * changed. It holds until the project changes.
   */
  withRules(texts: ReadonlyMap<string, string | null>): OtherRules;
  /** Files of which findings can be asked. */
  readonly files: Iterable<string>;
  /**
   * Changes whenever findings of files other than the one last set may have changed: a client that shows
   * them should ask again.
   */
  readonly generation: number;
  /**
   * Looks at every file, in short steps; yields what is done: 0 as long as what the files have in common is
   * prepared, then a file a step. Stop early to cancel.
   */
  analyseAll(): Generator<{ readonly done: number; readonly total: number; readonly uri: string }>;
  /** Findings that stand in the file, suppressed ones left out, in the order of the text. */
  findings(uri: string): readonly Finding[];
  /**
   * All findings that could stand in the file, whatever the settings make of their severities, and apart from them
   * those that are silenced, each with what is stated for it.
   */
  review(uri: string): Settled;
  /** The saves of a file. */
  saves(uri: string): readonly JudgedSite[];
  /** The record literals of a file whose objects have an active duplicate rule, in the order of the text. */
  records(uri: string): readonly RecordLens[];
  /**
   * The records at a span of a file of integration code, whatever their rules. Null where the file is not read,
   * or its text is another one.
   */
  recordsAt(uri: string, text: string, span: Span): RecordReading | null;
  /** Fixes for the findings that touch a span. */
  fixes(uri: string, span: Span): readonly Fix[];
  /** All safe fixes of a file. */
  safeFixes(uri: string): readonly Fix[];
  /** Markdown for the save at an offset, and its span. */
  hover(uri: string, offset: number): (Span & { readonly markdown: string }) | null;
}

/** A project's code judged by other rules than those of its files. */
export interface OtherRules
  extends Pick<
    Project,
    'catalog' | 'catalogOfFiles' | 'duplicateRuleFile' | 'matchingRuleFile' | 'saves' | 'findings'
  > {
  /** Files of rules, and of settings that bear on them. */
  readonly ruleFiles: Iterable<string>;
}

export { createProject, type ProjectOptions } from './analysis/project.ts';
export type { GrammarName } from './saves/code/language.ts';
export type { SyntaxParser } from './saves/code/syntaxParser.ts';
export { isTooLarge, isWorthReading, type LeftOut, whyLeftOut } from './saves/worthReading.ts';
