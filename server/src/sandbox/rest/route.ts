import type { Call, Reply } from '../http.ts';
import type { Org } from '../org.ts';
import type { RowDraft, RowOutcome, SaveChannel } from '../saves/model.ts';
import type { Session } from '../session.ts';

/** How a request comes, by the channel on which it saves a record: by itself, or as a part of another. */
export type RequestFrame = Extract<SaveChannel, 'rest-record' | 'rest-composite' | 'rest-batch'>;

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
  /** What such a request would save; null where it is no save of one record, or what it answers before it saves. */
  prepare(call: Call, frame: RequestFrame): RecordWrite | Reply | null;
}

/** A request that saves one record, before it is saved. */
export interface RecordWrite {
  readonly draft: RowDraft;
  /** 66 */
  readonly version: number;
  /** @throws RestError what refuses it */
  reply(outcome: RowOutcome): Reply;
}

export interface Route {
  readonly method: string;
  /** Of the path behind `/services/data/vNN.N`. */
  readonly path: RegExp;
  /** Whether it changes records: for the journal. */
  readonly writes?: boolean;
  /** Of a save of one record: what {@link answer} saves. @throws RestError what is wrong with the request */
  readonly write?: (request: RestCall) => RecordWrite;
  answer(request: RestCall): Reply;
}
