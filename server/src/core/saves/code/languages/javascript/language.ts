import type { CodeLanguage, GrammarName, Language } from '../../language.ts';
import { javascriptLibraries } from '../../libraries/javascript/index.ts';
import { comments } from './comments.ts';
import { importCandidates, isGenerated, isTest, markers } from './conventions.ts';
import { dialect } from './dialect.ts';
import { evidence } from './evidence.ts';
import { lower } from './lower.ts';
import { sections } from './sections.ts';
import { traces } from './traces.ts';
import { holdsTypesAlone } from './typesAlone.ts';

function language(id: CodeLanguage, grammarOf: (uri: string) => GrammarName | null): Language {
  return {
    id,
    grammarOf,
    markers,
    evidence,
    traces,
    lower,
    sections,
    comments,
    isGenerated: (uri, text) => isGenerated(uri, text) || (id === 'typescript' && holdsTypesAlone(text)),
    isTest,
    importCandidates,
    classesAreGlobal: false,
    libraries: javascriptLibraries,
    dialect,
  };
}

/** The grammar of JavaScript reads JSX, too. */
export const javascript: Language = language('javascript', (uri) =>
  /\.(?:js|jsx|mjs|cjs)$/i.test(uri) ? 'javascript' : null,
);

/** `<T>value` and JSX exclude each other: there are two grammars. */
export const typescript: Language = language('typescript', (uri) => {
  if (/\.tsx$/i.test(uri)) return 'tsx';
  return /\.(?:ts|mts|cts)$/i.test(uri) ? 'typescript' : null;
});
