import { existsSync } from 'node:fs';
import path from 'node:path';
import { isIntegration, kindOf } from '../core/files.ts';
import type { TemplateProject } from '../core/templates/model.ts';
import { projectFileName } from '../workspace/packageDirectories.ts';
import type { OrgRun } from './orgRun.ts';
import { displayPath } from './paths.ts';

/**
 * Tells who makes files where there is no project that they go into this folder all the same. A repository in metadata
 * format has no project file either: what it holds shows that it is one.
 */
export function warnOutsideProject(
  root: string,
  { files }: Pick<TemplateProject, 'files'>,
  run: OrgRun,
): void {
  if (existsSync(path.join(root, projectFileName))) return;
  const isSalesforces = (uri: string) => {
    const kind = kindOf(uri);
    return kind !== null && kind !== 'config' && !isIntegration(kind);
  };
  if (files.some(isSalesforces)) return;
  run.warn(
    `"${displayPath(root, run.cwd) || '.'}" is no Salesforce project: it has no ${projectFileName}, so that the files go into the folder itself. Name a project with --project, or run the command in one.`,
  );
}
