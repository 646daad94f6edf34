import path from 'node:path';
import type { GrammarName, Project } from '../../core/project.ts';
import { ToolProblem, type ToolProject } from '../../tools/tool.ts';
import { readIntegrationText } from '../../workspace/integrationFiles.ts';
import type { Grammars } from '../grammars.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { canonicalUri, pathOfUri, uriOfPath } from '../uris.ts';

/** A project of the editor, with what is typed into its open files. */
export class EditorProject implements ToolProject {
  readonly root: string;
  /** URI of its folder, with a slash at its end; null for files that belong to none. */
  readonly folder: string | null;
  readonly analysis: Project;
  readonly #project: LoadedProject;
  readonly #grammars: Grammars;

  constructor(project: LoadedProject, grammars: Grammars) {
    this.root = pathOfUri(project.root) ?? '';
    this.folder = project.root === '' ? null : `${project.root.replace(/\/$/, '')}/`;
    this.analysis = project.analysis;
    this.#project = project;
    this.#grammars = grammars;
  }

  uriOf(file: string): string {
    return canonicalUri(uriOfPath(file));
  }

  display(uri: string): string {
    const file = pathOfUri(uri);
    if (file === null) return uri;
    const relative = this.root === '' ? file : path.relative(this.root, file);
    return (relative.startsWith('..') ? file : relative).replaceAll('\\', '/');
  }

  text(uri: string): string | null {
    return this.#project.text(uri);
  }

  async readText(file: string): Promise<string | null> {
    const { text, problem } = readIntegrationText(file);
    if (text === null && problem !== null)
      throw new ToolProblem(`${path.basename(file)}: ${problem.message}`);
    return text;
  }

  async provideGrammars(names: readonly GrammarName[]): Promise<void> {
    for (const name of names) {
      const parser = await this.#grammars.load(name);
      if (parser !== null) this.analysis.setParser(parser);
      else this.analysis.giveUp(name);
    }
  }
}
