import type { Project } from '../core/project.ts';
import { guardProject } from './guardedProject.ts';
import { LoadedProject } from './loadedProject.ts';
import type { FoundProject } from './projectSource.ts';
import { isWithin } from './uris.ts';

/**
 * The projects that are open, by their folder. A file belongs to the nearest one above it; where there is none, to
 * the one that has the folder around it.
 */
export class Projects {
  readonly #create: (root: string) => Project;
  readonly #tell: (message: string) => void;
  readonly #byRoot = new Map<string, LoadedProject>();
  #loose: LoadedProject | null = null;

  constructor(create: (root: string) => Project, tell: (message: string) => void) {
    this.#create = create;
    this.#tell = tell;
  }

  get all(): readonly LoadedProject[] {
    return this.#loose === null ? [...this.#byRoot.values()] : [...this.#byRoot.values(), this.#loose];
  }

  get roots(): readonly string[] {
    return [...this.#byRoot.keys()];
  }

  at(root: string): LoadedProject | null {
    return this.#byRoot.get(root) ?? null;
  }

  add(found: FoundProject): LoadedProject {
    const project = new LoadedProject(found, guardProject(this.#create(found.root), this.#tell));
    this.#byRoot.set(found.root, project);
    return project;
  }

  drop(root: string): LoadedProject | null {
    const project = this.#byRoot.get(root) ?? null;
    this.#byRoot.delete(root);
    return project;
  }

  isOpen(project: LoadedProject): boolean {
    return project === this.#loose || this.#byRoot.get(project.root) === project;
  }

  nearest(uri: string): LoadedProject | null {
    return this.#nearestBy(uri, ({ root }) => root) ?? this.#nearestBy(uri, ({ around }) => around);
  }

  #nearestBy(uri: string, folderOf: (project: LoadedProject) => string | null): LoadedProject | null {
    let nearest: LoadedProject | null = null;
    let length = -1;
    for (const project of this.#byRoot.values()) {
      const folder = folderOf(project);
      if (folder === null || folder.length <= length || !isWithin(uri, folder)) continue;
      nearest = project;
      length = folder.length;
    }
    return nearest;
  }

  get looseIfAny(): LoadedProject | null {
    return this.#loose;
  }

  /** The project of open files that belong to none; `isNew` tells that it was made by this call. */
  loose(): { readonly project: LoadedProject; readonly isNew: boolean } {
    if (this.#loose !== null) return { project: this.#loose, isNew: false };
    this.#loose = new LoadedProject(
      { root: '', around: null, isCodeOnly: false },
      guardProject(this.#create(''), this.#tell),
    );
    this.#loose.state = 'ready';
    return { project: this.#loose, isNew: true };
  }
}
