import type { Call, Reply } from '../http.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';

export interface RestCall {
  readonly org: Org;
  readonly session: Session;
  readonly call: Call;
  /** `/services/data/v66.0` */
  readonly basePath: string;
  /** 66 */
  readonly version: number;
  /** What the route's pattern captured, percent-decoded. */
  readonly parts: readonly string[];
}

export interface Route {
  readonly method: string;
  /** Of the path behind `/services/data/vNN.N`. */
  readonly path: RegExp;
  /** Whether it changes records: for the journal. */
  readonly writes?: boolean;
  answer(request: RestCall): Reply;
}
