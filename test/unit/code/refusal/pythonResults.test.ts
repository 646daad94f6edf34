import { describe, expect, it } from 'vitest';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { shownIn } from './judging.ts';

/** What it is, how the library reports, the code with the save marked, what becomes of the refusal. */
const rows: readonly (readonly [string, RefusalReport, string, string])[] = [
  [
    'steps of a job of salesforce_bulk',
    'job',
    'def f(rows):\n    job = bulk.§create_insert_job("Lead")\n    batch = bulk.post_batch(job, rows)\n    bulk.wait_for_batch(job, batch)\n    bulk.close_job(job)\n',
    'drops: stands in failed rows that nobody fetches',
  ],
  [
    'rows of a job of salesforce_bulk',
    'job',
    'def f(rows):\n    job = bulk.§create_insert_job("Lead")\n    batch = bulk.post_batch(job, rows)\n    bulk.close_job(job)\n    for row in bulk.get_batch_results(batch):\n        if row.success != "true":\n            raise RuntimeError(row.error)\n',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'how many were saved is returned',
    'rows',
    'def f(rows):\n    results = sf.bulk.Lead.§insert(rows)\n    return len([r for r in results if r["success"]])\n',
    'handles-errors: shows only in what is missing among the successes | read',
  ],
  [
    'how many were saved is printed',
    'rows',
    'def f(rows):\n    results = sf.bulk.Lead.§insert(rows)\n    print(len([r for r in results if r["success"]]))\n',
    'logs: shows only in what is logged | read',
  ],
  [
    'ok',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r)
    if not res.ok:
        return None
`,
    'drops: shows only in an id or value that is missing | read',
  ],
  [
    'ok log',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r)
    if not res.ok:
        logger.error(res.text)
        return None
    return res.json()["id"]
`,
    'logs: is only logged | read',
  ],
  [
    'if 201',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r)
    if res.status_code == 201:
        return res.json()["id"]
    else:
        logger.error(res.text)
        return None
`,
    'logs: is only logged | read',
  ],
  [
    'if 201 false',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r)
    if res.status_code == 201:
        return True
    print(res.text)
    return False
`,
    'handles-errors: shows in what is returned | read',
  ],
  [
    'return compare',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r)
    return res.status_code == 201
`,
    'handles-errors: shows in what is returned | read',
  ],
  [
    'codes',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r)
    if res.status_code != requests.codes.created:
        raise SyncError(res.text)
`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'tuple',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r)
    return res.status_code, res.json()
`,
    'handles-errors: shows in what is returned | read',
  ],
  [
    'print',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r)
    print(res.status_code)
    print(res.text)
`,
    'logs: is only logged | read',
  ],
  [
    'json log',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r).json()
    logger.info(res)
`,
    'logs: is only logged | read',
  ],
  [
    'isinstance',
    'response',
    `def f(r, rs=None):
    body = requests.§post(u, json=r).json()
    if isinstance(body, list):
        raise Exception(body[0]["message"])
    return body["id"]
`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'get id',
    'response',
    `def f(r, rs=None):
    body = requests.§post(u, json=r).json()
    return body.get("id")
`,
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'get success',
    'response',
    `def f(r, rs=None):
    body = requests.§post(u, json=r).json()
    if body.get("success"):
        return body["id"]
    logger.error(body)
