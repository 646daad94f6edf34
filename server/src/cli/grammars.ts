import { fileURLToPath } from 'node:url';
import type { GrammarName, Project, SyntaxParser } from '../core/project.ts';
import { grammarFailureText, grammarsIn, type LoadGrammar } from '../grammars/load.ts';

/** Beside the command line, where the build puts them. */
const bundledGrammars: LoadGrammar = grammarsIn(fileURLToPath(new URL('./grammars', import.meta.url)));

/** Null for one that does not load, which is told. */
export async function loadParser(
  name: GrammarName,
  warn: (text: string) => void,
  load: LoadGrammar = bundledGrammars,
): Promise<SyntaxParser | null> {
  try {
    return await load(name);
  } catch (error) {
    warn(grammarFailureText(name, error));
    return null;
  }
}

/** Gives a project the grammars that its files need; tells of each that does not load. */
export async function provideGrammars(
  project: Pick<Project, 'neededGrammars' | 'setParser' | 'giveUp'>,
  warn: (text: string) => void,
  load: LoadGrammar = bundledGrammars,
): Promise<void> {
  const provide = async (name: GrammarName) => {
    const parser = await loadParser(name, warn, load);
    if (parser !== null) project.setParser(parser);
    else project.giveUp(name);
  };
  await Promise.all(project.neededGrammars.map(provide));
}
