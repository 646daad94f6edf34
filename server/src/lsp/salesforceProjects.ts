import { isIntegration, kindOf } from '../core/files.ts';
import { projectFileName } from '../workspace/packageDirectories.ts';
import type { LoadedProject } from './loadedProject.ts';

/**
 * Projects in which metadata can be made: those with a project file, or with files of Salesforce's own. Where none of
 * them has any, all folders that are no mere surroundings of projects: an empty one may become a project.
 */
export function salesforceProjects(all: readonly LoadedProject[]): readonly LoadedProject[] {
  const possible = all.filter(({ root, isCodeOnly }) => root !== '' && !isCodeOnly);
  const known = possible.filter(isSalesforces);
  return known.length > 0 ? known : possible;
}

function isSalesforces(project: LoadedProject): boolean {
  if (project.text(`${project.root}/${projectFileName}`) !== null) return true;
  return [...project.analysis.files].some((uri) => {
    const kind = kindOf(uri);
    return kind !== null && !isIntegration(kind);
  });
}