`,
    'logs: is only logged | read',
  ],
  [
    'dup',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r)
    if res.status_code == 400 and "DUPLICATES_DETECTED" in res.text:
        return "dup"
    res.raise_for_status()
`,
    'handles-duplicates: is recognised | passes on: exception | read',
  ],
  [
    'wrapper raise',
    'response',
    `class C:
    def _post(self, r):
        res = self.session.§post(u, json=r)
        res.raise_for_status()
        return res.json()
    def create(self, r):
        try:
            return self.¶_post(r)
        except requests.HTTPError as e:
            logger.error(e)
            return None
`,
    'logs: is only logged | read',
  ],
  [
    'connection error',
    'response',
    `def f(r, rs=None):
    try:
        res = requests.§post(u, json=r)
        res.raise_for_status()
    except requests.exceptions.ConnectionError as e:
        logger.error(e)
`,
    'propagates: is thrown to the caller | passes on: exception | read',
  ],
  [
    'helper check',
    'response',
    `def check(res):
    if res.status_code >= 300:
        raise Exception(res.text)

def f(r, rs=None):
    res = requests.§post(u, json=r)
    check(res)
`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'walrus',
    'response',
    `def f(r, rs=None):
    if (res := requests.§post(u, json=r)).status_code != 201:
        raise Exception(res.text)
`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'list append',
    'response',
    `def f(r, rs=None):
    out = []
    for x in rs:
        res = requests.§post(u, json=x)
        out.append(res)
    return out
`,
    'handles-errors: is returned in what the save gave back | passes on: response | read',
  ],
  [
    'counts',
    'response',
    `def f(r, rs=None):
    ok = 0
    for x in rs:
        res = requests.§post(u, json=x)
        if res.status_code == 201:
            ok += 1
    print(ok)
`,
    'drops: is seen by code that tells nobody | read',
  ],
  [
    'counts ret',
    'response',
    `def f(r, rs=None):
    ok = 0
    for x in rs:
        res = requests.§post(u, json=x)
        if res.status_code == 201:
            ok += 1
    return ok
`,
    'handles-errors: shows only in what is missing among the successes | read',
  ],
  [
    'match',
    'response',
    `def f(r, rs=None):
    res = requests.§post(u, json=r)
    match res.status_code:
        case 201:
            return True
        case _:
            raise Exception(res.text)
`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'errors list',
    'rows',
    `def f(r, rs=None):
    errors = []
    for res in sf.bulk.Lead.§insert(rs):
        if not res["success"]:
            errors.append(res)
    if errors:
        logger.error(errors)
`,
    'logs: is only logged | read',
  ],
  [
    'enumerate',
    'rows',
    `def f(r, rs=None):
    results = sf.bulk.Lead.§insert(rs)
    for i, res in enumerate(results):
        if res["success"] is False:
            failed.append(rs[i])
`,
    'handles-errors: is kept in failed | read',
  ],
  [
    'any',
    'rows',
    `def f(r, rs=None):
    results = sf.bulk.Lead.§insert(rs)
    if any(not x["success"] for x in results):
        raise Exception("x")
`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'all',
    'rows',
    `def f(r, rs=None):
    results = sf.bulk.Lead.§insert(rs)
    return all(x["success"] for x in results)
`,
    'handles-errors: shows in what is returned | read',
  ],
  [
    'print',
    'rows',
    `def f(r, rs=None):
    results = sf.bulk.Lead.§insert(rs)
    print(results)
`,
    'logs: is only logged | read',
  ],
  [
    'returned',
    'rows',
    `def f(r, rs=None):
    return sf.bulk.Lead.§insert(rs)
`,
    'handles-errors: is returned in what the save gave back | passes on: rows | read',
  ],
  [
    'filter',
    'rows',
    `def f(r, rs=None):
    results = sf.bulk.Lead.§insert(rs)
    bad = list(filter(lambda x: not x["success"], results))
    return len(bad)
`,
    'handles-errors: shows in what is returned | read',
  ],
  [
    'dup',
    'rows',
    `def f(r, rs=None):
    for res in sf.bulk.Lead.§insert(rs):
        for e in res["errors"]:
            if e["statusCode"] == "DUPLICATES_DETECTED":
                merge(res)
`,
    'handles-duplicates: is recognised | read',
  ],
  [
    'dataframe',
    'rows',
    `def f(r, rs=None):
    results = sf.bulk.Lead.§insert(rs)
    pd.DataFrame(results).to_csv("out.csv")
`,
    'unknown: goes to DataFrame(), whose code is not here | read',
  ],
  [
    'success count log',
    'rows',
    `def f(r, rs=None):
    results = sf.bulk.Lead.§insert(rs)
    ok = len([x for x in results if x["success"]])
    logger.info("%s", ok)
`,
    'logs: shows only in what is logged | read',
  ],
  [
    'bulk2 unread',
    'job',
    `def f(r, rs=None):
    sf.bulk2.Lead.§insert(records=rs)
`,
    'drops: stands in failed rows that nobody fetches',
  ],
  [
    'bulk2 failed',
    'job',
    `def f(r, rs=None):
    jobs = sf.bulk2.Lead.§insert(records=rs)
    for job in jobs:
        if job["numberRecordsFailed"]:
            raise Exception("x")
`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'bulk2 processed',
    'job',
    `def f(r, rs=None):
    jobs = sf.bulk2.Lead.§insert(records=rs)
    print(jobs[0]["numberRecordsProcessed"])
`,
    'drops: stands in failed rows that nobody fetches',
  ],
  [
    'bulk2 get failed',
    'job',
    `def f(r, rs=None):
    jobs = sf.bulk2.Lead.§insert(records=rs)
    for job in jobs:
        data = sf.bulk2.Lead.get_failed_records(job["job_id"])
        logger.error(data)
`,
    'logs: is only logged | read',
  ],
  [
    'bulk2 returned',
    'job',
    `def f(r, rs=None):
    return sf.bulk2.Lead.§insert(records=rs)
`,
    'handles-errors: is returned in what the save gave back | passes on: job | read',
  ],
  [
    'run',
    'exit-code',
    `def f(r, rs=None):
    subprocess.§run(["sf", "data", "create"])
`,
    'drops: stands in a response that nobody looks at',
  ],
  [
    'check',
    'exit-code',
    `def f(r, rs=None):
    subprocess.§run(["sf"], check=True)
`,
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'rc',
    'exit-code',
    `def f(r, rs=None):
    p = subprocess.§run(["sf"])
    if p.returncode != 0:
        raise Exception(p.stderr)
`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'rc log',
    'exit-code',
    `def f(r, rs=None):
    p = subprocess.§run(["sf"])
    if p.returncode:
        print(p.stderr)
`,
    'logs: is only logged | read',
  ],
  [
    'check_call',
    'exit-code',
    `def f(r, rs=None):
    try:
        subprocess.§check_call(["sf"])
    except subprocess.CalledProcessError as e:
        print(e)
`,
    'logs: is only logged',
  ],
];

describe('what becomes of a refusal: responses, rows, jobs and exit codes in Python', () => {
  it.each(rows)('%s (%s)', async (_title, reports, code, expected) => {
    expect(await shownIn('python', code, reports)).toBe(expected);
  });
});
