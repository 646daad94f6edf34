import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Clock } from './aids/clock.ts';
import { type Aids, answerControl, isControlPath } from './aids/control.ts';
import { Journal } from './aids/journal.ts';
import { keptObjects, Snapshots } from './aids/snapshots.ts';
import { replyOf, sendWith, Troubles } from './aids/trouble.ts';
import { answerBulk1, isBulk1Path, isBulk1Write } from './bulk/v1/answer.ts';
import { addUser, createOrg, type OrgOptions } from './create.ts';
import { noTime } from './deploy/timing.ts';
import { notFound, RestError } from './errors.ts';
import { BodyTooLarge, Busy, type Call, type Reply, readCall } from './http.ts';
import { notesOf } from './notes.ts';
import type { Org } from './org.ts';
import { pageOf } from './pages.ts';
import { answerRest, errorReply, isRestWrite } from './rest/answer.ts';
import { readProjectFiles } from './rules/project.ts';
import type { Permissions, Session } from './session.ts';
import { answerSoap, isSoapPath, isSoapWrite, operationOf } from './soap/answer.ts';

export interface SandboxOptions extends Omit<OrgOptions, 'files'> {
  /** A Salesforce project on disk whose rules and objects the org has. */
  readonly project?: string;
  /** The same as texts by path: `force-app/…/duplicateRules/Lead.X.duplicateRule-meta.xml`. */
  readonly files?: ReadonlyMap<string, string>;
  /** Any free one by default. */
  readonly port?: number;
  /** Where the org's clock stands still from the start; it goes with `now` by default. */
  readonly clock?: Date;
  /** A folder that keeps the records between starts; nothing is kept by default. */
  readonly dataFolder?: string;
  /** Told what goes wrong later: that a snapshot cannot be written. */
  readonly warn?: (text: string) => void;
}

/** A running embedded org. */
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
  logIn(
    name: string,
    permissions?: Permissions,
    profile?: string,
  ): { readonly token: string; readonly username: string };
  /** A refresh token for the first user. */
  issueRefreshToken(): string;
  /** Ends a session; without a token all of them. */
  expireSession(token?: string): void;
  /** Records, rules, clock and faults as at the start; the first token is valid again. */
  reset(): void;
  /** What the next requests meet. */
  readonly troubles: Troubles;
  /** Milliseconds before every answer; 0 at the start. */
  latency: number;
  /** Of the initial records: how many, by object. */
  readonly loaded: ReadonlyMap<string, number>;
  /** Records that a snapshot brought back; null: there was none. */
  readonly restored: number | null;
  /** What was left out of initial records and snapshot: sentences. */
  readonly problems: readonly string[];
  /** What a reader of its answers must know: sentences. */
  readonly notes: readonly string[];
  /** Writes the last snapshot and ends all connections. */
  close(): Promise<void>;
}

/**
 * Starts an org on 127.0.0.1 that lives until it is closed.
 * @throws SnapshotProblem, or Node's error where the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const files =
    options.files ?? (options.project === undefined ? new Map() : readProjectFiles(options.project));
  const clock = new Clock(options.now ?? (() => new Date()), options.clock ?? null);
  const make = (now: () => Date) => createOrg({ ...options, files, now });
  const { admin, loaded, problems, ...parts } = make(clock.now);
  const journal = new Journal();
  const troubles = new Troubles();
  let org: Org;
  let aids: Aids;
  let token = '';
  const server = createServer((request, response) => {
    void answer({ org, aids, token }, request, response);
  });
  // Whoever sends a request slower than this is cut off; the default of headers is a minute.
  server.requestTimeout = 120_000;
  // With the default of 5 seconds, a request that comes right behind a long one finds its connection closed.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  org = { ...parts, url };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const session: Session = org.sessions.open(admin);
  token = session.token;
  const kept = await keep(org, options).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const profiles = new Map<string, string>();
  const logIn: Sandbox['logIn'] = (name, permissions = {}, profile) => {
    const username = `${name.toLowerCase().replace(/\W+/g, '.')}@loopback.example`;
    const profileId = profile === undefined ? undefined : profileOf(org, profiles, profile);
    const draft = { name, username, permissions, ...(profileId !== undefined && { profileId }) };
    return { token: org.sessions.open(addUser(org.store, org.schema, draft)).token, username };
  };
  const reset = () => {
    clock.freeze(options.clock ?? null);
    aids.latency = 0;
    Object.assign(org.timing, noTime, options.timing);
    troubles.clear();
    journal.clear();
    org.bulk.clear();
    org.deployments.clear();
    org.metadata.reset();
    const fresh = make(clock.now);
    org.store.replace(keptObjects(org), fresh.store.content(keptObjects(org)));
    org.sessions.reopen(session);
  };
  aids = {
    clock,
    journal,
    troubles,
    latency: 0,
    timing: org.timing,
    reset,
    logIn: (name, permissions, profile) => {
      refuseUnknownNames(org, permissions);
      return logIn(name, permissions, profile);
    },
    expireSessions: (one) => org.sessions.expire(one),
    save: kept && (() => kept.snapshots.save()),
    describe: () => ({
      url,
      username: admin.username,
      orgId: org.id,
      apiVersion: org.apiVersion,
      now: clock.now().toISOString(),
      latency: aids.latency,
      requests: journal.last,
      records: Object.fromEntries(
        keptObjects(org)
          .map(({ name }) => [name, org.store.count(name)] as const)
          .filter(([, count]) => count > 0),
      ),
      notes: notesOf(org),
    }),
  };
  return {
    url,
    token,
    username: admin.username,
    orgId: org.id,
    org,
    journal,
    troubles,
    get latency() {
      return aids.latency;
    },
    set latency(milliseconds) {
      aids.latency = milliseconds;
    },
    logIn,
    issueRefreshToken: () => org.sessions.refreshTokenFor(admin),
    expireSession: (one) => org.sessions.expire(one),
    reset,
    loaded,
    restored: kept?.restored ?? null,
    problems: [...problems, ...leftOutOf(kept?.leftOut ?? 0)],
    notes: notesOf(org),
    close: async () => {
      org.bulk.clear();
      await stop();
      await kept?.snapshots.close();
    },
  };
}

async function keep(org: Org, { dataFolder, warn = () => {} }: SandboxOptions) {
  return dataFolder === undefined ? null : Snapshots.open(path.resolve(dataFolder), org, warn);
}

function leftOutOf(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    `${count} records of the snapshot are of objects that the project does not have: they are left out.`,
  ];
}

/** A user from whom nothing is hidden, for a slip of the finger, would make a test pass that tests nothing. */
function refuseUnknownNames({ schema }: Org, { hiddenObjects = [], hiddenFields = {} }: Permissions): void {
  for (const object of [...hiddenObjects, ...Object.keys(hiddenFields)]) {
    if (schema.object(object) === null) {
      throw new RestError(400, 'BAD_REQUEST', `There is no object ${object} to hide.`);
    }
    for (const field of hiddenFields[object] ?? []) {
      if (schema.field(object, field) === null) {
        throw new RestError(400, 'BAD_REQUEST', `${object} has no field ${field} to hide.`);
      }
    }
  }
}

