import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type IOnigLib } from 'vscode-textmate';

interface GrammarContribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo: readonly string[];
}

/** A piece of text and its scopes, without the scope of the whole file. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
export const contributions: readonly GrammarContribution[] = manifest.contributes.grammars;

/** Host grammars by scope: the files in which tm-grammars keeps them. */
const hosts: Readonly<Record<string, string>> = {
  'source.apex': 'apex',
  'source.cs': 'csharp',
  'source.java': 'java',
  'source.js': 'javascript',
  'source.json': 'json',
  'source.python': 'python',
  'source.shell': 'shellscript',
  'source.ts': 'typescript',
  'source.yaml': 'yaml',
};

/** Tokenises as VS Code does, with the injections that the manifest contributes or without them. */
export function createTokenizer(options: { readonly injected: boolean }) {
  const registry = new textmate.Registry({
    onigLib: loadOniguruma(),
    getInjections: (scope) =>
      options.injected
        ? contributions.filter(({ injectTo }) => injectTo.includes(scope)).map(({ scopeName }) => scopeName)
        : [],
    loadGrammar: async (scope) => {
      const own = contributions.find(({ scopeName }) => scopeName === scope);
      if (own) return textmate.parseRawGrammar(readFileSync(own.path, 'utf8'), own.path);
      const file = hosts[scope];
      if (!file) return null;
      const path = require.resolve(`tm-grammars/grammars/${file}.json`);
      return textmate.parseRawGrammar(readFileSync(path, 'utf8'), path);
    },
  });
  return async (scope: string, text: string): Promise<Token[]> => {
    const grammar = await registry.loadGrammar(scope);
    if (!grammar) throw new Error(`no grammar for ${scope}`);
    return tokens(grammar, text);
  };
}

function tokens(grammar: IGrammar, text: string): Token[] {
  let stack = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes: scopes.slice(1),
    }));
  });
}

let loading: Promise<IOnigLib> | undefined;

function loadOniguruma(): Promise<IOnigLib> {
  loading ??= (async () => {
    await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
    return {
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    };
  })();
  return loading;
}
