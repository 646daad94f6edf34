import { describe, expect, it } from 'vitest';
import { shownIn } from './judging.ts';

const asRows = 'handles-errors: is thrown on | passes on: exception | read';
const asOne = 'propagates: is thrown to the caller | passes on: exception';
const bad = 'if (bad.length) throw new Error("x");';

/** Where the library throws for one record and gives rows for a list, the code around the save says which it is. */
const cases: readonly (readonly [string, string, string])[] = [
  ['not read', 'async function f(r) { await conn.§create(r); }', asOne],
  ['read as one', 'async function f(r) { const ret = await conn.§create(r); return ret.id; }', asOne],
  [
    'read as one, by its success',
    'async function f(r) { const ret = await conn.§create(r); if (!ret.success) console.error(ret.errors); }',
    asOne,
  ],
  [
    'errors of one',
    'async function f(r) { const ret = await conn.§create(r); ret.errors.map(String); }',
    asOne,
  ],
  [
    'one of several promises',
    'async function f(rs) { const all = await Promise.all(rs.map((r) => conn.§create(r))); all.forEach((one) => console.log(one.id)); }',
    asOne,
  ],
  [
    'filter',
    `async function f(rows) { for (const part of chunks(rows)) { const results = await conn.§create(part); const bad = results.filter((r) => !r.success); ${bad} } }`,
    asRows,
  ],
  [
    'for of',
    'async function f(part) { const results = await conn.§create(part); for (const r of results) { if (!r.success) throw new Error("x"); } }',
    asRows,
  ],
  [
    'index and length',
    'async function f(part) { const rs = await conn.§create(part); for (let i = 0; i < rs.length; i++) { if (!rs[i].success) throw new Error("x"); } }',
    asRows,
  ],
  [
    'some',
    'async function f(part) { const rs = await conn.§create(part); if (rs.some((r) => !r.success)) throw new Error("x"); }',
    asRows,
  ],
  [
    'in a chain',
    'function f(part) { return conn.§create(part).then((rs) => { const bad = rs.filter((r) => !r.success); if (bad.length) throw new Error("x"); }); }',
    asRows,
  ],
  [
    'Array.isArray',
    'async function f(part) { const ret = await conn.§create(part); const rs = Array.isArray(ret) ? ret : [ret]; for (const r of rs) { if (!r.success) throw new Error("x"); } }',
    asRows,
  ],
  [
    'collected',
    'async function f(parts) { const all = []; for (const part of parts) { all.push(...(await conn.§create(part))); } return all; }',
    'handles-errors: is returned in what the save gave back | passes on: rows | read',
  ],
  [
    'duplicates among the rows',
    'async function f(part) { const rs = await conn.§create(part); rs.forEach((r) => { if (r.errors.some((e) => e.statusCode === "DUPLICATES_DETECTED")) merge(r); }); }',
    'handles-duplicates: is recognised | read',
  ],
  [
    'only ids of the rows',
    'async function f(part) { const rs = await conn.§create(part); return rs.map((r) => r.id); }',
    'drops: shows only in an id or value that is missing',
  ],
  [
    'by a helper',
    'function check(rs) { const bad = rs.filter((r) => !r.success); if (bad.length) throw new Error("x"); } async function f(part) { check(await conn.§create(part)); }',
    asRows,
  ],
  [
    'by the caller of a wrapper',
    `async function save(part) { return conn.§create(part); } async function f(parts) { for (const part of parts) { const rs = await ¶save(part); const bad = rs.filter((r) => !r.success); ${bad} } }`,
    asRows,
  ],
];

describe('one record or many', () => {
  it.each(cases)('%s', async (_, code, expected) => {
    expect(await shownIn('javascript', code, 'exception-or-rows')).toBe(expected);
  });
});
