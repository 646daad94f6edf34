import type { BulkJobs } from './bulk/jobs.ts';
import type { RecordStore } from './data/store.ts';
import type { Deployments } from './deploy/jobs.ts';
import type { Timing } from './deploy/timing.ts';
import type { Detector } from './duplicates/detect.ts';
import type { OpenPoints } from './duplicates/openPoints.ts';
import type { QueryCursors } from './query/cursors.ts';
import type { OrgMetadata } from './rules/orgMetadata.ts';
import type { RuleRecords } from './rules/ruleRecords.ts';
import type { SandboxSchema } from './schema/model.ts';
import type { Sessions } from './session.ts';
import type { Retrievals } from './soap/retrievals.ts';

/** All that the handlers of requests work on. */
export interface Org {
  /** 18 characters. */
  readonly id: string;
  readonly name: string;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The newest version it answers: `67.0`. */
  readonly apiVersion: string;
  readonly schema: SandboxSchema;
  readonly store: RecordStore;
  readonly metadata: OrgMetadata;
  readonly ruleRecords: RuleRecords;
  readonly detector: Detector;
  readonly sessions: Sessions;
  readonly cursors: QueryCursors;
  readonly retrievals: Retrievals;
  readonly deployments: Deployments;
  readonly timing: Timing;
  readonly bulk: BulkJobs;
  readonly openPoints: OpenPoints;
  readonly now: () => Date;
}