function profileOf(org: Org, known: Map<string, string>, name: string): string {
  const id = known.get(name) ?? org.store.insert(org.schema.object('Profile')!, [['Name', name]], '').id;
  known.set(name, id);
  return id;
}

interface Door {
  readonly org: Org;
  readonly aids: Aids;
  /** That opens the control calls, whatever becomes of the sessions. */
  readonly token: string;
}

async function answer(
  { org, aids, token }: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    refuseStrangers(request);
    const call = await readCall(request, response);
    if (isControlPath(call.path)) {
      if (call.headers.authorization !== `Bearer ${token}`) {
        throw new RestError(401, 'INVALID_SESSION_ID', 'Control calls need the token of the start.');
      }
      send(response, await answerControl(aids, call));
      return;
    }
    const soapOperation = isSoapPath(call.path) ? operationOf(call) : null;
    const entry = aids.journal.add({
      method: call.method,
      path: call.path,
      soapOperation,
      isWrite: soapOperation === null ? isWrite(org, call) : isSoapWrite(soapOperation),
      query: call.query.get('q'),
      status: null,
    });
    if (aids.latency > 0) await setTimeout(aids.latency);
    const trouble = aids.troubles.take(entry);
    const right = (trouble && replyOf(trouble, call)) ?? replyTo(org, call);
    const reply = trouble?.kind === 'changed' ? trouble.change(right) : right;
    entry.status = reply.status;
    if (trouble) sendWith(trouble, reply, response);
    else send(response, reply);
  } catch (error) {
    if (response.headersSent || response.destroyed) response.destroy();
    else send(response, failure(error));
  }
}

/**
 * A page in a browser may send requests to this machine under a name of its own; nobody else calls 127.0.0.1 anything
 * but that.
 */
function refuseStrangers({ headers }: IncomingMessage): void {
  if (/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(headers.host ?? '')) return;
  throw new RestError(
    421,
    'MISDIRECTED_REQUEST',
    'The embedded org answers to 127.0.0.1 and localhost only.',
  );
}

function isWrite(org: Org, call: Call): boolean {
  return isBulk1Path(call.path) ? isBulk1Write(org, call) : isRestWrite(call);
}

function replyTo(org: Org, call: Call): Reply {
  org.metadata.settle();
  if (isSoapPath(call.path)) return answerSoap(org, call);
  if (isBulk1Path(call.path)) return answerBulk1(org, call);
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
  if (error instanceof Busy) {
    return errorReply(new RestError(503, 'SERVER_UNAVAILABLE', 'Too many large requests at once.'));
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return errorReply(new RestError(500, 'UNKNOWN_EXCEPTION', `A defect of the embedded org: ${message}`));
}

function send(response: ServerResponse, { status, contentType, body, headers: more }: Reply): void {
  const headers: Record<string, string> = {
    'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private',
    ...more,
  };
  if (contentType !== '') headers['Content-Type'] = contentType;
  response.writeHead(status, headers).end(body);
}
