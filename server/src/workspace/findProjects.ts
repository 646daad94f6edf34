import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { projectFileName } from './packageDirectories.ts';
import { statOrNull } from './stat.ts';
import { type ReadFolder, walk } from './walk.ts';

export interface ProjectFolder {
  /** Absolute path. */
  readonly root: string;
  /** How it was found: by its sfdx-project.json, as a git repository, or as the path that was given. */
  readonly by: 'project-file' | 'git' | 'path';
  /** A folder around it: integration code in there that belongs to no other project belongs to this one. */
  readonly around: string | null;
  /** It holds several projects: what stands beside them is read as integration code alone. */
  readonly isCodeOnly: boolean;
}

/**
 * The project that a file or folder belongs to: the nearest folder upwards with an sfdx-project.json; without
 * one, as in repositories in metadata format, the git repository; else the folder itself.
 */
export function findProject(path: string): ProjectFolder {
  const folder = folderOf(resolve(path));
  const project = nearest(folder, projectFileName);
  if (project !== null) return projectFolder(project, 'project-file');
  const repository = nearest(folder, '.git');
  if (repository !== null) return projectFolder(repository, 'git');
  return projectFolder(folder, 'path');
}

function projectFolder(root: string, by: ProjectFolder['by']): ProjectFolder {
  return { root, by, around: null, isCodeOnly: false };
}

/**
 * The projects of a folder that is opened as a whole: those below it, and the one that it lies in. If no
 * sfdx-project.json is found, the folder's repository or the folder itself is the project. Where projects stand
 * below the folder, integration code beside them belongs to the only one, or is a project of its own.
 */
export function findProjects(path: string, readFolder?: ReadFolder): readonly ProjectFolder[] {
  const folder = folderOf(resolve(path));
  const around = findProject(folder);
  const below: ProjectFolder[] = [];
  walk(
    folder,
    {
      enter: (inner, names) => {
        if (names.includes(projectFileName)) below.push(projectFolder(inner, 'project-file'));
        return true;
      },
      file: () => {},
    },
    readFolder,
  );
  below.sort((a, b) => (a.root < b.root ? -1 : 1));
  if (around.by === 'project-file' || below.length === 0) return [around, ...below];
  const [only, ...others] = below;
  return others.length === 0
    ? [{ ...only!, around: folder }]
    : [...below, { ...projectFolder(folder, 'path'), isCodeOnly: true }];
}

function nearest(folder: string, name: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, name))) return at;
    if (dirname(at) === at) return null;
  }
}

function folderOf(path: string): string {
  return statOrNull(path)?.isDirectory() === false ? dirname(path) : path;
}
