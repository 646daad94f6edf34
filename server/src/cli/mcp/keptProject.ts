import { statSync } from 'node:fs';
import path from 'node:path';
import type { LazyText } from '../../core/metadata/objects.ts';
import { createProject, type GrammarName, type Project } from '../../core/project.ts';
import { ToolProblem, type ToolProject } from '../../tools/tool.ts';
import { readIntegrationText } from '../../workspace/integrationFiles.ts';
import { loadParser } from '../grammars.ts';
import { displayPath, pathOfUri, uriOfPath } from '../paths.ts';
import { readSnapshot } from '../snapshot.ts';
import type { Target } from '../targets.ts';

/** A project that stays in memory, and is brought up to date with the disk before it is asked. */
export class KeptProject implements ToolProject {
  readonly root: string;
  readonly analysis: Project;
  readonly #warn: (text: string) => void;
  /** What the analysis holds, by path: the text, or what tells whether a text that is read later has changed. */
  readonly #known = new Map<string, string>();
  readonly #texts = new Map<string, LazyText>();
  #settings = '';

  constructor(root: string, warn: (text: string) => void) {
    this.root = root;
    this.#warn = warn;
    this.analysis = createProject({ root: uriOfPath(root) });
  }

  /** Reads the files again, and hands over those that have changed. */
  async refresh(target: Target): Promise<void> {
    const { settings, files } = readSnapshot(target, {}, { cwd: this.root, warn: this.#warn });
    const written = JSON.stringify(settings);
    if (written !== this.#settings) this.analysis.setSettings(settings);
    this.#settings = written;
    for (const [file, text] of files) {
      const state = typeof text === 'function' ? stateOf(file) : text;
      if (this.#known.get(file) === state) continue;
      this.#known.set(file, state);
      const uri = uriOfPath(file);
      this.#texts.set(uri, text);
      this.analysis.setFile(uri, text);
      this.analysis.closeFile(uri);
    }
    for (const file of this.#known.keys()) {
      if (files.has(file)) continue;
      this.#known.delete(file);
      const uri = uriOfPath(file);
      this.#texts.delete(uri);
      this.analysis.removeFile(uri);
    }
    await this.provideGrammars(this.analysis.neededGrammars);
  }

  uriOf(file: string): string {
    return uriOfPath(file);
  }

  display(uri: string): string {
    return displayPath(pathOfUri(uri), this.root);
  }

  text(uri: string): string | null {
    const text = this.#texts.get(uri);
    return (typeof text === 'function' ? text() : text) ?? null;
  }

  async readText(file: string): Promise<string | null> {
    const { text, problem } = readIntegrationText(file);
    if (text === null && problem !== null)
      throw new ToolProblem(`${path.basename(file)}: ${problem.message}`);
    return text;
  }

  async provideGrammars(names: readonly GrammarName[]): Promise<void> {
    for (const name of names) {
      const parser = await loadParser(name, this.#warn);
      if (parser !== null) this.analysis.setParser(parser);
      else this.analysis.giveUp(name);
    }
  }
}

function stateOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.size} ${stat.mtimeMs} ${stat.ino}`;
}
