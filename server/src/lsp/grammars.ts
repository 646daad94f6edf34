import type { GrammarName, SyntaxParser } from '../core/project.ts';
import { grammarFailureText, type LoadGrammar } from '../grammars/load.ts';
import type { LoadedProject } from './loadedProject.ts';

/** Gives projects the grammars that their files need, each loaded when the first file needs it. */
export class Grammars {
  readonly #load: LoadGrammar;
  readonly #tell: (message: string) => void;
  readonly #told = new Set<GrammarName>();

  /** @param tell gets one line for each grammar that does not load */
  constructor(load: LoadGrammar, tell: (message: string) => void) {
    this.#load = load;
    this.#tell = tell;
  }

  /** Settles when the project has what it needs now. Never rejects: a language may be missing, the others go on. */
  async provide({ analysis }: LoadedProject): Promise<void> {
    await Promise.all(
      analysis.neededGrammars.map(async (name) => {
        const parser = await this.load(name);
        if (parser !== null) analysis.setParser(parser);
        else analysis.giveUp(name);
      }),
    );
  }

  /** Null for one that does not load. */
  async load(name: GrammarName): Promise<SyntaxParser | null> {
    try {
      return await this.#load(name);
    } catch (error) {
      if (!this.#told.has(name)) this.#tell(grammarFailureText(name, error));
      this.#told.add(name);
      return null;
    }
  }
}
