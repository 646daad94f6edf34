import type { FromPage } from '../../src/onSave/messages.ts';

export type Send = (message: FromPage) => void;
