import { describe, expect, it } from 'vitest';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { shownIn } from './judging.ts';

// A count or flag that is returned tells the caller; null, None and nothing do not: such a catch only logs.
/** What it is, how the library reports, the code with the save marked, what becomes of the refusal. */
const rows: readonly (readonly [string, RefusalReport, string, string])[] = [
  [
    'return in try',
    'exception',
    'async function f(r) { try { return conn.§create(r); } catch (e) { console.error(e); } }',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'retry cb',
    'exception',
    'async function f(r) { await pRetry(() => conn.§create(r), { retries: 3 }); }',
    'handles-errors: makes the code try again | passes on: exception',
  ],
  [
    'retry while',
    'exception',
    'async function f(r) { let done = false; while (!done) { try { await conn.§create(r); done = true; } catch (e) { await sleep(10); } } }',
    'handles-errors: makes the code try again',
  ],
  [
    'wrapper fn',
    'exception',
    `async function quietly(fn) { try { return await fn(); } catch (e) { console.error(e); } }
async function f(r) { await quietly(() => conn.§create(r)); }`,
    'logs: is only logged',
  ],
  [
    'wrapper limit',
    'exception',
    'async function f(rs) { const limit = pLimit(5); await Promise.all(rs.map(r => limit(() => conn.§create(r)))); }',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'local fn',
    'exception',
    'async function f(rs) { const one = async (r) => { await conn.§create(r); }; for (const r of rs) { try { await one(r); } catch (e) { console.error(e); } } }',
    'logs: is only logged',
  ],
  [
    'local fn map',
    'exception',
    'async function f(rs) { const one = async (r) => { await conn.§create(r); }; try { await Promise.all(rs.map(one)); } catch (e) { console.error(e); } }',
    'logs: is only logged',
  ],
  [
    'this.errors',
    'exception',
    'class S { async f(r) { try { await this.conn.§create(r); } catch (e) { this.errors.push(e.message); } } }',
    'handles-errors: is kept in this.errors',
  ],
  [
    'file',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { fs.appendFileSync("failed.log", JSON.stringify(r)); } }',
    'handles-errors: is stored or sent on',
  ],
  [
    'queue',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { await deadLetterQueue.add(r); } }',
    'handles-errors: is kept in deadLetterQueue',
  ],
  [
    'module counter',
    'exception',
    `let failed = 0;
async function f(r) { try { await conn.§create(r); } catch (e) { failed++; } }
async function main() { await f({}); console.log(failed); }`,
    'logs: is only logged',
  ],
  [
    'module counter exit',
    'exception',
    `let failed = 0;
async function f(r) { try { await conn.§create(r); } catch (e) { failed++; } }
async function main() { await f({}); if (failed) process.exit(1); }`,
    'handles-errors: is kept in failed',
  ],
  [
    'setState',
    'exception',
    'function C() { const [error, setError] = useState(); const save = async () => { try { await conn.§create({}); } catch (e) { setError(e.message); } }; }',
    'handles-errors: is told to a user or another program',
  ],
  [
    'toast',
    'exception',
    'export default class C extends LightningElement { async save() { try { await §createRecord(x); } catch (e) { this.dispatchEvent(new ShowToastEvent({ title: "x", message: e.body.message })); } } }',
    'handles-errors: is told to a user or another program',
  ],
  [
    'dup regex',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { if (/DUPLICATES_DETECTED/.test(e.message)) return; throw e; } }',
    'handles-duplicates: is recognised',
  ],
  [
    'dup const list',
    'exception',
    `const KNOWN = ["DUPLICATES_DETECTED"];
async function f(r) { try { await conn.§create(r); } catch (e) { if (KNOWN.includes(e.errorCode)) return; throw e; } }`,
    'handles-duplicates: is recognised',
  ],
  [
    'dup switch',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { switch (e.errorCode) { case "DUPLICATES_DETECTED": return; default: throw e; } } }',
    'handles-duplicates: is recognised',
  ],
  [
    'dup callback',
    'exception',
    'function f(r) { conn.§create(r, function(err, ret) { if (err && err.errorCode === "DUPLICATES_DETECTED") { return; } console.log(ret); }); }',
    'handles-duplicates: is recognised',
  ],
  [
    'dup header retry',
    'exception',
    'async function f(r) { try { await conn.create(r); } catch (e) { await conn.§create(r, { headers: { "Sforce-Duplicate-Rule-Header": "allowSave=true" } }); } }',
    'propagates: is thrown to the caller | passes on: exception | inside',
  ],
  [
    'first of retry',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { await conn.create(r, { headers: { "Sforce-Duplicate-Rule-Header": "allowSave=true" } }); } }',
    'handles-duplicates: is recognised',
  ],
  [
    'inside update',
    'exception',
    'async function f(r) { try { await conn.create(r); } catch (e) { if (e.errorCode === "DUPLICATES_DETECTED") { await conn.§update(e.id); } else { throw e; } } }',
    'propagates: is thrown to the caller | passes on: exception | inside',
  ],
  [
    'dup logged only',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { console.error("DUPLICATES_DETECTED?", e); } }',
    'logs: is only logged',
  ],
  [
    'dup value',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { if (e.errorCode === "DUPLICATE_VALUE") { return null; } throw e; } }',
    'handles-errors: is thrown on | passes on: exception | DUPLICATE_VALUE',
  ],
  [
    'nested try',
    'exception',
    'async function f(r) { try { try { await conn.§create(r); } finally { await done(); } } catch (e) { console.error(e); } }',
    'logs: is only logged',
  ],
  [
    'catch rethrow outer log',
    'exception',
    'async function f(r) { try { try { await conn.§create(r); } catch (e) { throw new Error("x"); } } catch (e) { console.error(e); } }',
    'logs: is only logged',
  ],
  [
    'promisified sync',
    'exception',
    'function f() { try { §execSync("x"); } catch (e) { console.error(e); } }',
    'logs: is only logged',
  ],
  [
    'optional',
    'exception',
    'async function f(r) { let id; try { const ret = await conn.§create(r); id = ret.id; } catch (e) { console.error(e); } return id; }',
    'logs: is only logged',
  ],
  [
    'let null after',
    'exception',
    'async function f(r) { let ret = null; try { ret = await conn.§create(r); } catch (e) { console.error(e); } if (!ret) { throw new Error("x"); } return ret.id; }',
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'results pushed',
    'exception',
    'async function f(rs) { const out = []; for (const r of rs) { try { await conn.§create(r); out.push({ ok: true }); } catch (e) { out.push({ ok: false, e }); } } return out; }',
    'handles-errors: shows in out',
  ],
  [
    'success counter logged',
    'exception',
    'async function f(rs) { let n = 0; for (const r of rs) { try { await conn.§create(r); n++; } catch (e) { } } console.log(n); }',
    'drops: is caught and dropped',
  ],
  [
    'success counter returned',
    'exception',
    'async function f(rs) { let n = 0; for (const r of rs) { try { await conn.§create(r); n++; } catch (e) { } } return n; }',
    'handles-errors: shows only in what is counted as saved',
  ],
  [
    'generator',
    'exception',
    'async function* f(rs) { for (const r of rs) { try { yield await conn.§create(r); } catch (e) { yield { error: e }; } } }',
    'handles-errors: is yielded to the caller',
  ],
  [
    'toplevel await',
    'exception',
    'await conn.§create({});',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'toplevel try log',
    'exception',
    'try { await conn.§create({}); } catch (e) { console.log(e); }',
    'logs: is only logged',
  ],
  [
    'module caught',
    'exception',
    `const record = e => console.error(e);
class A { async f(r) { try { await conn.§create(r); } catch (e) { record(e); } } }`,
    'logs: is only logged',
  ],
  [
    'method helper',
    'exception',
    'class A { async f(r) { try { await conn.§create(r); } catch (e) { this.onError(e); } } onError(e) { this.lastError = e; } }',
    'handles-errors: is kept in this.lastError',
  ],
  [
    'helper throws',
    'exception',
    `function fail(e) { console.error(e); throw new Error("x"); }
async function f(r) { try { await conn.§create(r); } catch (e) { fail(e); } }`,
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'return helper',
    'exception',
    `function toResult(e) { return { error: e.message }; }
async function f(r) { try { await conn.§create(r); } catch (e) { return toResult(e); } }`,
    'handles-errors: shows in what is returned',
  ],
  [
    'return log',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { return console.error(e); } }',
    'logs: is only logged',
  ],
  [
    'void',
    'exception',
    'function f(r) { void conn.§create(r); }',
    'propagates: is rejected in a promise that nobody awaits | passes on: exception',
  ],
  [
    'iife',
    'exception',
    '(async () => { await conn.§create({}); })().catch(e => console.error(e));',
    'logs: is only logged',
  ],
  [
    'iife plain',
    'exception',
    '(async () => { await conn.§create({}); })();',
    'propagates: is rejected in a promise that nobody awaits | passes on: exception',
  ],
  [
    'settimeout',
    'exception',
    'function f(r) { setTimeout(async () => { await conn.§create(r); }, 10); }',
    'propagates: is thrown where nobody catches it | passes on: exception',
  ],
  [
    'try around floating',
    'exception',
    'function f(r) { try { conn.§create(r); } catch (e) { console.error(e); } }',
    'propagates: is rejected in a promise that nobody awaits | passes on: exception',
  ],
  [
    'recursion',
    'exception',
    'async function f(r, n) { try { await conn.§create(r); } catch (e) { await f(r, n + 1); } }',
    'handles-errors: makes the code try again',
  ],
  [
    'recursion return',
    'exception',
    'async function f(r, n = 0) { try { return await conn.§create(r); } catch (e) { if (n < 3) { return f(r, n + 1); } console.error(e); } }',
    'handles-errors: makes the code try again',
  ],
];

describe('what becomes of a refusal: exceptions in JavaScript that are followed', () => {
  it.each(rows)('%s (%s)', async (_title, reports, code, expected) => {
    expect(await shownIn('typescript', code, reports)).toBe(expected);
  });
});
