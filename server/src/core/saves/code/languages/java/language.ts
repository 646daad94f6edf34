import type { Language } from '../../language.ts';
import { javaLibraries } from '../../libraries/java/index.ts';
import { commentsOfTypes } from '../shared/comments.ts';
import { declaredTypes } from '../shared/declaredTypes.ts';
import { isGenerated, isTest, markers } from './conventions.ts';
import { dialect } from './dialect.ts';
import { lowerJava } from './lower.ts';
import { traces } from './traces.ts';

export const java: Language = {
  id: 'java',
  grammarOf: (uri) => (uri.endsWith('.java') ? 'java' : null),
  markers,
  evidence: null,
  traces,
  lower: lowerJava,
  comments: (root) => commentsOfTypes(root, ['line_comment', 'block_comment']),
  isGenerated,
  isTest,
  importCandidates: () => [],
  classesAreGlobal: true,
  declaredTypes,
  libraries: javaLibraries,
  dialect,
};
