import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { readJson } from '../core/config/json.ts';
import type { Schema } from '../core/metadata/objects.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';
import { ruleTestEnding } from '../core/ruleTests/words.ts';
import type { PackageFolder, TemplateProject } from '../core/templates/model.ts';
import { projectFileName } from './packageDirectories.ts';
import { readProject } from './readProject.ts';
import { readText } from './readText.ts';
import { isWithin } from './within.ts';

const projectSchema = z.object({
  packageDirectories: z.array(z.object({ path: z.string(), default: z.boolean().optional() })),
});

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
    packageDirectories: packageFolders(root, uriOf),
    catalog,
    schema,
    files: [...files.map(({ path }) => path), ...ruleTests(root)].map(uriOf),
    text,
  };
}

/** Also those that do not exist yet; without a readable project file the whole folder is one. */
function packageFolders(root: string, uriOf: TemplateSources['uriOf']): readonly PackageFolder[] {
  const { text } = readText(join(root, projectFileName));
  const project = projectSchema.safeParse(text === null ? null : readJson(text).value);
  const named = (project.data?.packageDirectories ?? [])
    .filter(({ path }) => isWithin(resolve(root, path), root))
    .map(({ path, default: isDefault = false }) => ({ uri: uriOf(resolve(root, path)), path, isDefault }));
  return named.length > 0 ? named : [{ uri: uriOf(root), path: '.', isDefault: true }];
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
