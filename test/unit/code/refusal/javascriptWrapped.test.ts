import { describe, expect, it } from 'vitest';
import { shownIn } from './judging.ts';

const wrap =
  'async function wrap(p) { try { return { ok: true, value: await p } } catch (error) { return { ok: false, error } } } ';
const thrown = 'handles-errors: is thrown on | passes on: exception';

/** A helper that gives the error back as a value hands it on: what counts is who reads it. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'thrown by the caller',
    `${wrap}async function f(r) { const res = await wrap(conn.§create(r)); if (!res.ok) throw res.error; }`,
    thrown,
  ],
  [
    'by its error',
    `${wrap}async function f(r) { const res = await wrap(conn.§create(r)); if (res.error) throw res.error; }`,
    thrown,
  ],
  [
    'taken apart',
    `${wrap}async function f(r) { const { ok, error } = await wrap(conn.§create(r)); if (!ok) throw error; }`,
    thrown,
  ],
  [
    'ok returned',
    `${wrap}async function f(r) { const res = await wrap(conn.§create(r)); return res.ok; }`,
    'handles-errors: shows in what is returned',
  ],
  ['returned', `${wrap}async function f(r) { return wrap(conn.§create(r)); }`, 'handles-errors'],
  [
    'logged',
    `${wrap}async function f(r) { const res = await wrap(conn.§create(r)); if (!res.ok) console.error(res.error); }`,
    'logs: is only logged',
  ],
  [
    'logged without asking',
    `${wrap}async function f(r) { const res = await wrap(conn.§create(r)); console.error(res.error); }`,
    'logs: is only logged',
  ],
  ['not read', `${wrap}async function f(r) { await wrap(conn.§create(r)); }`, 'drops: is caught and dropped'],
  [
    'duplicates',
    `${wrap}async function f(r) { const res = await wrap(conn.§create(r)); if (res.error?.errorCode === "DUPLICATES_DETECTED") merge(); }`,
    'handles-duplicates: is recognised',
  ],
  [
    'by a helper that runs a callback',
    `const run = async (fn) => { try { return await fn(); } catch (error) { return { error }; } }; async function f(r) { return run(() => conn.§create(r)); }`,
    'handles-errors: shows in what is returned',
  ],
  [
    'by one that runs a callback, not read',
    `const run = async (fn) => { try { return await fn(); } catch (error) { return { error }; } }; async function f(r) { await run(() => conn.§create(r)); }`,
    'drops: is caught and dropped',
  ],
  [
    'by one that runs a callback, for code that is not here',
    `function fail(e) { return { isError: true, text: String(e) }; } const run = async (fn) => { try { return await fn(); } catch (e) { return fail(e); } }; function f(server) { server.tool('x', async (r) => run(() => conn.§create(r))); }`,
    'unknown: goes to tool(), whose code is not here',
  ],
  [
    'a pair',
    'async function to(p) { try { return [null, await p]; } catch (e) { return [e, null]; } } async function f(r) { const [err, ret] = await to(conn.§create(r)); if (err) throw err; }',
    thrown,
  ],
  [
    'a pair by then',
    'function to(p) { return p.then((v) => [null, v]).catch((e) => [e]); } async function f(r) { const [err, ret] = await to(conn.§create(r)); if (err) throw err; }',
    thrown,
  ],
  [
    'by then',
    'function wrap(p) { return p.then((value) => ({ ok: true, value }), (error) => ({ ok: false, error })); } async function f(r) { const res = await wrap(conn.§create(r)); if (!res.ok) throw res.error; }',
    thrown,
  ],
  [
    'around the save itself',
    'async function save(r) { try { return { ok: true, value: await conn.§create(r) } } catch (error) { return { ok: false, error } } } async function f(r) { const res = await ¶save(r); if (!res.ok) throw res.error; }',
    thrown,
  ],
  [
    'around the save itself, logged',
    'async function save(r) { try { return { ok: true, value: await conn.§create(r) } } catch (error) { return { ok: false, error } } } async function f(r) { const res = await ¶save(r); if (!res.ok) console.error(res.error); }',
    'logs: is only logged',
  ],
  [
    'a part of the error',
    'async function wrap(p) { try { return { success: true, value: await p } } catch (e) { return { success: false, message: e.message } } } async function f(r) { const res = await wrap(conn.§create(r)); if (!res.success) throw new Error(res.message); }',
    thrown,
  ],
];

describe('results that hold the error', () => {
  it.each(cases)('%s', async (_, code, expected) => {
    expect((await shownIn('javascript', code, 'exception')).replace(/ \| read$/, '')).toContain(expected);
  });
});
