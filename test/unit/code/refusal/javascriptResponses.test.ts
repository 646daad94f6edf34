import { describe, expect, it } from 'vitest';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { shownIn } from './judging.ts';

/** What it is, how the library reports, the code with the save marked, what becomes of the refusal. */
const rows: readonly (readonly [string, RefusalReport, string, string])[] = [
  [
    'body read and logged',
    'response',
    'async function f(r) { const response = await §fetch(u, r); if (!response.ok) { const e = await response.json(); console.error(e); } }',
    'logs: is only logged | read',
  ],
  [
    'answered with json',
    'response',
    'async function f(r, res) { const answer = await §fetch(u, r); if (!answer.ok) { res.json({ saved: false }); } }',
    'handles-errors: is told to a user or another program | read',
  ],
  [
    'another failure first',
    'response',
    'async function f(r) { const response = await §fetch(u, r); if (response.status === 404) { return create(r); } if (!response.ok) { console.error("refused"); } }',
    'logs: is only logged | read',
  ],
  [
    'body handed to a callback',
    'response',
    'function f(r, cb) { request.§post({ json: r }, (err, response, body) => cb(err, body)); }',
    'handles-errors: is handed to the caller | read',
  ],
  [
    'body of a callback that is not read',
    'response',
    'function f(r) { request.§post({ json: r }, (err, response, body) => { if (err) throw err; done(); }); }',
    'drops: stands in a response that nobody looks at',
  ],
  [
    'nobody looks',
    'response',
    'async function f(r) { await §fetch(u, r); }',
    'drops: stands in a response that nobody looks at',
  ],
  [
    'body only',
    'response',
    'async function f(r) { const res = await §fetch(u, r); const data = await res.json(); console.log(data.id); }',
    'drops: stands in a response that nobody looks at',
  ],
  [
    'returned',
    'response',
    'async function f(r) { return §fetch(u, r); }',
    'handles-errors: is returned in what the save gave back | passes on: response | read',
  ],
  [
    '!ok throws',
    'response',
    'async function f(r) { const res = await §fetch(u, r); if (!res.ok) { throw new Error("x"); } return res.json(); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    '!ok logs',
    'response',
    'async function f(r) { const res = await §fetch(u, r); if (!res.ok) { console.error(await res.text()); } }',
    'logs: is only logged | read',
  ],
  [
    'status',
    'response',
    'async function f(r) { const res = await §fetch(u, r); if (res.status === 201) { console.log("ok"); } else { console.log("no"); } }',
    'logs: is only logged | read',
  ],
  [
    'error code',
    'response',
    'async function f(r) { const res = await §fetch(u, r); if (!res.ok) { const [e] = await res.json(); if (e.errorCode === "DUPLICATES_DETECTED") { return e.duplicateResut; } throw new Error(e.message); } }',
    'handles-duplicates: is recognised | read',
  ],
  [
    'then throws',
    'response',
    'function f(r) { return §fetch(u, r).then(res => { if (!res.ok) throw new Error("x"); return res.json(); }); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'flag returned',
    'response',
    'async function f(r) { const res = await §fetch(u, r); return res.ok; }',
    'handles-errors: shows in what is returned | read',
  ],
  [
    'id returned',
    'response',
    'async function f(r) { const res = await §fetch(u, r); const { id } = await res.json(); return id; }',
    'drops: shows only in an id or value that is missing',
  ],
  [
    'ok ? data : null',
    'response',
    'async function f(r) { const res = await §fetch(u, r); return res.ok ? res.json() : null; }',
    'drops: is seen by code that tells nobody | read',
  ],
  [
    'thrown into an own catch that logs',
    'response',
    'async function f(r) { try { const res = await §fetch(u, r); if (!res.ok) { throw new Error("x"); } } catch (e) { console.error(e); } }',
    'logs: is only logged | read',
  ],
  [
    'list of good statuses',
    'response',
    'async function f(r) { const res = await §fetch(u, r); if (![200, 201].includes(res.status)) { throw new Error("x"); } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'axios data',
    'response',
    'async function f(r) { const { data } = await axios.§post(u, r); return data; }',
    'handles-errors: is returned in what the save gave back | passes on: response | read',
  ],
  [
    'destructure ok',
    'response',
    'async function f(r) { const { ok, status } = await §fetch(u, r); if (!ok) throw new Error(status); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'ok const',
    'response',
    'async function f(r) { const res = await §fetch(u, r); const ok = res.status >= 200 && res.status < 300; if (!ok) { console.log("x"); } }',
    'logs: is only logged | read',
  ],
  [
    'if ok return',
    'response',
    'async function f(r) { const res = await §fetch(u, r); if (res.ok) { return res.json(); } console.error("failed"); }',
    'logs: is only logged | read',
  ],
  [
    'if ok return throw',
    'response',
    'async function f(r) { const res = await §fetch(u, r); if (res.ok) { return res.json(); } throw new Error("failed"); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'helper check',
    'response',
    `async function check(res) { if (!res.ok) { throw new Error(await res.text()); } return res.json(); }
async function f(r) { const res = await §fetch(u, r); return check(res); }`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'then helper',
    'response',
    `function check(res) { if (!res.ok) { throw new Error("x"); } return res; }
function f(r) { return §fetch(u, r).then(check).then(res => res.json()); }`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'then log',
    'response',
    'function f(r) { §fetch(u, r).then(res => res.json()).then(data => console.log(data)); }',
    'logs: is only logged | read',
  ],
  [
    'then log catch',
    'response',
    'function f(r) { §fetch(u, r).then(res => res.json()).then(data => { render(data); }).catch(e => console.error(e)); }',
    'unknown: goes to render(), whose code is not here | read',
  ],
  [
    'errorCode',
    'response',
    'async function f(r) { const res = await §fetch(u, r); const body = await res.json(); if (body[0]?.errorCode) { throw new Error(body[0].message); } return body.id; }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'array body',
    'response',
    'async function f(r) { const res = await §fetch(u, r); const body = await res.json(); if (Array.isArray(body)) { console.error(body); return null; } return body.id; }',
    'logs: is only logged | read',
  ],
  [
    'compare success',
    'response',
    'async function f(r) { const res = await §fetch(u, r); const body = await res.json(); if (body.success === false) { errors.push(body.errors); } }',
    'handles-errors: is kept in errors | read',
  ],
  [
    'ternary',
    'response',
    'async function f(r) { const res = await §fetch(u, r); return { ok: res.ok, body: await res.text() }; }',
    'handles-errors: shows in what is returned | read',
  ],
  [
    'kept',
    'response',
    'class A { async f(r) { this.last = await §fetch(u, r); } }',
    'unknown: is kept in this.last | read',
  ],
  [
    'unknown fn',
    'response',
    `import { handle } from "x";
async function f(r) { const res = await §fetch(u, r); return handle(res); }`,
    'handles-errors: is told to a user or another program | read',
  ],
  [
    'res.status(...)',
    'response',
    'app.post("/x", async (req, res) => { const r = await §fetch(u, req.body); res.status(r.status).json(await r.json()); });',
    'handles-errors: is told to a user or another program | read',
  ],
  [
    'status switch',
    'response',
    'async function f(r) { const res = await §fetch(u, r); switch (res.status) { case 201: return res.json(); case 400: throw new Error("x"); default: console.log("?"); } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'composite',
    'response',
    'async function f(r) { const res = await §fetch(u, r); const { compositeResponse } = await res.json(); for (const one of compositeResponse) { if (one.httpStatusCode >= 400) { console.error(one.body); } } }',
    'logs: is only logged | read',
  ],
  [
    'wrapper frames',
    'response',
    `async function api(r) { const res = await §fetch(u, r); return res.json(); }
async function f(r) { const data = await ¶api(r); console.log(data.id); }`,
    'drops: is seen by code that tells nobody | read',
  ],
  [
    'wrapper frames id checked',
    'response',
    `async function api(r) { const res = await §fetch(u, r); return res.json(); }
async function f(r) { const data = await ¶api(r); if (!data.id) { throw new Error("x"); } }`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'wrapper ok flag ignored',
    'response',
    `async function api(r) { const res = await §fetch(u, r); return res.ok; }
async function f(r) { await ¶api(r); }`,
    'drops: is seen by code that tells nobody | read',
  ],
  [
    'wrapper ok flag used',
    'response',
    `async function api(r) { const res = await §fetch(u, r); return res.ok; }
async function f(r) { if (!(await ¶api(r))) { throw new Error("x"); } }`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'wrapper throws, caller logs',
    'response',
    `async function api(r) { const res = await §fetch(u, r); if (!res.ok) throw new Error("x"); return res.json(); }
async function f(r) { try { await ¶api(r); } catch (e) { console.error(e); } }`,
    'logs: is only logged | read',
  ],
  [
    'two frames',
    'response',
    `async function api(r) { return §fetch(u, r); }
async function g(r) { return ¶api(r); }
async function f(r) { const res = await †g(r); if (!res.ok) console.error("x"); }`,
    'logs: is only logged | read',
  ],
  [
    'bulk loop',
    'response',
    'async function f(rs) { for (const r of rs) { const res = await §fetch(u, r); if (!res.ok) { failed.push(r); continue; } } }',
    'handles-errors: is kept in failed | read',
  ],
  [
    'assert',
    'response',
    'async function f(rs) { const res = await §fetch(u, r); assert(res.ok); }',
    'handles-errors: is asserted | read',
  ],
  [
    '&& log',
    'response',
    'async function f(rs) { const res = await §fetch(u, r); res.ok || console.error("x"); }',
    'logs: is only logged | read',
  ],
  [
    'dup includes',
    'response',
    'async function f(r) { const res = await §fetch(u, r); const text = await res.text(); if (text.includes("DUPLICATES_DETECTED")) { return; } }',
    'handles-duplicates: is recognised | read',
  ],
  [
    'dup find',
    'response',
    'async function f(r) { const res = await §fetch(u, r); if (!res.ok) { const errs = await res.json(); const dup = errs.find(e => e.errorCode === "DUPLICATES_DETECTED"); if (dup) { return dup.duplicateResut; } } }',
    'handles-duplicates: is recognised | read',
  ],
];

describe('what becomes of a refusal: responses in JavaScript', () => {
  it.each(rows)('%s (%s)', async (_title, reports, code, expected) => {
    expect(await shownIn('typescript', code, reports)).toBe(expected);
  });
});
