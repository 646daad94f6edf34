import { kindOf } from '../files.ts';
import { ruleFolders } from '../templates/folders.ts';
import type { TemplateProject } from '../templates/model.ts';

export interface ScaffoldFolders {
  readonly classes: string;
  /** The folder of `objects`, `tabs`, `layouts` and `permissionsets`. */
  readonly base: string;
  /** `-meta.xml` in source format; nothing in metadata format. */
  readonly ending: string;
}

/** Where a package directory has its classes already, else where sf would put them. */
export function scaffoldFolders(packageDirectory: string, project: TemplateProject): ScaffoldFolders {
  const rules = ruleFolders(packageDirectory, project);
  const byRules = rules.duplicateRules.slice(0, rules.duplicateRules.lastIndexOf('/'));
  const counts = new Map<string, number>();
  for (const uri of project.files) {
    if (kindOf(uri) !== 'apex' || !uri.startsWith(`${packageDirectory}/`)) continue;
    const folder = /^.*?\/classes(?=\/)/i.exec(uri.slice(packageDirectory.length))?.[0];
    if (folder !== undefined) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const classes = most === undefined ? `${byRules}/classes` : packageDirectory + most[0];
  return { classes, base: classes.slice(0, classes.lastIndexOf('/')), ending: rules.ending };
}
