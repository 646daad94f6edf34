import { fileNameOf } from '../../files.ts';
import type { GrammarName, Language } from '../../saves/code/language.ts';
import { languages } from '../../saves/code/languages/index.ts';
import { languageOf } from '../../saves/code/worthReading.ts';

/** By VS Code's names. */
const extensions: Readonly<Record<string, string>> = {
  javascript: 'js',
  javascriptreact: 'jsx',
  typescript: 'ts',
  typescriptreact: 'tsx',
  python: 'py',
  java: 'java',
  csharp: 'cs',
  ruby: 'rb',
};

export interface CodeName {
  /** The file's own, or one that says of what language it is: of a document that has no file. */
  readonly uri: string;
  readonly language: Language;
  readonly grammar: GrammarName;
}

/** The language of integration code that a document is read as; null for anything else. */
export function codeNameOf(languageId: string, uri: string): CodeName | null {
  const extension = extensions[languageId];
  return named(uri) ?? (extension === undefined ? null : named(`file:///${plainName(uri)}.${extension}`));
}

function named(uri: string): CodeName | null {
  const language = languageOf(uri, languages);
  const grammar = language?.grammarOf(uri) ?? null;
  return language === null || grammar === null ? null : { uri, language, grammar };
}

function plainName(uri: string): string {
  return fileNameOf(uri).replace(/\W+/g, '-') || 'input';
}
