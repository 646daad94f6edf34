import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { addUser, createOrg, type OrgOptions } from './create.ts';
import { notFound, RestError } from './errors.ts';
import { BodyTooLarge, type Call, type Reply, readCall } from './http.ts';
import { Journal } from './aids/journal.ts';
import { notesOf } from './notes.ts';
import type { Org } from './org.ts';
import { pageOf } from './pages.ts';
import { answerRest, errorReply, isRestWrite } from './rest/answer.ts';
import { readProjectFiles } from './rules/project.ts';
import type { Permissions, Session } from './session.ts';
import { answerSoap, isSoapPath, isSoapWrite, operationOf } from './soap/answer.ts';
import { replyOf, sendWith, Troubles } from './aids/trouble.ts';

export interface SandboxOptions extends Omit<OrgOptions, 'files'> {
  /** A Salesforce project on disk whose rules and objects the org has. */
  readonly project?: string;
  /** The same as texts by path: `force-app/…/duplicateRules/Lead.X.duplicateRule-meta.xml`. */
  readonly files?: ReadonlyMap<string, string>;
  /** Any free one by default. */
  readonly port?: number;
}

/** A running loopback org. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** A new one at every start; may do everything. */
  readonly token: string;
  readonly username: string;
  /** 18 characters. */
  readonly orgId: string;
  readonly journal: Journal;
  /** What it is made of: tests look at and add records here, without rules and permissions. */
  readonly org: Org;
  /** Logs in another user, who may do less. */
  logIn(name: string, permissions?: Permissions): { readonly token: string; readonly username: string };
  /** A refresh token for the first user. */
  issueRefreshToken(): string;
  /** Ends a session; without a token all of them. */
  expireSession(token?: string): void;
  /** What the next requests meet. */
  readonly troubles: Troubles;
  /** Milliseconds before every answer; 0 at the start. */
  latency: number;
  /** What a reader of its answers must know: sentences. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/** Starts an org on 127.0.0.1 that lives until it is closed. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const files =
    options.files ?? (options.project === undefined ? new Map() : readProjectFiles(options.project));
  const { admin, ...parts } = createOrg({ ...options, files });
  const aids: Aids = { journal: new Journal(), troubles: new Troubles(), latency: 0 };
  let org: Org;
  const server = createServer((request, response) => {
    void answer(org, aids, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  org = { ...parts, url };
  const session: Session = org.sessions.open(admin);
  return {
    url,
    token: session.token,
    username: admin.username,
    orgId: org.id,
    org,
    journal: aids.journal,
    troubles: aids.troubles,
    get latency() {
      return aids.latency;
    },
    set latency(milliseconds) {
      aids.latency = milliseconds;
    },
    logIn: (name, permissions = {}) => {
      const username = `${name.toLowerCase().replace(/\W+/g, '.')}@loopback.example`;
      const user = addUser(org.store, org.schema, { name, username, permissions });
      return { token: org.sessions.open(user).token, username };
    },
    issueRefreshToken: () => org.sessions.refreshTokenFor(admin),
    expireSession: (token) => org.sessions.expire(token),
    notes: notesOf(org),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Aids {
  readonly journal: Journal;
  readonly troubles: Troubles;
  latency: number;
}

async function answer(
  org: Org,
  { journal, troubles, latency }: Aids,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const call = await readCall(request);
    const soapOperation = isSoapPath(call.path) ? operationOf(call) : null;
    const entry = journal.add({
      method: call.method,
      path: call.path,
      soapOperation,
      isWrite: soapOperation === null ? isRestWrite(call) : isSoapWrite(soapOperation),
      query: call.query.get('q'),
      status: null,
    });
    if (latency > 0) await setTimeout(latency);
    const trouble = troubles.take(entry);
    const right = (trouble && replyOf(trouble, call)) ?? replyTo(org, call);
    const reply = trouble?.kind === 'changed' ? trouble.change(right) : right;
    entry.status = reply.status;
    if (trouble) sendWith(trouble, reply, response);
    else send(response, reply);
  } catch (error) {
    if (response.headersSent || request.socket.destroyed) response.destroy();
    else send(response, failure(error));
  }
}

function replyTo(org: Org, call: Call): Reply {
  if (isSoapPath(call.path)) return answerSoap(org, call);
  if (/^\/(services|id)\//.test(call.path)) return answerRest(org, call);
  const page = pageOf(call.method, call.path);
  if (page) return page;
  throw notFound();
}

function failure(error: unknown): Reply {
  if (error instanceof RestError) return errorReply(error);
  if (error instanceof BodyTooLarge) {
    return errorReply(new RestError(413, 'REQUEST_TOO_LARGE', 'The request is too large.'));
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return errorReply(new RestError(500, 'UNKNOWN_EXCEPTION', `A defect of the loopback org: ${message}`));
}

function send(response: ServerResponse, { status, contentType, body, headers: more }: Reply): void {
  const headers: Record<string, string> = {
    ...more,
    'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private',
  };
  if (contentType !== '') headers['Content-Type'] = contentType;
  response.writeHead(status, headers).end(body);
}
