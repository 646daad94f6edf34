import { describe, expect, it } from 'vitest';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { shownIn } from './judging.ts';

// A count or flag that is returned tells the caller; null, None and nothing do not: such a catch only logs.
/** What it is, how the library reports, the code with the save marked, what becomes of the refusal. */
const rows: readonly (readonly [string, RefusalReport, string, string])[] = [
  [
    'plain',
    'exception',
    'async function f(r) { await conn.§create(r); }',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'empty catch',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) {} }',
    'drops: is caught and dropped',
  ],
  [
    'catch that logs',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { console.error(e); } }',
    'logs: is only logged',
  ],
  [
    'catch that logs and throws',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { console.error(e); throw e; } }',
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'catch that asks for the code',
    'exception',
    'async function f(r) { try { await conn.§create(r); } catch (e) { if (e.errorCode === "DUPLICATES_DETECTED") { await conn.update(r); } else { throw e; } } }',
    'handles-duplicates: is recognised',
  ],
  [
    'catch that asks for the code of a table',
    'exception',
    'const codes = { DUPLICATE: "DUPLICATES_DETECTED", GONE: "NOT_FOUND" };\nasync function f(r) { try { await conn.§create(r); } catch (e) { if (e.errorCode === codes.DUPLICATE) { return null; } throw e; } }',
    'handles-duplicates: is recognised',
  ],
  [
    'catch that asks for another code of the table',
    'exception',
    'const codes = { DUPLICATE: "DUPLICATES_DETECTED", GONE: "NOT_FOUND" };\nasync function f(r) { try { await conn.§create(r); } catch (e) { if (e.errorCode === codes.GONE) { return null; } throw e; } }',
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'catch that looks the code up in a table',
    'exception',
    'const codes = { DUPLICATES_DETECTED: skip, NOT_FOUND: leave };\nasync function f(r) { try { await conn.§create(r); } catch (e) { codes[e.errorCode]?.(r); } }',
    'handles-duplicates: is recognised',
  ],
  [
    'a variable with the name of a function of the file',
    'exception',
    'function report(e) { if (e.errorCode === "DUPLICATES_DETECTED") show(e); }\nasync function f(r) { const report = pick(); try { await conn.§create(r); } catch (e) { report(e); } }',
    'unknown: goes to report(), whose code is not here',
  ],
  [
    'catch() that logs',
    'exception',
    'function f(r) { return conn.§create(r).catch(console.error); }',
    'logs: is only logged',
  ],
  [
    'catch() to null, used',
    'exception',
    'async function f(r) { const x = await conn.§create(r).catch(() => null); use(x); }',
    'drops: is caught and dropped',
  ],
  [
    'catch() to null, asked',
    'exception',
    'async function f(r) { const x = await conn.§create(r).catch(() => null); if (!x) { throw new Error("no"); } }',
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'floating promise',
    'exception',
    'function f(r) { conn.§create(r); }',
    'propagates: is rejected in a promise that nobody awaits | passes on: exception',
  ],
  [
    'callback that logs',
    'exception',
    'function f(r) { conn.§create(r, (err, ret) => { if (err) { return console.error(err); } console.log(ret.id); }); }',
    'logs: is only logged',
  ],
  [
    'callback that hands on',
    'exception',
    'function f(r, cb) { conn.§create(r, (err, ret) => { if (err) { return cb(err); } cb(null, ret.id); }); }',
    'handles-errors: is handed to the caller | passes on: exception',
  ],
  [
    'callback that does not look',
    'exception',
    'function f(r) { conn.§create(r, (err, ret) => { console.log(ret.id); }); }',
    'drops: goes to a callback that does not look at its error',
  ],
  [
    'Promise.all that logs',
    'exception',
    'async function f(rs) { try { await Promise.all(rs.map(r => conn.§create(r))); } catch (e) { logger.warn(e); } }',
    'logs: is only logged',
  ],
  [
    'async callback of forEach',
    'exception',
    'function f(rs) { rs.forEach(async r => { await conn.§create(r); }); }',
    'propagates: is rejected in a promise that nobody awaits | passes on: exception',
  ],
  [
    'new Promise',
    'exception',
    'function f(r) { return new Promise((resolve, reject) => { conn.§create(r, (err, ret) => { if (err) { reject(err); } else { resolve(ret); } }); }); }',
    'handles-errors: is thrown to the caller | passes on: exception',
  ],
  [
    'next(e)',
    'exception',
    'app.post("/x", async (req, res, next) => { try { await conn.§create(req.body); res.json({}); } catch (e) { next(e); } });',
    'handles-errors: is handed to the caller | passes on: exception',
  ],
  [
    'res.status(500)',
    'exception',
    'app.post("/x", async (req, res) => { try { await conn.§create(req.body); } catch (e) { console.log(e); res.status(500).json({ error: e.message }); } });',
    'handles-errors: is told to a user or another program',
  ],
  [
    'errors in a list that is returned',
    'exception',
    'async function f(rs) { const errors = []; for (const r of rs) { try { await conn.§create(r); } catch (e) { errors.push(e); } } return errors; }',
    'handles-errors: shows in errors',
  ],
  [
    'count that is logged',
    'exception',
    'async function f(rs) { let failed = 0; for (const r of rs) { try { await conn.§create(r); } catch (e) { failed++; } } console.log("failed: " + failed); }',
    'logs: is only logged',
  ],
  [
    'count that is returned',
    'exception',
    'async function f(rs) { let failed = 0; for (const r of rs) { try { await conn.§create(r); } catch (e) { failed++; } } return { failed }; }',
    'handles-errors: shows in failed',
  ],
  [
    'false after a log: a flag',
    'exception',
    'async function f(r) { try { await conn.§create(r); return true; } catch (e) { console.error(e); return false; } }',
    'handles-errors: shows in what is returned',
  ],
  [
    'null after a log: nothing',
    'exception',
    'async function f(r) { try { return await conn.§create(r); } catch (e) { console.error(e); return null; } }',
    'logs: is only logged',
  ],
  [
    'true as after a success: nothing',
    'exception',
    'async function f(r) { try { await conn.§create(r); return true; } catch (e) { console.error(e); return true; } }',
    'logs: is only logged',
  ],
  [
    'loop that tries again',
    'exception',
    'async function f(r) { for (let i = 0; i < 3; i++) { try { return await conn.§create(r); } catch (e) { await sleep(100); } } }',
    'handles-errors: makes the code try again',
  ],
  [
    'main().catch(log)',
    'exception',
    `async function main() { await conn.§create(r); }
¶main().catch(console.error);`,
    'logs: is only logged',
  ],
  [
    'main().catch(exit)',
    'exception',
    `async function main() { await conn.§create(r); }
¶main().catch(e => { console.error(e); process.exit(1); });`,
    'handles-errors: is told to a user or another program',
  ],
  [
    'helper that logs',
    'exception',
    `function report(e) { console.error(e); }
async function f(r) { try { await conn.§create(r); } catch (e) { report(e); } }`,
    'logs: is only logged',
  ],
  [
    'helper that asks for the code',
    'exception',
    `const DUP = "DUPLICATES_DETECTED"; function isDup(e) { return e.errorCode === DUP; }
async function f(r) { try { await conn.§create(r); } catch (e) { if (!isDup(e)) throw e; } }`,
    'handles-duplicates: is recognised',
  ],
  [
    'code that is not here',
    'exception',
    `import { handle } from "x";
async function f(r) { try { await conn.§create(r); } catch (e) { handle(e); } }`,
    'unknown: goes to handle(), whose code is not here',
  ],
  [
    'then err',
    'exception',
    'function f(r) { return conn.§create(r).then(ret => ret.id, err => { console.error(err); }); }',
    'logs: is only logged',
  ],
  [
    'then catch throw',
    'exception',
    'function f(r) { return conn.§create(r).then(ret => ret.id).catch(err => { console.error(err); throw err; }); }',
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'catch reject',
    'exception',
    'function f(r) { return conn.§create(r).catch(err => Promise.reject(new SyncError(err))); }',
    'handles-errors: is thrown to the caller | passes on: exception',
  ],
  [
    'catch {error}',
    'exception',
    'function f(r) { return conn.§create(r).catch(error => ({ error })); }',
    'handles-errors: shows in what is returned',
  ],
  [
    'catch error unread',
    'exception',
    'async function f(r) { const ret = await conn.§create(r).catch(error => ({ error })); }',
    'drops: is caught and dropped',
  ],
  [
    'catch noop',
    'exception',
    'async function f(r) { await conn.§create(r).catch(() => {}); }',
    'drops: is caught and dropped',
  ],
  [
    'catch undefined',
    'exception',
    'async function f(r) { await conn.§create(r).catch(() => undefined); }',
    'drops: is caught and dropped',
  ],
  [
    'catch return null',
    'exception',
    'function f(r) { return conn.§create(r).catch(() => null); }',
    'drops: shows only in an id or value that is missing',
  ],
  [
    'catch next',
    'exception',
    'app.post("/x", (req, res, next) => { conn.§create(req.body).then(ret => res.json(ret)).catch(next); });',
    'handles-errors: is handed to the caller | passes on: exception',
  ],
  [
    'catch reject (2)',
    'exception',
    'function f(r) { return new Promise((resolve, reject) => { conn.§create(r).then(resolve).catch(reject); }); }',
    'handles-errors: is thrown to the caller | passes on: exception',
  ],
  [
    'catch cb',
    'exception',
    'function f(r, callback) { conn.§create(r).then(ret => callback(null, ret)).catch(callback); }',
    'handles-errors: is handed to the caller | passes on: exception',
  ],
  [
    'pass cb',
    'exception',
    'function f(r, callback) { conn.§create(r, callback); }',
    'propagates: is handed to the caller | passes on: exception',
  ],
  [
    'allSettled unread',
    'exception',
    'async function f(rs) { await Promise.allSettled(rs.map(r => conn.§create(r))); }',
    'drops: stands in results that nobody reads',
  ],
  [
    'allSettled read',
    'exception',
    'async function f(rs) { const results = await Promise.allSettled(rs.map(r => conn.§create(r))); const failed = results.filter(r => r.status === "rejected"); if (failed.length > 0) throw new Error("x"); }',
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'allSettled log',
    'exception',
    'async function f(rs) { const results = await Promise.allSettled(rs.map(r => conn.§create(r))); results.forEach(r => { if (r.status === "rejected") console.error(r.reason); }); }',
    'logs: is only logged',
  ],
  [
    'allSettled returned',
    'exception',
    'async function f(rs) { return Promise.allSettled(rs.map(r => conn.§create(r))); }',
    'handles-errors: is returned in what the save gave back | passes on: rows',
  ],
  [
    'pushed promises',
    'exception',
    'async function f(rs) { const ps = []; for (const r of rs) { ps.push(conn.§create(r)); } await Promise.all(ps); }',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'pushed promises caught',
    'exception',
    'async function f(rs) { const ps = []; for (const r of rs) { ps.push(conn.§create(r)); } try { await Promise.all(ps); } catch (e) { console.log(e); } }',
    'logs: is only logged',
  ],
  [
    'promise var',
    'exception',
    'async function f(r) { const p = conn.§create(r); other(); await p; }',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'promise var catch',
    'exception',
    'async function f(r) { const p = conn.§create(r); p.catch(e => log.error(e)); }',
    'logs: is only logged',
  ],
];

describe('what becomes of a refusal: exceptions in JavaScript', () => {
  it.each(rows)('%s (%s)', async (_title, reports, code, expected) => {
    expect(await shownIn('typescript', code, reports)).toBe(expected);
  });
});
