import { describe, expect, it } from 'vitest';
import { judgedIn, shownIn } from './judging.ts';

describe('judging a refusal', () => {
  it('ends where helpers call each other', async () => {
    const code = `
function a(e, n) { b(e, n); c(e); }
function b(e, n) { c(e); a(e, n - 1); }
function c(e) { a(e, 1); b(e, 1); console.error(e); }
async function f(r) { try { await conn.§create(r); } catch (e) { a(e, 3); } }`;
    expect(await shownIn('typescript', code, 'exception')).toMatch(/^(logs|unknown): /);
  });

  it('ends where values go round in circles', async () => {
    const code = `
async function f(r) {
  let a = await §fetch(u, r);
  let b = a;
  for (;;) { a = b; b = a; const c = { a, b }; a = c.a; b = [a, b]; }
}`;
    expect(await shownIn('typescript', code, 'response')).toMatch(/^(drops|unknown): /);
  });

  it('ends in deep nests', async () => {
    const depth = 25;
    const code = `async function f(r) { ${'try { '.repeat(depth)} await conn.§create(r); ${'} catch (e) { throw e; }'.repeat(depth)} }`;
    expect(await shownIn('typescript', code, 'exception')).toBe(
      'handles-errors: is thrown on | passes on: exception',
    );
  });

  it('gives the handler and what tells as evidence', async () => {
    const code = 'async function f(r) { try { await conn.§create(r); } catch (e) { console.error(e); } }';
    const { evidenceTexts } = await judgedIn('typescript', code, 'exception');
    expect(evidenceTexts).toEqual(['catch (e) ', 'console.error(e)']);
  });

  it('says where DUPLICATE_VALUE is taken for it', async () => {
    const code =
      'def f(r):\n    try:\n        sf.Lead.§create(r)\n    except SalesforceError as e:\n        if "DUPLICATE_VALUE" in str(e):\n            return\n        raise\n';
    const { refusal } = await judgedIn('python', code, 'exception');
    expect(refusal.kind).toBe('handles-errors');
    expect(refusal.duplicateValueBranch).not.toBeNull();
  });
});

describe('rows and jobs', () => {
  it('come by events of what saves', async () => {
    const code = `
function f(rows) {
  const batch = job.createBatch();
  batch.on('response', (results) => { for (const one of results) if (!one.success) console.error(one.errors); });
  batch.§execute(rows);
}`;
    expect(await shownIn('typescript', code, 'rows')).toBe('logs: is only logged | read');
  });

  it('can be asked for by whoever has the id of the job', async () => {
    const code = `
async function f(rows) {
  const job = conn.bulk2.createJob({});
  await job.§uploadData(rows);
  return { jobId: job.id };
}`;
    expect(await shownIn('typescript', code, 'job')).toMatch(/^handles-errors: .*passes on: job/);
  });
});

const deep = (lines: readonly string[]) => lines.join('\n');

describe('the save inside the handling', () => {
  const inside = [
    'async function f(r) { try { await c.create(r); } catch (e) { if (e.errorCode !== "DUPLICATES_DETECTED") throw e; await c.§update(r); } }',
    'async function f(r) { try { await c.create(r); } catch (e) { const dup = e.errorCode === "DUPLICATES_DETECTED"; if (dup) { await c.§update(r); } } }',
    'function f(r) { return c.create(r).catch(e => { if (e.errorCode === "DUPLICATES_DETECTED") return c.§update(r); throw e; }); }',
    'async function f(rs) { for (const x of await c.create(rs)) { if (x.errors.some(e => e.statusCode === "DUPLICATES_DETECTED")) { await c.§update(x); } } }',
    deep([
      'function isDup(e) { return e.errorCode === "DUPLICATES_DETECTED"; }',
      'async function f(r) { try { await c.create(r); } catch (e) { if (isDup(e)) { await c.§update(r); } } }',
    ]),
    deep([
      'async function merge(r, e) { await c.§update(r); }',
      'async function f(r) { try { await c.create(r); } catch (e) { if (e.errorCode === "DUPLICATES_DETECTED") { await ¶merge(r, e); } } }',
    ]),
  ];
  it.each(inside)('%s', async (code) => {
    expect((await judgedIn('typescript', code, 'exception')).refusal.insideHandling).toBe(true);
  });

  const outside = [
    'async function f(r) { try { await c.§create(r); } catch (e) { if (e.errorCode === "DUPLICATES_DETECTED") { return; } throw e; } }',
    'async function f(r) { try { await c.create(r); } catch (e) { await c.§create({ error: e.message }); } }',
    'async function f(r) { if (r.type === "x") { await c.§create(r); } }',
  ];
  it.each(outside)('is not: %s', async (code) => {
    expect((await judgedIn('typescript', code, 'exception')).refusal.insideHandling).toBe(false);
  });
});

describe('an object that is not known', () => {
  it('is not said to lose what it is given', async () => {
    const code = `
function Dml() {
  const node = this;
  org.§insert({}).then(() => node.send({})).error((err) => { node.error(err); });
}`;
    expect(await shownIn('javascript', code, 'exception')).toBe(
      'unknown: goes to error(), whose code is not here',
    );
  });
});
