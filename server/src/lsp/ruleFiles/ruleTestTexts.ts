import type { Documents } from '../documents.ts';
import type { LoadedProject } from '../loadedProject.ts';
import type { ProjectSource } from '../projectSource.ts';

export interface RuleTestSource {
  readonly uri: string;
  readonly text: string;
}

/** How long a list of files is good for, in milliseconds: to find them, a project's folder is walked through. */
const listedFor = 5_000;

/** The files of rule tests of a project as they are now: in the editor, else on disk. */
export class RuleTestTexts {
  readonly #source: ProjectSource;
  readonly #documents: Documents;
  readonly #listed = new WeakMap<LoadedProject, { readonly at: number; readonly uris: readonly string[] }>();

  constructor(source: ProjectSource, documents: Documents) {
    this.#source = source;
    this.#documents = documents;
  }

  async of(project: LoadedProject): Promise<readonly RuleTestSource[]> {
    if (project.root === '') return [];
    const found: RuleTestSource[] = [];
    for (const uri of await this.#uris(project)) {
      const text = this.#documents.text(uri) ?? (await this.#source.readFile(uri));
      if (text !== null) found.push({ uri, text });
    }
    return found;
  }

  async #uris(project: LoadedProject): Promise<readonly string[]> {
    const known = this.#listed.get(project);
    if (known !== undefined && performance.now() - known.at < listedFor) return known.uris;
    const uris = await this.#source.findRuleTests(project.root);
    this.#listed.set(project, { at: performance.now(), uris });
    return uris;
  }
}
