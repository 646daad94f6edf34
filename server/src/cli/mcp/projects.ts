import type { Folders } from '../../tools/folders.ts';
import { ToolProblem } from '../../tools/tool.ts';
import { findProjects, type ProjectFolder } from '../../workspace/findProjects.ts';
import { rememberingReadFolder } from '../../workspace/walk.ts';
import { isWithin } from '../../workspace/within.ts';
import { displayPath } from '../paths.ts';
import type { Target } from '../targets.ts';
import { KeptProject } from './keptProject.ts';

/** The projects in the folders that may be read. */
export class Projects {
  readonly #folders: Folders;
  readonly #warn: (text: string) => void;
  readonly #kept = new Map<string, KeptProject>();

  constructor(folders: Folders, warn: (text: string) => void) {
    this.#folders = folders;
    this.#warn = warn;
  }

  /**
   * The project of a path, as it is on disk now; null: the only one.
   * @throws ToolProblem where it is not clear which is meant
   */
  async at(path: string | null): Promise<KeptProject> {
    const targets = this.#targets();
    const { root } = path === null ? this.#only(targets) : this.#nearest(path, targets);
    const target = targets.find((one) => one.root === root)!;
    const project = this.#kept.get(root) ?? new KeptProject(root, this.#warn);
    this.#kept.set(root, project);
    await project.refresh(target);
    return project;
  }

  #targets(): readonly Target[] {
    const readFolder = rememberingReadFolder();
    const found = new Map<string, ProjectFolder>();
    for (const folder of this.#folders.roots) {
      for (const one of findProjects(folder, readFolder)) {
        // The project that a folder lies in is not read: it is more than what may be.
        const isOutside = !isWithin(one.root, folder);
        const project = isOutside ? { ...one, root: folder } : one;
        if (project.around !== null || !found.has(project.root)) found.set(project.root, project);
      }
    }
    return [...found.values()].map(({ root, around, isCodeOnly }) => ({
      root,
      scopes: [root],
      nested: [],
      around,
      isCodeOnly,
      readFolder,
    }));
  }

  #nearest(path: string, targets: readonly Target[]): Target {
    const holding = targets.filter(
      ({ root, around }) => isWithin(path, root) || (around !== null && isWithin(path, around)),
    );
    const [nearest] = holding.sort((a, b) => depthOf(b, path) - depthOf(a, path));
    return nearest ?? this.#only(targets);
  }

  #only(targets: readonly Target[]): Target {
    const projects = targets.filter(({ isCodeOnly }) => !isCodeOnly);
    const [only, another] = projects;
    if (only !== undefined && another === undefined) return only;
    const [folder] = this.#folders.roots;
    const names = projects.slice(0, 10).map(({ root }) => displayPath(root, folder!));
    const more = projects.length > names.length ? `, … (${projects.length} in all)` : '';
    throw new ToolProblem(
      `There are several Salesforce projects: ${names.join(', ')}${more}. Name one as project.`,
    );
  }
}

/** How much of a path is the project's folder. */
function depthOf({ root }: Target, path: string): number {
  return isWithin(path, root) ? root.length : 0;
}
