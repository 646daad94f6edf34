import type { FromPage } from '../../src/audit/messages.ts';

export type Send = (message: FromPage) => void;
