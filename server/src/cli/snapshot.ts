import { statSync } from 'node:fs';
import { mergeSettings, type PartialSettings } from '../core/config/partial.ts';
import type { Settings } from '../core/config/settings.ts';
import { type FileKind, isIntegration, kindOf } from '../core/files.ts';
import type { LazyText } from '../core/metadata/objects.ts';
import { readConfig } from '../workspace/config.ts';
import { readIntegrationText } from '../workspace/integrationFiles.ts';
import type { WorkspaceProblem } from '../workspace/problem.ts';
import {
  type DiscoveredFile,
  type DiscoveredProject,
  isReadLater,
  readProject,
} from '../workspace/readProject.ts';
import { type ReadText, readText } from '../workspace/readText.ts';
import { isWithin } from '../workspace/within.ts';
import { displayPath } from './paths.ts';
import type { Target } from './targets.ts';

/** The texts and settings of a project at one time: now, or when a change began. */
export interface Snapshot {
  /** Absolute path of the project's folder. */
  readonly root: string;
  readonly settings: Settings;
  /** The text of the configuration file; null where there is none. */
  readonly configuration: string | null;
  /** Texts by absolute path; those of object metadata are only read when the analysis asks for them. */
  readonly files: ReadonlyMap<string, LazyText>;
  /** Absolute paths of integration code that is left out for its size alone. */
  readonly tooLarge: readonly string[];
}

/**
 * Reads a project from the disk as it is now. What cannot be read, and what is wrong in its configuration, is
 * told and left out.
 */
export function readSnapshot(
  target: Target,
  overrides: PartialSettings,
  {
    cwd,
    warn,
    wants = () => true,
  }: {
    readonly cwd: string;
    readonly warn: (text: string) => void;
    /** Kinds of files to read. */
    readonly wants?: (kind: FileKind) => boolean;
  },
): Snapshot {
  const tell = ({ path, message }: WorkspaceProblem) => warn(`${displayPath(path, cwd)}: ${message}`);
  const config = readConfig(target.root);
  config.problems.forEach(tell);
  return {
    root: target.root,
    settings: mergeSettings(config.values, overrides),
    configuration: config.text,
    ...readFiles(target, wants, tell),
  };
}

/** The files of a project, and those that were named although they are none of its. */
function readFiles(
  target: Target,
  wants: (kind: FileKind) => boolean,
  warn: (problem: WorkspaceProblem) => void,
): Pick<Snapshot, 'files' | 'tooLarge'> {
  const project = readProject(target.root, target);
  together(project.problems).forEach(warn);
  const read = (file: string, kind: FileKind): string | null => {
    if (!isIntegration(kind)) return told(readText(file));
    const read = readIntegrationText(file);
    if (read.isTooLarge) tooLarge.add(file);
    return told(read);
  };
  const told = ({ text, problem }: ReadText): string | null => {
    if (problem !== null) warn(problem);
    return text;
  };
  const tooLarge = new Set<string>();
  const files = new Map<string, LazyText>();
  for (const { path: file, kind } of [...project.files, ...filesAside(target, project, warn)]) {
    if (kind === 'config' || !wants(kind) || files.has(file)) continue;
    const text = isReadLater(kind) ? () => read(file, kind) : read(file, kind);
    if (text !== null) files.set(file, text);
  }
  return { files, tooLarge: [...tooLarge] };
}

const mostAlike = 3;

/** Of many problems of a kind, such as links that lead outside, the first few, and how many more there are. */
function together(problems: readonly WorkspaceProblem[]): readonly WorkspaceProblem[] {
  const counts = new Map<string, number>();
  for (const { message } of problems) counts.set(message, (counts.get(message) ?? 0) + 1);
  const told = new Map<string, number>();
  return problems.flatMap((problem) => {
    const { message } = problem;
    const number = (told.get(message) ?? 0) + 1;
    told.set(message, number);
    const more = counts.get(message)! - mostAlike;
    if (more < 2 || number < mostAlike) return [problem];
    return number === mostAlike ? [{ ...problem, message: `${message} So with ${more} more.` }] : [];
  });
}

/** Files and folders that somebody names are checked even where no package directory holds them. */
function filesAside(
  { scopes, readFolder }: Target,
  { packageDirectories }: DiscoveredProject,
  warn: (problem: WorkspaceProblem) => void,
): readonly DiscoveredFile[] {
  return scopes.flatMap((scope) => {
    if (!statSync(scope).isDirectory()) {
      const kind = kindOf(scope);
      return kind === null ? [] : [{ path: scope, kind }];
    }
    if (packageDirectories.some((one) => isWithin(scope, one) || isWithin(one, scope))) return [];
    const folder = readProject(scope, { readFolder });
    together(folder.problems).forEach(warn);
    return folder.files.filter(({ kind }) => kind === 'apex' || isIntegration(kind));
  });
}
