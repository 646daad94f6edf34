import type { FromPage } from '../src/preview/messages.ts';

/** Tells the extension what the user did. */
export type Send = (message: FromPage) => void;
