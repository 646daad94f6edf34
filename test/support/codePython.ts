import type { Units } from '../../server/src/core/saves/code/language.ts';
import { python } from '../../server/src/core/saves/code/languages/python/language.ts';
import type { CodeTree } from '../../server/src/core/saves/code/tree.ts';
import { lowered } from './code.ts';

/** Lowers Python; bodies of functions are read whatever their words, if no units are given. */
export function loweredPython(text: string, units?: Units): Promise<CodeTree> {
  return lowered(python, 'python', text, units);
}
