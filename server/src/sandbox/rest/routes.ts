import { ingestRoutes } from '../bulk/ingestRoutes.ts';
import { queryRoutes } from '../bulk/queryRoutes.ts';
import { batchRoutes } from './composite/batch.ts';
import { compositeRoutes } from './composite/composite.ts';
import { readRoutes } from './readRoutes.ts';
import type { Route } from './route.ts';
import { uiApiRoutes } from './uiApi.ts';
import { writeRoutes } from './writeRoutes.ts';

/** All resources below `/services/data/vNN.N`; the first that fits answers. */
export const routes: readonly Route[] = [
  ...readRoutes,
  ...uiApiRoutes,
  ...compositeRoutes,
  ...batchRoutes,
  ...ingestRoutes,
  ...queryRoutes,
  ...writeRoutes,
];
