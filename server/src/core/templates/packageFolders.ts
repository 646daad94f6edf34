import * as z from 'zod';
import { readJson } from '../config/json.ts';
import type { PackageFolder } from './model.ts';

const projectSchema = z.object({
  packageDirectories: z.array(z.object({ path: z.string(), default: z.boolean().optional() })),
});

/**
 * The package directories of a project, also those that do not exist yet; without a readable project file the whole
 * folder is one.
 *
 * @param root URI of its folder, without a slash at its end
 * @param projectFile text of its sfdx-project.json; null: there is none
 */
export function packageFolders(root: string, projectFile: string | null): readonly PackageFolder[] {
  const project = projectSchema.safeParse(projectFile === null ? null : readJson(projectFile).value);
  const folders = (project.data?.packageDirectories ?? []).flatMap(
    ({ path, default: isDefault = false }): PackageFolder[] => {
      const segments = path.split(/[\\/]/).filter((segment) => segment !== '' && segment !== '.');
      const isInside = !/^(?:[\\/]|[a-z]:)/i.test(path) && !segments.includes('..');
      if (!isInside) return [];
      return [{ uri: [root, ...segments.map(encodeURIComponent)].join('/'), path, isDefault }];
    },
  );
  return folders.length > 0 ? folders : [{ uri: root, path: '.', isDefault: true }];
}
