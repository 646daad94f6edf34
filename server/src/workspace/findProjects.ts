import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { projectFileName } from './packageDirectories.ts';
import { type ReadFolder, walk } from './walk.ts';

export interface ProjectFolder {
  /** Absolute path. */
  readonly root: string;
  /** How it was found: by its sfdx-project.json, as a git repository, or as the path that was given. */
  readonly by: 'project-file' | 'git' | 'path';
}

/**
 * The project that a file or folder belongs to: the nearest folder upwards with an sfdx-project.json; without
 * one, as in repositories in metadata format, the git repository; else the folder itself.
 */
export function findProject(path: string): ProjectFolder {
  const folder = folderOf(resolve(path));
  const project = nearest(folder, projectFileName);
  if (project !== null) return { root: project, by: 'project-file' };
  const repository = nearest(folder, '.git');
  if (repository !== null) return { root: repository, by: 'git' };
  return { root: folder, by: 'path' };
}

/**
 * The projects of a folder that is opened as a whole: those below it, and the one that it lies in. If no
 * sfdx-project.json is found, the folder's repository or the folder itself is the project.
 */
export function findProjects(path: string, readFolder?: ReadFolder): readonly ProjectFolder[] {
  const folder = folderOf(resolve(path));
  const around = findProject(folder);
  const below: ProjectFolder[] = [];
  walk(
    folder,
    {
      enter: (inner, names) => {
        if (names.includes(projectFileName)) below.push({ root: inner, by: 'project-file' });
        return true;
      },
      file: () => {},
    },
    readFolder,
  );
  below.sort((a, b) => (a.root < b.root ? -1 : 1));
  return around.by === 'project-file' || below.length === 0 ? [around, ...below] : below;
}

function nearest(folder: string, name: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, name))) return at;
    if (dirname(at) === at) return null;
  }
}

function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false ? dirname(path) : path;
}
