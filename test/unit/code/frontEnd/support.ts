import type { Tree } from 'web-tree-sitter';
import type { CodeFacts, FactsOf } from '../../../../server/src/core/saves/code/codeFile.ts';
import { CodeFrontEnd } from '../../../../server/src/core/saves/code/frontEnd.ts';
import type { GrammarName } from '../../../../server/src/core/saves/code/language.ts';
import { java } from '../../../../server/src/core/saves/code/languages/java/language.ts';
import {
  javascript,
  typescript,
} from '../../../../server/src/core/saves/code/languages/javascript/language.ts';
import type { SyntaxParser } from '../../../../server/src/core/saves/code/syntaxParser.ts';
import { grammar } from '../../../support/grammars.ts';

/** What was parsed and given back. */
export class ParserLog {
  readonly parsed: string[] = [];
  /** Trees that were made and not given back. */
  held = 0;

  async parser(name: GrammarName): Promise<SyntaxParser> {
    const real = await grammar(name);
    return {
      grammar: name,
      parse: (text, before, part) => {
        this.parsed.push(text);
        this.held++;
        const tree: Tree = real.parse(text, before, part);
        const release = tree.delete.bind(tree);
        tree.delete = () => {
          this.held--;
          release();
        };
        return tree;
      },
    };
  }
}

export interface Setup {
  readonly once?: boolean;
  readonly factsOf?: FactsOf;
  readonly grammars?: readonly GrammarName[];
}

export const noFacts: CodeFacts = { sites: [], observations: [] };

/** A front-end with grammars, and what its parsers did. */
export async function frontEnd({ once = false, factsOf = () => noFacts, grammars }: Setup = {}) {
  const log = new ParserLog();
  const made = new CodeFrontEnd({ languages: [javascript, typescript, java], factsOf, once });
  for (const name of grammars ?? (['javascript', 'typescript', 'java'] as const))
    made.setParser(await log.parser(name));
  return { frontEnd: made, log };
}
