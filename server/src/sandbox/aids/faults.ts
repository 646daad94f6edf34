import * as z from 'zod';
import type { JournalEntry } from './journal.ts';
import type { Trouble } from './trouble.ts';

const kinds = {
  'server-error': 'HTTP 500, in the form of the API asked',
  limit: 'REQUEST_LIMIT_EXCEEDED',
  'no-access': 'INSUFFICIENT_ACCESS',
  'session-expired': 'INVALID_SESSION_ID, for this request only',
  html: 'a page of a gateway instead of an answer',
  garbage: 'status 200 and a body that is nothing',
  'broken-off': 'the right answer, cut in half: the connection breaks',
  truncated: 'the right answer, cut in half, as if that were all',
  drip: 'the right answer, a few bytes at a time',
  huge: 'an answer of some 10 MB that is none',
  reset: 'the connection breaks before the answer',
  silence: 'no answer at all',
} as const satisfies Partial<Record<Trouble['kind'], string>>;

export type FaultKind = keyof typeof kinds;

export const faultKinds: Readonly<Record<FaultKind, string>> = kinds;

/** A fault as a control call or the command line asks for it. */
export const faultSchema = z.strictObject({
  kind: z.enum(Object.keys(kinds) as [FaultKind, ...FaultKind[]]),
  /** How many requests meet it. */
  times: z.int().min(1).max(1_000_000).default(1),
  /** Of the request; any if left out. */
  method: z.string().optional(),
  /** What its path holds, in any case: `/sobjects/Lead`. */
  path: z.string().optional(),
  /** `findDuplicates`, `create`, … */
  soapOperation: z.string().optional(),
  /** Every so many matching requests meet it: 10 means one in ten. */
  every: z.int().min(1).max(1_000_000).default(1),
  /** `no-access`: its message. */
  message: z.string().optional(),
  /** `html`: its status. */
  status: z.int().min(400).max(599).optional(),
  /** `drip`: bytes in a piece; `huge`: of the answer. */
  bytes: z.int().min(1).max(100_000_000).optional(),
  /** `drip`: milliseconds between pieces. */
  everyMs: z.int().min(1).max(60_000).optional(),
});

export type Fault = z.infer<typeof faultSchema>;

/** What the request meets. Whatever is asked before it took place counts: the request itself was carried out or not. */
export function troubleOf({ kind, message, status, bytes, everyMs }: Fault): Trouble {
  switch (kind) {
    case 'no-access':
      return { kind, ...(message !== undefined && { message }) };
    case 'html':
      return { kind, ...(status !== undefined && { status }) };
    case 'huge':
      return { kind, bytes: bytes ?? 10_000_000 };
    case 'drip':
      return { kind, bytes: bytes ?? 16, everyMs: everyMs ?? 50 };
    default:
      return { kind };
  }
}

/** Whether a request meets the fault; counts those that could. */
export function conditionOf({ method, path, soapOperation, every }: Fault): (entry: JournalEntry) => boolean {
  let seen = 0;
  return (entry) => {
    const isMeant =
      (method === undefined || entry.method === method.toUpperCase()) &&
      (path === undefined || entry.path.toLowerCase().includes(path.toLowerCase())) &&
      (soapOperation === undefined || entry.soapOperation === soapOperation);
    if (!isMeant) return false;
    seen++;
    return seen % every === 0;
  };
}
