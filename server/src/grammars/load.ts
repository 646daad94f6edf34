import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GrammarName, SyntaxParser } from '../core/project.ts';

/** Loads a grammar on the first call for it; rejects where that fails, each time. */
export type LoadGrammar = (name: GrammarName) => Promise<SyntaxParser>;

/** How long a grammar may take, in milliseconds: a hundred times of what the largest one does. */
const patience = 20_000;

/** Gives up on a grammar that is not there in time, so that nobody waits for it without end. */
export function inTime(load: LoadGrammar, milliseconds = patience): LoadGrammar {
  return (name) =>
    new Promise((resolve, reject) => {
      const late = () => reject(new Error(`it is not there after ${milliseconds / 1_000} s`));
      const timer = setTimeout(late, milliseconds);
      load(name)
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
}

/** Loads grammars from a folder that holds `tree-sitter-NAME.wasm` files and `web-tree-sitter.wasm`. */
export function grammarsIn(folder: string): LoadGrammar {
  const loading = new Map<GrammarName, Promise<SyntaxParser>>();
  const read = (name: string) => readFileSync(path.join(folder, `${name}.wasm`));
  const load = inTime(async (name) => {
    // The library that runs grammars is not even looked at before.
    const { loadGrammar } = await import('./runtime.ts');
    return loadGrammar(name, {
      runtime: () => read('web-tree-sitter'),
      grammar: () => read(`tree-sitter-${name}`),
    });
  });
  return (name) => {
    const known = loading.get(name) ?? load(name);
    loading.set(name, known);
    return known;
  };
}

/** What a user reads of a grammar that does not load. One line. */
export function grammarFailureText(name: GrammarName, error: unknown): string {
  const why = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
  return `The grammar for ${languageNames[name]} does not load: ${why}. Files in this language are not checked; all others are.`;
}

const languageNames: Readonly<Record<GrammarName, string>> = {
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  tsx: 'TypeScript with JSX',
  python: 'Python',
  java: 'Java',
  c_sharp: 'C#',
  bash: 'shell scripts',
  ruby: 'Ruby',
  php: 'PHP',
};
