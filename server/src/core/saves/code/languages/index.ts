import type { Language } from '../language.ts';

/** All languages that are read with a grammar. */
export const languages: readonly Language[] = [];
