import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from '../core/metadata/objects.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';
import { ruleTestEnding } from '../core/ruleTests/words.ts';
import type { TemplateProject } from '../core/templates/model.ts';
import { packageFolders } from '../core/templates/packageFolders.ts';
import { projectFileName } from './packageDirectories.ts';
import { readProject } from './readProject.ts';
import { readText } from './readText.ts';

export interface TemplateSources {
  readonly catalog: RuleCatalog;
  readonly schema: Schema;
  /** The text of a file of rules as it is now; null where it cannot be read. */
  text(uri: string): string | null;
  /** As the caller spells URIs. */
  uriOf(path: string): string;
}

/** A project on disk as templates see it. @param root absolute path of its folder */
export function templateProject(
  root: string,
  { catalog, schema, text, uriOf }: TemplateSources,
): TemplateProject {
  const { files } = readProject(root);
  return {
    root: uriOf(root),
    packageDirectories: packageFolders(uriOf(root), readText(join(root, projectFileName)).text),
    catalog,
    schema,
    files: [...files.map(({ path }) => path), ...ruleTests(root)].map(uriOf),
    text,
  };
}

function ruleTests(root: string): readonly string[] {
  const folder = join(root, 'tests');
  try {
    return readdirSync(folder)
      .filter((name) => ruleTestEnding.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
