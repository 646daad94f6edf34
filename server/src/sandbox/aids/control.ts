import * as z from 'zod';
import type { Timing } from '../deploy/timing.ts';
import { RestError } from '../errors.ts';
import { type Call, json, type Reply } from '../http.ts';
import type { Permissions } from '../session.ts';
import type { Clock } from './clock.ts';
import { conditionOf, type Fault, faultSchema, troubleOf } from './faults.ts';
import type { Journal } from './journal.ts';
import type { Troubles } from './trouble.ts';

/** What tests may do to an org besides using it. */
export interface Aids {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly troubles: Troubles;
  /** Milliseconds before every answer. */
  latency: number;
  /** Of deployments and activations. */
  readonly timing: Timing;
  describe(): Readonly<Record<string, unknown>>;
  reset(): void;
  expireSessions(token: string | undefined): void;
  logIn(name: string, permissions: Permissions, profile: string): { token: string; username: string };
  /** Gives why the records could not be written. Null where nothing is kept on disk. */
  readonly save: (() => Promise<string | null>) | null;
}

/** Everything below this path is about the org and no part of Salesforce. */
const root = '/embedded-org';

export function isControlPath(path: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

/** Carries out a control call; the caller has seen the token that the org was started with. @throws RestError */
export async function answerControl(aids: Aids, call: Call): Promise<Reply> {
  const path = call.path.slice(root.length).replace(/\/$/, '');
  const key = `${call.method} ${path}`;
  const work = Object.hasOwn(calls, key) ? calls[key] : undefined;
  if (work) return json(200, (await work(aids, call)) ?? {});
  const known = Object.keys(calls).map((one) => one.replace(' ', ` ${root}`));
  throw new RestError(
    404,
    'NOT_FOUND',
    `There is no ${key.replace(' ', ` ${root}`)}. There are: ${known.join(', ')}.`,
  );
}

type Work = (aids: Aids, call: Call) => unknown;

const calls: Readonly<Record<string, Work>> = {
  'GET ': (aids) => aids.describe(),
  'POST /reset': (aids) => aids.reset(),
  'GET /journal': ({ journal }, { query }) => {
    const since = Number(query.get('since') ?? 0);
    const entries = query.get('writes') === 'true' ? journal.writes : journal.entries;
    return { last: journal.last, entries: entries.filter(({ number }) => number > since) };
  },
  'DELETE /journal': ({ journal }) => journal.clear(),
  'POST /faults': ({ troubles }, call) => {
    for (const fault of parsed(faultsSchema, call)) planFault(troubles, fault);
  },
  'DELETE /faults': ({ troubles }) => troubles.clear(),
  'PUT /latency': (aids, call) => {
    const { milliseconds } = parsed(z.strictObject({ milliseconds: z.number().min(0).max(600_000) }), call);
    aids.latency = milliseconds;
  },
  'PUT /timing': ({ timing }, call) => {
    const seconds = z.number().min(0).max(86_400).optional();
    const given = parsed(z.strictObject({ deploySeconds: seconds, activationSeconds: seconds }), call);
    if (given.deploySeconds !== undefined) timing.deploy = given.deploySeconds * 1000;
    if (given.activationSeconds !== undefined) timing.activation = given.activationSeconds * 1000;
    return { deploySeconds: timing.deploy / 1000, activationSeconds: timing.activation / 1000 };
  },
  'PUT /clock': ({ clock }, call) => {
    const { now } = parsed(
      z.strictObject({ now: z.union([z.iso.datetime({ offset: true }), z.null()]) }),
      call,
    );
    clock.freeze(now === null ? null : new Date(now));
    return { now: clock.now().toISOString(), isFrozen: clock.isFrozen };
  },
  'POST /clock/advance': ({ clock }, call) => {
    const { seconds } = parsed(z.strictObject({ seconds: z.number().min(0).max(1e10) }), call);
    if (!clock.isFrozen) throw badRequest('The clock goes with the machine’s: set it first with PUT /clock.');
    clock.advance(seconds * 1000);
    return { now: clock.now().toISOString(), isFrozen: true };
  },
  'POST /expire-sessions': (aids, call) => {
    const { token } = parsed(z.strictObject({ token: z.string().optional() }), call);
    aids.expireSessions(token);
  },
  'POST /users': (aids, call) => {
    const { name, profile, ...permissions } = parsed(userSchema, call);
    return aids.logIn(name, permissions, profile);
  },
  'POST /snapshot': async ({ save }) => {
    if (save === null) throw badRequest('The org was started without --data-dir: it keeps nothing on disk.');
    const problem = await save();
    if (problem !== null) throw new RestError(500, 'SNAPSHOT_NOT_WRITTEN', problem);
  },
};

/** One, or a list. */
const faultsSchema = z.preprocess((body) => (Array.isArray(body) ? body : [body]), z.array(faultSchema));

/** Another user of the org, and what the user may not do. */
export const userSchema = z.strictObject({
  name: z.string().min(1).max(80),
  profile: z.string().min(1).max(80).default('Standard User'),
  viewSetup: z.boolean().optional(),
  hiddenFields: z.record(z.string(), z.array(z.string())).optional(),
  hiddenObjects: z.array(z.string()).optional(),
  soap: z.boolean().optional(),
});

export function planFault(troubles: Troubles, fault: Fault): void {
  troubles.plan(troubleOf(fault), conditionOf(fault), fault.times);
}

function parsed<T>(schema: z.ZodType<T>, { body }: Call): T {
  let value: unknown;
  try {
    value = JSON.parse(body.trim() === '' ? '{}' : body);
  } catch {
    throw badRequest('The body is no JSON.');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw badRequest(z.prettifyError(result.error));
}

function badRequest(message: string): RestError {
  return new RestError(400, 'BAD_REQUEST', message);
}
