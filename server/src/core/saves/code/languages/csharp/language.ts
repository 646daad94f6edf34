import type { Language } from '../../language.ts';
import { csharpLibraries } from '../../libraries/csharp/index.ts';
import { commentsOfTypes } from '../shared/comments.ts';
import { declaredTypes } from '../shared/declaredTypes.ts';
import { isGenerated, isTest, markers } from './conventions.ts';
import { dialect } from './dialect.ts';
import { lowerCSharp } from './lower.ts';
import { traces } from './traces.ts';

export const csharp: Language = {
  id: 'csharp',
  grammarOf: (uri) => (/\.csx?$/i.test(uri) ? 'c_sharp' : null),
  markers,
  evidence: null,
  traces,
  lower: lowerCSharp,
  comments: (root) => commentsOfTypes(root, ['comment']),
  isGenerated,
  isTest,
  importCandidates: () => [],
  classesAreGlobal: true,
  declaredTypes,
  libraries: csharpLibraries,
  dialect,
};
