import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { GrammarName } from '../../server/src/core/saves/code/language.ts';
import type { SyntaxParser } from '../../server/src/core/saves/code/syntaxParser.ts';
import { loadGrammar } from '../../server/src/grammars/runtime.ts';

const require = createRequire(import.meta.url);
const packages: Readonly<Record<GrammarName, string>> = {
  javascript: 'tree-sitter-javascript',
  typescript: 'tree-sitter-typescript',
  tsx: 'tree-sitter-typescript',
  python: 'tree-sitter-python',
  java: 'tree-sitter-java',
  c_sharp: 'tree-sitter-c-sharp',
  bash: 'tree-sitter-bash',
  ruby: 'tree-sitter-ruby',
  php: 'tree-sitter-php',
};
const loaded = new Map<GrammarName, Promise<SyntaxParser>>();

/** The grammar as its package brings it, loaded once. */
export function grammar(name: GrammarName): Promise<SyntaxParser> {
  const known = loaded.get(name);
  if (known) return known;
  const folder = path.dirname(require.resolve(`${packages[name]}/package.json`));
  const loading = loadGrammar(name, {
    runtime: () => readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: () => readFileSync(path.join(folder, `tree-sitter-${name}.wasm`)),
  });
  loaded.set(name, loading);
  return loading;
}
