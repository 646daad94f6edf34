import type { z } from 'zod';
import type { ConnectedOrg } from '../connected/explainError.ts';
import type { GrammarName, Project } from '../core/project.ts';
import type { RecordFiles } from '../offline/recordFiles.ts';

/**
 * What a language model can have this product do. The editor and the Model Context Protocol offer the same tools:
 * each is defined once, here, and an adapter gives it a {@link ToolHost}.
 */
export interface Tool<Input> {
  /** `check_file`: a public contract. */
  readonly name: string;
  /** For a person, in the imperative. */
  readonly title: string;
  /** For the model: what it gets, when to use it, what it does not do. */
  readonly description: string;
  readonly shape: z.ZodType<Input>;
  /** Whether this input wants an org to be asked. */
  asksOrg(input: Input): boolean;
  /**
   * What the model gets, in Markdown or plain text; cut by whoever calls it.
   * @throws ToolProblem with what the model can do, OrgProblem, the signal's reason
   */
  run(input: Input, host: ToolHost): Promise<string>;
}

/** Where a tool runs. */
export interface ToolHost {
  readonly signal: AbortSignal;
  /** Existing records of files. */
  readonly files: Pick<RecordFiles, 'read'>;
  progress(text: string): void;
  /** Now, in ISO 8601. */
  now(): string;
  /**
   * The absolute path of a file that may be read.
   * @param named absolute, or relative to the folder that is worked in
   * @throws ToolProblem for one that may not
   */
  pathOf(named: string): Promise<string>;
  /**
   * The project that a file or folder belongs to; null: the only one.
   * @param path absolute, as {@link pathOf} gives it
   * @throws ToolProblem where it is not clear which is meant
   */
  project(path: string | null): Promise<ToolProject>;
  /**
   * Connects to the org that may be asked, and puts its rules beside those of the project.
   * @throws ToolProblem where none may be asked, OrgProblem
   */
  connect(project: ToolProject): Promise<ConnectedOrg>;
}

/** A project as its files are now. */
export interface ToolProject {
  /** Absolute path of its folder; '' for files that belong to none. */
  readonly root: string;
  readonly analysis: Project;
  uriOf(path: string): string;
  /** For a reader: relative to the project's folder, with forward slashes. */
  display(uri: string): string;
  /** The text that the project has of a file; null where it has none. */
  text(uri: string): string | null;
  /**
   * The text on disk of a file that the project does not hold; null: it does not mention Salesforce, or is too large
   * for code.
   * @throws ToolProblem where it cannot be read
   */
  readText(path: string): Promise<string | null>;
  /** Gives the analysis grammars, or gives them up where they do not load. */
  provideGrammars(names: readonly GrammarName[]): Promise<void>;
}

/** Why a tool gives no answer, for the model: what is wrong, and what to do. It quotes no value. */
export class ToolProblem extends Error {
  override readonly name = 'ToolProblem';
}
