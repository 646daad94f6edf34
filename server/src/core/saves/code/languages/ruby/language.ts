import type { Language } from '../../language.ts';
import { rubyLibraries } from '../../libraries/ruby/index.ts';
import { commentsOfTypes } from '../shared/comments.ts';
import { isGenerated, isTest, markers } from './conventions.ts';
import { dialect } from './dialect.ts';
import { lowerRuby } from './lower.ts';
import { traces } from './traces.ts';

export const ruby: Language = {
  id: 'ruby',
  grammarOf: (uri) => (/\.(?:rb|rake)$/.test(uri) ? 'ruby' : null),
  markers,
  evidence: null,
  traces,
  lower: lowerRuby,
  comments: (root) => commentsOfTypes(root, ['comment']),
  isGenerated,
  isTest,
  importCandidates: () => [],
  // Rails loads classes by their names, and names are unique in other programs too.
  classesAreGlobal: true,
  libraries: rubyLibraries,
  dialect,
};
