import type { GrammarName, SyntaxParser } from '../core/project.ts';
import { grammarFailureText, type LoadGrammar } from '../grammars/load.ts';
import type { LoadedProject } from './loadedProject.ts';

/** Gives projects the grammars that their files need, each loaded when the first file needs it. */
export class Grammars {
  readonly #load: LoadGrammar;
  readonly #tell: (message: string) => void;
  /** What was told of those that do not load. */
  readonly #failures = new Map<GrammarName, string>();

  /** @param tell gets one line for each grammar that does not load */
  constructor(load: LoadGrammar, tell: (message: string) => void) {
    this.#load = load;
    this.#tell = tell;
  }

  /** Settles when the project has what it needs now. Never rejects: a language may be missing, the others go on. */
  async provide({ analysis, unreadLanguages }: LoadedProject): Promise<void> {
    await Promise.all(
      analysis.neededGrammars.map(async (name) => {
        const parser = await this.load(name);
        if (parser !== null) analysis.setParser(parser);
        else {
          analysis.giveUp(name);
          unreadLanguages.add(this.#failures.get(name)!);
        }
      }),
    );
  }

  /** Null for one that does not load. */
  async load(name: GrammarName): Promise<SyntaxParser | null> {
    try {
      return await this.#load(name);
    } catch (error) {
      const text = grammarFailureText(name, error);
      if (!this.#failures.has(name)) this.#tell(text);
      this.#failures.set(name, text);
      return null;
    }
  }
}
