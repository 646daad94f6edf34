import type { GrammarName } from '../core/project.ts';
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
        try {
          analysis.setParser(await this.#load(name));
        } catch (error) {
          analysis.giveUp(name);
          if (this.#told.has(name)) return;
          this.#told.add(name);
          this.#tell(grammarFailureText(name, error));
        }
      }),
    );
  }
}
