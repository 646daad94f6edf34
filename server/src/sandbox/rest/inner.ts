import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { answerData } from './dispatch.ts';

/** A question of another protocol: what REST answers is put into its words. */
export interface InnerQuestion {
  /** 66 */
  readonly version: number;
  /** Behind `/services/data/vNN.N`. */
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a GET request would answer. @throws RestError what it would refuse */
export function askData(org: Org, session: Session, question: InnerQuestion): unknown {
  const { version, path, parameters = {}, headers = {} } = question;
  const call = {
    method: 'GET',
    path: `/services/data/v${version}.0${path}`,
    query: new URLSearchParams(parameters),
    headers,
    body: '',
  };
  const reply = answerData(org, session, call, 'rest-record');
  const body: unknown = JSON.parse(reply.body);
  if (reply.status < 400) return body;
  const { errorCode, message } = (body as { errorCode: string; message: string }[])[0]!;
  throw new RestError(reply.status, errorCode, message);
}
