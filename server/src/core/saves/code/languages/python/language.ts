import type { Language } from '../../language.ts';
import { pythonLibraries } from '../../libraries/python/index.ts';
import { commentsOfTypes } from '../shared/comments.ts';
import { isGenerated, isTest, markers } from './conventions.ts';
import { dialect } from './dialect.ts';
import { lower } from './lower.ts';
import { importCandidates } from './modules.ts';
import { traces } from './traces.ts';

export const python: Language = {
  id: 'python',
  grammarOf: (uri) => (/\.pyw?$/i.test(uri) ? 'python' : null),
  markers,
  evidence: null,
  traces,
  lower,
  comments: (root) => commentsOfTypes(root, ['comment']),
  isGenerated,
  isTest,
  importCandidates,
  classesAreGlobal: false,
  libraries: pythonLibraries,
  dialect,
};
