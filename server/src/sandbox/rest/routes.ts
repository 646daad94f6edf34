import { ingestRoutes } from '../bulk/ingestRoutes.ts';
import { queryRoutes } from '../bulk/queryRoutes.ts';
import { toolingRoutes } from '../tooling/routes.ts';
import { collectionRoutes } from './collections.ts';
import { batchRoutes } from './composite/batch.ts';
import { compositeRoutes } from './composite/composite.ts';
import { deployRoutes } from './deployRoutes.ts';
import { describeRoutes } from './describeRoutes.ts';
import { readRoutes } from './readRoutes.ts';
import { recordRoutes } from './recordRoutes.ts';
import type { Route } from './route.ts';
import { uiDuplicateRoutes } from './ui/duplicates.ts';
import { uiObjectInfoRoutes } from './ui/objectInfo.ts';
import { uiRecordRoutes } from './ui/records.ts';

/** All resources below `/services/data/vNN.N`; the first that fits answers. */
export const routes: readonly Route[] = [
  ...readRoutes,
  ...describeRoutes,
  ...uiDuplicateRoutes,
  ...uiObjectInfoRoutes,
  ...uiRecordRoutes,
  ...compositeRoutes,
  ...batchRoutes,
  ...ingestRoutes,
  ...queryRoutes,
  ...collectionRoutes,
  ...deployRoutes,
  ...recordRoutes,
  ...toolingRoutes,
];
