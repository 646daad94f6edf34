import { describe, expect, it } from 'vitest';
import type { CodeLanguage } from '../../../../server/src/core/saves/code/language.ts';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { shownIn } from './judging.ts';

const unread = 'drops: stands in results that nobody reads';
const unlooked = 'drops: stands in a response that nobody looks at';

type Row = readonly [CodeLanguage, RefusalReport, string, string];

const js = (reports: RefusalReport, body: string, expected: string): Row => [
  'javascript',
  reports,
  `async function f(rows, cfg, store) { const ret = await conn.§create(rows); ${body} }`,
  expected,
];

/** What runs whether or not the save was refused tells nobody of it. */
const apart: readonly Row[] = [
  js('rows', 'if (ret !== false) { db.save(rows); }', unread),
  js('rows', 'if (ret) { db.save(rows); } else { throw new Error("x"); }', unread),
  js('rows', 'if (!ret) { return; } db.save(rows);', unread),
  js('rows', 'if (ret === undefined) { throw new Error("x"); } db.save(rows);', unread),
  js('rows', 'if (cfg.devMode && ret) { db.save(rows); }', unread),
  js('rows', 'if (ret && ret.length > 0) { db.save(rows); }', unread),
  js('rows', 'if (ret.length !== rows.length) { throw new Error("x"); }', unread),
  js('rows', 'if (Array.isArray(ret)) { db.save(rows); }', unread),
  js('rows', 'if (typeof ret === "object") { db.save(rows); }', unread),
  js('rows', 'const there = ret != null; if (there) { db.save(rows); }', unread),
  js('rows', 'ret && db.save(rows);', unread),
  js('rows', 'return ret ? rows.length : 0;', unread),
  js('rows', 'while (!ret) { throw new Error("x"); }', unread),
  js('rows', 'for (const one of ret) { if (one) store.push(rows); }', unread),
  js('rows', 'if (!ret[0]) { throw new Error("x"); }', unread),
  js('response', 'if (ret) { db.save(rows); }', unlooked),
  js('response', 'if (ret == null) { throw new Error("x"); }', unlooked),
  js('response', 'if (ret && ret.headers) { db.save(rows); }', unlooked),
  [
    'python',
    'rows',
    'def f(rows):\n    ret = bulk.§insert(rows)\n    if ret is not None:\n        db.save(rows)\n',
    unread,
  ],
  [
    'python',
    'rows',
    'def f(rows):\n    ret = bulk.§insert(rows)\n    if not ret:\n        raise ValueError("x")\n',
    unread,
  ],
  [
    'python',
    'rows',
    'def f(rows):\n    ret = bulk.§insert(rows)\n    if len(ret) == 0:\n        raise ValueError("x")\n',
    unread,
  ],
  [
    'java',
    'rows',
    'class A { void f(X r) { SaveResult[] ret = conn.§create(r); if (ret != null && ret.length > 0) { repo.save(r); } } }',
    unread,
  ],
  [
    'java',
    'response',
    'class A { void f(X r) { HttpResponse ret = client.§send(r); if (ret == null) { throw new X("x"); } } }',
    unlooked,
  ],
  [
    'csharp',
    'response',
    'class A { async Task F(X r) { var ret = await client.§PostAsync(r); if (ret is not null) { repo.Save(r); } } }',
    unlooked,
  ],
  ['ruby', 'rows', 'def f(rows)\n  ret = client.§create(rows)\n  raise "x" if ret.nil?\nend\n', unread],
  [
    'php',
    'response',
    '<?php function f($c) { $ret = §curl_exec($c); if ($ret === false) { throw new Exception("x"); } }',
    unlooked,
  ],
];

