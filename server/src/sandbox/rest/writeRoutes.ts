import type { Route } from './route.ts';

/** Resources that change records: for test clients. */
export const writeRoutes: readonly Route[] = [];
