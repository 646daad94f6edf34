import type { Language } from '../language.ts';
import { java } from './java/language.ts';

/** All languages that are read with a grammar. */
export const languages: readonly Language[] = [java];
