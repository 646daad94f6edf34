import type { FoundProject, ProjectSource, SourceFile } from '../../../server/src/lsp/projectSource.ts';
import { isWithin } from '../../../server/src/lsp/uris.ts';

/** Files in memory, by URI. A folder with an sfdx-project.json is a project. */
export class MemorySource implements ProjectSource {
  readonly files = new Map<string, string>();
  /** Awaited before each batch, to hold reading up. */
  gate: Promise<void> = Promise.resolve();
  batchSize = 10;

  constructor(files: Record<string, string> = {}) {
    for (const [uri, text] of Object.entries(files)) this.files.set(uri, text);
  }

  get #roots(): string[] {
    const name = '/sfdx-project.json';
    return [...this.files.keys()]
      .filter((uri) => uri.endsWith(name))
      .map((uri) => uri.slice(0, -name.length));
  }

  async findProjects(folder: string): Promise<readonly FoundProject[]> {
    return this.#roots
      .filter((root) => isWithin(root, folder) || isWithin(folder, root))
      .map((root) => ({ root, around: null, isCodeOnly: false }));
  }

  async projectAbove(uri: string): Promise<string | null> {
    const above = this.#roots.filter((root) => isWithin(uri, root));
    return above.sort((a, b) => b.length - a.length)[0] ?? null;
  }

  async *readProject({ root }: FoundProject): AsyncIterable<readonly SourceFile[]> {
    const files = [...this.files]
      .filter(([uri]) => isWithin(uri, root))
      .map(([uri, text]) => ({ uri, text }));
    for (let at = 0; at < files.length; at += this.batchSize) {
      await this.gate;
      yield files.slice(at, at + this.batchSize);
    }
  }

  includes(root: string, uri: string): boolean {
    return isWithin(uri, root) && !uri.includes('/ignored/');
  }

  async findRuleTests(root: string): Promise<readonly string[]> {
    return [...this.files.keys()].filter((uri) => isWithin(uri, root) && /\.duptest\.ya?ml$/.test(uri));
  }

  async readFile(uri: string): Promise<string | null> {
    return this.files.get(uri) ?? null;
  }
}
