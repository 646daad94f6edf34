import { describe, expect, it } from 'vitest';
import type { CodeLanguage } from '../../../../server/src/core/saves/code/language.ts';
import { shownIn } from './judging.ts';

const lost = 'drops: stands in failed rows that nobody fetches';
const url = '`${base}/services/data/v60.0/jobs/ingest`';
const ofJob = (rest = '', method = 'GET') =>
  `await fetch(\`\${base}/services/data/v60.0/jobs/ingest/\${job.id}${rest}\`, { method: '${method}' })`;
const made = `const res = await §fetch(${url}, r); const job = await res.json();`;
const python = `def f(r, base, csv):
    url = f"{base}/services/data/v60.0/jobs/ingest"
    response = requests.§post(url, json=r)
    response.raise_for_status()
    job_id = response.json()["id"]
    requests.put(f"{url}/{job_id}/batches", data=csv)
`;

/** Jobs of Bulk API 2.0 by plain requests: what it is, the language, the code, what becomes of refused rows. */
const rows: readonly (readonly [string, CodeLanguage, string, string])[] = [
  [
    'filled, closed, and left',
    'typescript',
    `async function f(r) { ${made} ${ofJob('/batches', 'PUT')}; ${ofJob('', 'PATCH')}; }`,
    lost,
  ],
  [
    'only the statuses of the requests are looked at',
    'typescript',
    `async function f(r) { ${made} if (!res.ok) throw new Error(await res.text()); const up = ${ofJob('/batches', 'PUT')}; if (up.status !== 201) { await notifyAdmin("no upload"); throw new Error("x"); } }`,
    lost,
  ],
  [
    'only the state in the end is looked at',
    'typescript',
    `async function f(r) { ${made} for (;;) { const now = await (${ofJob()}).json(); if (["Failed", "Aborted"].includes(now.state)) throw new Error("x"); if (now && now.state === "JobComplete") break; } }`,
    lost,
  ],
  [
    'id and state are logged',
    'typescript',
    `async function f(r) { ${made} const now = await (${ofJob()}).json(); console.log(\`Job \${job.id}: \${now.state}\`); }`,
    lost,
  ],
  [
    'the count is logged with all else',
    'typescript',
    `async function f(r) { ${made} const now = await (${ofJob()}).json(); console.log(now); }`,
    'logs: is only logged | read',
  ],
  [
    'the count is asked for',
    'typescript',
    `async function f(r) { ${made} const now = await (${ofJob()}).json(); if (now.numberRecordsFailed > 0) throw new Error("x"); }`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'failed rows are fetched from an address in a variable',
    'typescript',
    `async function f(r) { ${made} const from = ${url} + '/' + job.id + '/failedResults'; const rows = await (await fetch(from)).text(); await fs.promises.writeFile("failed.csv", rows); }`,
    'handles-errors: is stored or sent on | read',
  ],
  [
    'which results are fetched is not known',
    'typescript',
    `async function f(r, kind) { ${made} const rows = await fetch(\`\${base}/jobs/ingest/\${job.id}/\${kind}\`); }`,
    'unknown: goes to an address that is not known | read',
  ],
  [
    'the id is returned',
    'typescript',
    `async function f(r) { ${made} ${ofJob('', 'PATCH')}; return { id: job.id }; }`,
    'handles-errors: can be asked for by whoever gets the job | passes on: job | read',
  ],
  [
    'the id is kept',
    'typescript',
    `class C { async f(r) { ${made} this.jobId = job.id; } }`,
    'unknown: is kept in this.jobId | read',
  ],
  [
    'the id is stored',
    'typescript',
    `async function f(r) { ${made} await db.insertOne({ job: job.id }); }`,
    'handles-errors: is stored or sent on | read',
  ],
  [
    'the id goes to code that is not here',
    'typescript',
    `async function f(r) { ${made} await watch(job.id); }`,
    'unknown: goes to watch(), whose code is not here | read',
  ],
  [
    'other code of the file asks for failed rows',
    'typescript',
    `async function f(r) { ${made} } export async function failed(id) { return (await fetch(${url} + "/" + id + "/failedResults")).text(); }`,
    'handles-errors: shows in what is returned | read',
  ],
  [
    'a wrapper makes it, its caller drops it',
    'typescript',
    `async function make(r) { const res = await §fetch(${url}, r); if (!res.ok) throw new Error("x"); return (await res.json()).id; } async function close(id) { const res = await fetch(\`${url.slice(1, -1)}/\${id}\`, { method: "PATCH" }); if (!res.ok) throw new Error("x"); } async function f(r) { const id = await ¶make(r); await close(id); console.log("done", id); }`,
    lost,
  ],
  [
    'a wrapper makes it, its caller asks for the failed rows',
    'typescript',
    `async function make(r) { const res = await §fetch(${url}, r); return (await res.json()).id; } async function failed(id) { const res = await fetch(\`${url.slice(1, -1)}/\${id}/failedResults\`); return res.text(); } async function f(r) { const id = await ¶make(r); const rows = await failed(id); if (rows) throw new Error(rows); }`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  ['raise_for_status sees nothing', 'python', python, lost],
  ['the id is printed', 'python', `${python}    print("Job", job_id)\n`, lost],
  [
    'polled by an address that is formatted',
    'python',
    `${python}    status = "{}/services/data/v60.0/jobs/ingest/{}".format(base, job_id)\n    while requests.get(status).json()["state"] not in ("JobComplete", "Failed"):\n        time.sleep(5)\n`,
    lost,
  ],
  [
    'failed rows by an address that is formatted',
    'python',
    `${python}    failed = "{}/services/data/v60.0/jobs/ingest/{}/failedResults".format(base, job_id)\n    rows = requests.get(failed).text\n    if rows:\n        raise ValueError(rows)\n`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'the id is returned',
    'python',
    `${python}    return job_id\n`,
    'handles-errors: can be asked for by whoever gets the job | passes on: job | read',
  ],
  [
    'EnsureSuccessStatusCode sees nothing',
    'csharp',
    'class C { async Task F(object r) { var response = await client.§PostAsync(u, r); response.EnsureSuccessStatusCode(); var job = JsonConvert.DeserializeObject<Job>(await response.Content.ReadAsStringAsync()); await client.PutAsync($"{b}/services/data/v60.0/jobs/ingest/{job.Id}/batches", rows); } }',
    lost,
  ],
  [
    'the count is asked for',
    'csharp',
    'class C { async Task F(object r) { var response = await client.§PostAsync(u, r); var job = JsonConvert.DeserializeObject<Job>(await response.Content.ReadAsStringAsync()); var info = JsonConvert.DeserializeObject<Info>(await client.GetStringAsync($"{b}/services/data/v60.0/jobs/ingest/{job.Id}")); if (info.NumberRecordsFailed > 0) throw new Exception("x"); } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'a builder makes the request',
    'java',
    'class C { void f(String r) { HttpResponse<String> made = client.§send(r, h); String id = mapper.readTree(made.body()).get("id").asText(); HttpRequest put = HttpRequest.newBuilder(URI.create(b + "/services/data/v60.0/jobs/ingest/" + id + "/batches")).PUT(rows).build(); HttpResponse<String> sent = client.send(put, h); if (sent.statusCode() != 201) throw new IllegalStateException(sent.body()); } }',
    lost,
  ],
  [
    'what a request of a builder answers is returned',
    'java',
    'class C { String f(String r) { HttpResponse<String> made = client.§send(r, h); String id = mapper.readTree(made.body()).get("id").asText(); HttpRequest ask = HttpRequest.newBuilder(URI.create(b + "/services/data/v60.0/jobs/ingest/" + id)).GET().build(); return client.send(ask, h).body(); } }',
    'handles-errors: is returned in what the save gave back | passes on: job | read',
  ],
];

describe('refusals in the rows of a job that plain requests make', () => {
  it.each(rows)('%s (%s)', async (_, language, code, expected) => {
    expect(await shownIn(language, code, 'job-answer')).toBe(expected);
  });
});
