import { fileURLToPath } from 'node:url';
import type { GrammarName, Project } from '../core/project.ts';
import { grammarFailureText, grammarsIn, type LoadGrammar } from '../grammars/load.ts';

/** Beside the command line, where the build puts them. */
const bundledGrammars: LoadGrammar = grammarsIn(fileURLToPath(new URL('./grammars', import.meta.url)));

/** Gives a project the grammars that its files need; tells of each that does not load. */
export async function provideGrammars(
  project: Project,
  warn: (text: string) => void,
  load: LoadGrammar = bundledGrammars,
): Promise<void> {
  const provide = async (name: GrammarName) => {
    try {
      project.setParser(await load(name));
    } catch (error) {
      project.giveUp(name);
      warn(grammarFailureText(name, error));
    }
  };
  await Promise.all(project.neededGrammars.map(provide));
}
