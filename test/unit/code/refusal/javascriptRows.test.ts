import { describe, expect, it } from 'vitest';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { shownIn } from './judging.ts';

/** What it is, how the library reports, the code with the save marked, what becomes of the refusal. */
const rows: readonly (readonly [string, RefusalReport, string, string])[] = [
  [
    'single success log',
    'rows',
    'async function f(r) { const ret = await conn.§create(r); if (ret.success) { console.log(ret.id); } else { console.error(ret.errors); } }',
    'logs: is only logged | read',
  ],
  [
    'single !success throw',
    'rows',
    'async function f(r) { const ret = await conn.§create(r); if (!ret.success) { throw new Error(ret.errors.join()); } return ret.id; }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'map id',
    'rows',
    'async function f(rs) { const ret = await conn.§create(rs); return ret.map(r => r.id); }',
    'drops: shows only in an id or value that is missing',
  ],
  [
    'every',
    'rows',
    'async function f(rs) { const ret = await conn.§create(rs); if (!ret.every(r => r.success)) { throw new Error("x"); } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'some',
    'rows',
    'async function f(rs) { const ret = await conn.§create(rs); if (ret.some(r => !r.success)) { console.error("x"); } }',
    'logs: is only logged | read',
  ],
  [
    'reduce count',
    'rows',
    'async function f(rs) { const ret = await conn.§create(rs); const n = ret.reduce((a, r) => a + (r.success ? 1 : 0), 0); console.log(n); }',
    'logs: shows only in what is logged | read',
  ],
  [
    'forEach push',
    'rows',
    'async function f(rs) { const errors = []; const ret = await conn.§create(rs); ret.forEach((r, i) => { if (!r.success) errors.push(r.errors); }); return errors; }',
    'handles-errors: shows in errors | read',
  ],
  [
    'forEach errors log',
    'rows',
    'async function f(rs) { const ret = await conn.§create(rs); ret.forEach(r => { if (!r.success) { console.error(r.errors); } }); }',
    'logs: is only logged | read',
  ],
  [
    'flat errors',
    'rows',
    'async function f(rs) { const ret = await conn.§create(rs); const errors = ret.flatMap(r => r.errors); if (errors.length) { log.error(errors); } }',
    'logs: is only logged | read',
  ],
  [
    'callback rows',
    'rows',
    'function f(rs) { conn.§create(rs, (err, rets) => { if (err) { return console.error(err); } for (const r of rets) { if (!r.success) throw new Error("x"); } }); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'then forEach',
    'rows',
    'function f(rs) { return conn.§create(rs).then(rets => { rets.forEach(r => { if (r.success) { console.log(r.id); } }); }); }',
    'drops: is seen by code that tells nobody | read',
  ],
  [
    'results.push',
    'rows',
    'async function f(chunks) { const all = []; for (const c of chunks) { all.push(...(await conn.§create(c))); } return all; }',
    'handles-errors: is returned in what the save gave back | passes on: rows | read',
  ],
  [
    'results concat',
    'rows',
    'async function f(chunks) { let all = []; for (const c of chunks) { const ret = await conn.§create(c); all = all.concat(ret); } return all; }',
    'handles-errors: is returned in what the save gave back | passes on: rows | read',
  ],
  [
    'results push unread',
    'rows',
    'async function f(chunks) { const all = []; for (const c of chunks) { all.push(await conn.§create(c)); } console.log(all.length); }',
    'drops: is seen by code that tells nobody | read',
  ],
  [
    'index loop',
    'rows',
    'async function f(rs) { const ret = await conn.§create(rs); for (let i = 0; i < ret.length; i++) { if (!ret[i].success) { console.log(ret[i].errors[0].message); } } }',
    'logs: is only logged | read',
  ],
  [
    'write file',
    'rows',
    'async function f(rs) { const ret = await conn.§create(rs); fs.writeFileSync("out.json", JSON.stringify(ret)); }',
    'handles-errors: is stored or sent on | read',
  ],
  [
    'count returned',
    'rows',
    'async function f(rs) { const ret = await conn.§create(rs); const failed = ret.filter(r => !r.success).length; return { failed }; }',
    'handles-errors: shows in what is returned | read',
  ],
  [
    'load',
    'job',
    'async function f(rs) { const rets = await conn.bulk.§load("Lead", "insert", rs); for (const r of rets) { if (!r.success) console.error(r.errors); } }',
    'logs: is only logged | read',
  ],
  [
    'load unread',
    'job',
    'async function f(rs) { await conn.bulk.§load("Lead", "insert", rs); }',
    'drops: stands in failed rows that nobody fetches',
  ],
  [
    'bulk2',
    'job',
    'async function f(rs) { const res = await conn.bulk2.§loadAndWaitForResults({ object: "Lead", operation: "insert", input: rs }); console.log(res.successfulResults.length); }',
    'logs: shows only in what is logged | read',
  ],
  [
    'bulk2 failed',
    'job',
    'async function f(rs) { const res = await conn.bulk2.§loadAndWaitForResults({ object: "Lead", operation: "insert", input: rs }); if (res.failedResults.length) { throw new Error("x"); } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'job',
    'job',
    'async function f(rs) { const job = conn.bulk2.createJob({}); await job.open(); await job.§uploadData(rs); await job.close(); await job.poll(); const failed = await job.getFailedResults(); return failed; }',
    'handles-errors: shows in what is returned | read',
  ],
  [
    'job unread',
    'job',
    'async function f(rs) { const job = conn.bulk2.createJob({}); await job.open(); await job.§uploadData(rs); await job.close(); await job.poll(); }',
    'drops: stands in failed rows that nobody fetches',
  ],
  [
    'job failed log',
    'job',
    'async function f(rs) { const job = conn.bulk2.createJob({}); await job.§uploadData(rs); const failed = await job.getFailedResults(); console.log(failed); }',
    'logs: is only logged | read',
  ],
  [
    'batch on',
    'job',
    'function f(rs) { const batch = job.createBatch(); batch.§execute(rs); batch.on("response", rets => { for (const r of rets) { if (!r.success) { console.error(r.errors); } } }); }',
    'logs: is only logged | read',
  ],
  [
    'rest ingest',
    'job',
    'async function f(csv) { await §fetch(base + "/jobs/ingest/" + id + "/batches", csv); const failed = await fetch(base + "/jobs/ingest/" + id + "/failedResults/").then(r => r.text()); console.log(failed); }',
    'logs: is only logged | read',
  ],
  [
    'bulk2 saved rows returned',
    'job',
    'async function f(rs) { const { successfulResults } = await conn.bulk2.§loadAndWaitForResults({ object: "Lead", operation: "insert", input: rs }); return successfulResults.map((r) => r.sf__Id); }',
    'drops: stands in failed rows that are left out of what is returned',
  ],
  [
    'bulk2 failed rows logged, saved ones returned',
    'job',
    'async function f(rs) { const { successfulResults, failedResults } = await conn.bulk2.§loadAndWaitForResults({ object: "Lead", operation: "insert", input: rs }); if (failedResults.length) { console.error(failedResults); } return { saved: successfulResults }; }',
    'logs: is only logged | read',
  ],
  [
    'bulk2 renamed, then',
    'job',
    'function f(rs) { return conn.bulk2.§loadAndWaitForResults({}).then(({ successfulResults: ok, failedResults: bad }) => { logger.warn(bad.length + " failed"); return ok; }); }',
    'logs: shows only in what is logged | read',
  ],
  [
    'bulk2 saved rows worked on',
    'job',
    'async function f(rs) { const res = await conn.bulk2.§loadAndWaitForResults({ object: "Lead", operation: "insert", input: rs }); for (const row of res.successfulResults) { ids.set(row.Email, row.sf__Id); await notify(row); } }',
    'drops: stands in failed rows that nobody fetches',
  ],
  [
    'bulk2 both returned',
    'job',
    'async function f(rs) { const { successfulResults, failedResults } = await conn.bulk2.§loadAndWaitForResults({ object: "Lead", operation: "insert", input: rs }); return { successfulResults, failedResults }; }',
    'handles-errors: shows in what is returned | read',
  ],
  [
    'bulk2 counts returned',
    'job',
    'async function f(rs) { const { successfulResults } = await conn.bulk2.§loadAndWaitForResults({ object: "Lead", operation: "insert", input: rs }); return { saved: successfulResults.length }; }',
    'handles-errors: shows in what is returned | read',
  ],
  [
    'bulk2 saved rows counted',
    'job',
    'async function f(rs) { const { successfulResults } = await conn.bulk2.§loadAndWaitForResults({ object: "Lead", operation: "insert", input: rs }); if (successfulResults.length !== rs.length) throw new Error("x"); return successfulResults; }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'job saved rows of all',
    'job',
    'async function f(rs) { const job = conn.bulk2.createJob({}); await job.§uploadData(rs); await job.poll(); const res = await job.getAllResults(); return res.successfulResults; }',
    'drops: stands in failed rows that are left out of what is returned | read',
  ],
  [
    'job all',
    'job',
    'async function f(rs) { const job = conn.bulk2.createJob({}); await job.§uploadData(rs); await job.poll(); return job.getAllResults(); }',
    'handles-errors: is returned in what the save gave back | passes on: job | read',
  ],
  [
    'id under one of two names',
    'rows',
    'async function f(msg) { const ret = await conn.§create(msg.data); const meta = msg.metadata; if (Array.isArray(ret)) console.log(ret.length); meta.uid = String(ret.id ? ret.id : ret.Id); return { meta }; }',
    'drops: is seen by code that tells nobody | read',
  ],
  [
    'rest ingest unread',
    'job',
    'async function f(csv) { const job = await axios.§post(base + "/jobs/ingest", {}); await axios.put(base + "/jobs/ingest/" + job.data.id + "/batches", csv); await axios.patch(base + "/jobs/ingest/" + job.data.id, {}); }',
    'drops: stands in failed rows that nobody fetches',
  ],
  [
    'rest ingest asked how it went',
    'job',
    'async function f(csv) { const job = await axios.§post(base + "/jobs/ingest", {}); const now = await axios.get(base + "/jobs/ingest/" + job.data.id); if (now.data.numberRecordsFailed > 0) throw new Error("x"); }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
];

describe('what becomes of a refusal: rows and jobs in JavaScript', () => {
  it.each(rows)('%s (%s)', async (_title, reports, code, expected) => {
    expect(await shownIn('typescript', code, reports)).toBe(expected);
  });
});
