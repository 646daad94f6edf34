import type { Call, Reply } from '../http.ts';
import type { Org } from '../org.ts';
import type { SaveChannel } from '../saves/model.ts';
import type { Session } from '../session.ts';

/** How a request comes: by itself, or as a part of another. */
export interface RequestFrame {
  /** On which channel it saves a record. */
  readonly channel: Extract<SaveChannel, 'rest-record' | 'rest-composite' | 'rest-batch'>;
  /** Whether a part of it that fails undoes all of it, whatever it says itself: it is part of such a request. */
  readonly allOrNone: boolean;
}

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
  readonly frame: RequestFrame;
  /** Answers a request that is part of this one, by the same routes and for the same user. */
  send(call: Call, frame: RequestFrame): Reply;
}

export interface Route {
  readonly method: string;
  /** Of the path behind `/services/data/vNN.N`. */
  readonly path: RegExp;
  /** Whether it changes records: for the journal. */
  readonly writes?: boolean;
  answer(request: RestCall): Reply;
}
