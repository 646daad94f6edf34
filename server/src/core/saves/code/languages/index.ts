import type { Language } from '../language.ts';
import { csharp } from './csharp/language.ts';
import { java } from './java/language.ts';
import { javascript, typescript } from './javascript/language.ts';
import { php } from './php/language.ts';
import { python } from './python/language.ts';
import { ruby } from './ruby/language.ts';

/** All languages that are read with a grammar. */
export const languages: readonly Language[] = [javascript, typescript, python, java, csharp, ruby, php];
