import type { LazyText } from '../core/metadata/objects.ts';

/** A file of a project as it stands on disk. */
export interface SourceFile {
  readonly uri: string;
  /** A function where the file is read when somebody asks for its text. */
  readonly text: LazyText;
}

/** A project's folder, as it was found. */
export interface FoundProject {
  readonly root: string;
  /** A folder around it whose integration code belongs to it. */
  readonly around: string | null;
  /** Nothing but integration code is read: the folder holds several projects and is none. */
  readonly isCodeOnly: boolean;
}

/** Where projects and their files come from: the disk, or a fake in tests. URIs are canonical. */
export interface ProjectSource {
  /** All projects in a workspace folder, and the one that the folder lies in. */
  findProjects(folder: string): Promise<readonly FoundProject[]>;
  /** The folder of the nearest project above a file; null if there is none. */
  projectAbove(uri: string): Promise<string | null>;
  /**
   * All files of a project that the analysis may want, in batches. A file that cannot be read is left out
   * and told by `warn`.
   */
  readProject(project: FoundProject, warn: (message: string) => void): AsyncIterable<readonly SourceFile[]>;
  /** Whether a file is of the project: in a package directory and not in .forceignore, as last read. */
  includes(root: string, uri: string): boolean;
  /** The files of rule tests in a project's folder. */
  findRuleTests(root: string): Promise<readonly string[]>;
  /** Null where there is no such file or it cannot be read. */
  readFile(uri: string): Promise<string | null>;
}
