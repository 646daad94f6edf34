import type { Language } from '../../language.ts';
import { phpLibraries } from '../../libraries/php/index.ts';
import { commentsOfTypes } from '../shared/comments.ts';
import { isGenerated, isTest, markers } from './conventions.ts';
import { dialect } from './dialect.ts';
import { lowerPhp } from './lower.ts';
import { traces } from './traces.ts';

export const php: Language = {
  id: 'php',
  grammarOf: (uri) => (/\.php$/i.test(uri) ? 'php' : null),
  markers,
  evidence: null,
  traces,
  lower: lowerPhp,
  comments: (root) => commentsOfTypes(root, ['comment']),
  isGenerated,
  isTest,
  importCandidates: () => [],
  // Autoloaders find classes by their names.
  classesAreGlobal: true,
  libraries: phpLibraries,
  dialect,
};
