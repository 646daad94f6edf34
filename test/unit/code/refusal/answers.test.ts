import { describe, expect, it } from 'vitest';
import type { CodeLanguage } from '../../../../server/src/core/saves/code/language.ts';
import { shownIn } from './judging.ts';

/** Responses with HTTP 200 and refused rows in their bodies: what it is, the language, the code, what becomes of it. */
const rows: readonly (readonly [string, CodeLanguage, string, string])[] = [
  [
    'raise_for_status sees nothing',
    'python',
    'def f(r):\n    response = requests.§post(u, json=r)\n    response.raise_for_status()\n',
    'drops: stands in results that nobody reads',
  ],
  [
    'status code sees nothing',
    'python',
    'def f(r):\n    response = requests.§post(u, json=r)\n    if response.status_code != 200:\n        raise ValueError("no")\n',
    'drops: stands in results that nobody reads',
  ],
  [
    'rows are raised',
    'python',
    'def f(r):\n    response = requests.§post(u, json=r)\n    response.raise_for_status()\n    for row in response.json():\n        if not row["success"]:\n            raise ValueError(row["errors"])\n',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'failed rows are logged',
    'python',
    'def f(r):\n    response = requests.§post(u, json=r)\n    failed = [row for row in response.json() if not row["success"]]\n    logging.error(failed)\n',
    'logs: is only logged | read',
  ],
  [
    'statuses of subrequests',
    'python',
    'def f(r):\n    response = requests.§post(u, json=r)\n    for one in response.json()["compositeResponse"]:\n        if one["httpStatusCode"] >= 400:\n            raise ValueError(one["body"])\n',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'the body is returned',
    'python',
    'def f(r):\n    response = requests.§post(u, json=r)\n    response.raise_for_status()\n    return response.json()\n',
    'handles-errors: is returned in what the save gave back | passes on: rows | read',
  ],
  [
    'ok sees nothing',
    'typescript',
    'async function f(r) { const res = await §fetch(u, r); if (!res.ok) { throw new Error("no"); } }',
    'drops: stands in results that nobody reads',
  ],
  [
    'what runs behind a status tells nothing of rows',
    'typescript',
    'async function f(r) { const res = await §fetch(u, r); const { ok } = res; if (!ok) { throw new Error("no"); } notifyAdmin("done"); }',
    'drops: stands in results that nobody reads',
  ],
  [
    'rows behind ok',
    'typescript',
    'async function f(r) { const res = await §fetch(u, r); if (!res.ok) { throw new Error("no"); } const saved = await res.json(); return saved.filter((row) => !row.success); }',
    'handles-errors: shows in what is returned | read',
  ],
  [
    'data of a client that throws for statuses',
    'typescript',
    'async function f(r) { const { data } = await axios.§post(u, r); for (const row of data) { if (!row.success) console.error(row.errors); } }',
    'logs: is only logged | read',
  ],
  [
    'caught errors of such a client',
    'typescript',
    'async function f(r) { try { await axios.§post(u, r); } catch (e) { throw e; } }',
    'drops: stands in results that nobody reads',
  ],
  [
    'response and body of a callback',
    'typescript',
    'function f(r) { §request(u, (err, res, body) => { if (res.statusCode !== 200) return; for (const row of body) if (!row.success) console.error(row.errors); }); }',
    'logs: is only logged | read',
  ],
  [
    'EnsureSuccessStatusCode sees nothing',
    'csharp',
    'class C { async Task F(object r) { var response = await client.§PostAsync(u, r); response.EnsureSuccessStatusCode(); } }',
    'drops: stands in results that nobody reads',
  ],
];

describe('refusals in the rows of a response', () => {
  it.each(rows)('%s', async (_, language, code, expected) => {
    expect(await shownIn(language, code, 'answer')).toBe(expected);
  });
});
