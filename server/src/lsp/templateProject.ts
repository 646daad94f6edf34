import { sourceApiVersion } from '../core/scaffold/apiVersion.ts';
import type { ScaffoldProject } from '../core/scaffold/model.ts';
import { packageFolders } from '../core/templates/packageFolders.ts';
import type { LoadedProject } from './loadedProject.ts';
import type { ProjectSource } from './projectSource.ts';

/** An open project as templates and scaffolds see it. */
export async function templateProjectOf(
  project: LoadedProject,
  source: ProjectSource,
): Promise<ScaffoldProject> {
  const { root, analysis } = project;
  const projectFile = await source.readFile(`${root}/sfdx-project.json`);
  const ruleTests = await source.findRuleTests(root);
  return {
    root,
    packageDirectories: packageFolders(root, projectFile),
    apiVersion: sourceApiVersion(projectFile),
    catalog: analysis.catalog,
    schema: analysis.schema,
    files: [...project.diskUris, ...ruleTests],
    text: (uri) => project.text(uri),
  };
}