/** What asks for more than that is handled as before. */
const telling: readonly Row[] = [
  js(
    'rows',
    'if (ret && ret.every((one) => one.success)) { db.save(rows); } else { throw new Error("x"); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ),
  js(
    'rows',
    'if (ret !== false) { for (const one of ret) { if (!one.success) db.save(one); } }',
    'handles-errors: is stored or sent on | read',
  ),
  js(
    'rows',
    'const bad = ret && ret.filter((one) => !one.success); if (bad.length) { throw new Error("x"); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ),
  js(
    'rows',
    'const all = ret.filter((one) => one != null); for (const one of all) { if (!one.success) throw new Error("x"); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ),
  js(
    'rows',
    'if (!ret || !ret[0].success) { throw new Error("x"); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ),
  js(
    'rows',
    'if (ret && !ret[0].id) { throw new Error("x"); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ),
  js(
    'rows',
    'return ret ? ret : null;',
    'handles-errors: is returned in what the save gave back | passes on: rows | read',
  ),
  js(
    'rows',
    'if (isBad(ret)) { throw new Error("x"); }',
    'unknown: goes to isBad(), whose code is not here | read',
  ),
  js(
    'response',
    'const body = await ret.json(); if (!body) { throw new Error("x"); }',
    'drops: is seen by code that tells nobody | read',
  ),
  js(
    'response',
    'if (ret && ret.status >= 300) { throw new Error("x"); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ),
  js(
    'response',
    'if (ret === false || !ret.ok) { throw new Error("x"); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ),
  [
    'php',
    'response',
    '<?php function f($c) { $ret = §curl_exec($c); if ($ret) { throw new Exception("x"); } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
];

describe('tests that come out the same either way', () => {
  it.each(apart)('%s %s: %s', async (language, reports, code, expected) => {
    expect(await shownIn(language, code, reports)).toBe(expected);
  });
});

describe('tests that tell a refusal', () => {
  it.each(telling)('%s %s: %s', async (language, reports, code, expected) => {
    expect(await shownIn(language, code, reports)).toBe(expected);
  });
});

const empties: readonly Row[] = [
  [
    'javascript',
    'exception',
    'async function f(r) { try { return { meta: await conn.§create(r) }; } catch (e) { console.error(e); return {}; } }',
    'logs: is only logged',
  ],
  [
    'javascript',
    'exception',
    'async function f(r) { try { return [await conn.§create(r)]; } catch (e) { return []; } }',
    'drops: shows only in an id or value that is missing',
  ],
  [
    'javascript',
    'exception',
    'async function f(r) { try { return (await conn.§create(r)).id; } catch (e) { return ""; } }',
    'drops: shows only in an id or value that is missing',
  ],
  [
    'javascript',
    'exception',
    'async function f(r) { try { return await conn.§create(r); } catch (e) { return { e }; } }',
    'handles-errors: shows in what is returned',
  ],
  [
    'javascript',
    'exception',
    'async function f(r) { const save = async () => { try { return await conn.§create(r); } catch (e) { return {}; } }; const one = await save(); if (!one.id) throw new Error("x"); }',
    'handles-errors: is thrown on',
  ],
  [
    'python',
    'exception',
    'def f(r):\n    try:\n        return sf.Lead.§create(r)\n    except SalesforceError:\n        return {}\n',
    'drops: shows only in an id or value that is missing',
  ],
];

describe('empty values that are given back', () => {
  it.each(empties)('%s %s: %s', async (language, reports, code, expected) => {
    expect(await shownIn(language, code, reports)).toContain(expected);
  });
});

describe('one record or many, where the code only looks', () => {
  it.each([
    ['if (Array.isArray(ret)) { console.log(ret.length, ret[0]); } else { console.log(ret); }', 'propagates'],
    ['console.log(ret[0]);', 'propagates'],
    [
      'if (Array.isArray(ret)) { ret.forEach((one) => { if (!one.success) throw new Error("x"); }); }',
      'handles-errors: is thrown on',
    ],
    ['return Array.isArray(ret) ? ret : [ret];', 'handles-errors: is returned'],
  ])('%s', async (body, expected) => {
    const code = `async function f(rows) { const ret = await conn.§create(rows); ${body} }`;
    expect(await shownIn('javascript', code, 'exception-or-rows')).toContain(expected);
  });
});
