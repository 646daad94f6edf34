import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { alertOnLeads, codeFixProject, mendedCode, uriOf } from '../../../support/codeFixes.ts';
import { applied, fixesOf } from '../../../support/fixes.ts';
import { samples } from './samples.ts';

/** Python is on most machines: where it is not, the grammar's word alone counts (see the sweep). */
const hasPython = (() => {
  try {
    execFileSync('python3', ['-c', 'import ast'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** simple_salesforce as far as the handlers see it. */
const stub = `
class Salesforce: pass
class SalesforceMalformedRequest(Exception):
    def __init__(self, content):
        self.content = content
`;

function python(files: Readonly<Record<string, string>>, main: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mended-python-'));
  try {
    for (const [name, text] of Object.entries({ ...files, 'main.py': main })) {
      writeFileSync(path.join(folder, name), text);
    }
    return execFileSync('python3', ['main.py'], { cwd: folder, encoding: 'utf8' }).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.runIf(hasPython)('what fixes write in Python', () => {
  it('compiles', async () => {
    const texts: string[] = [];
    for (const { name, text } of Object.values(samples)) {
      if (!name.endsWith('.py')) continue;
      const project = await codeFixProject(alertOnLeads, { [name]: text });
      for (const fix of fixesOf(project, uriOf(name))) {
        texts.push(applied(fix, () => text).get(uriOf(name))!);
      }
    }
    const main =
      'import ast, json\nfor text in json.load(open("texts.json")):\n    ast.parse(text)\nprint("ok")\n';
    expect(python({ 'texts.json': JSON.stringify(texts) }, main)).toBe('ok');
    expect(texts.length).toBeGreaterThan(20);
  });

  const refused = (records: string, key = 'duplicateResut') =>
    `[{"errorCode": "DUPLICATES_DETECTED", "${key}": {"duplicateRule": "R", "matchResults": [{"matchRecords": ${records}}]}}]`;
  const lead = '{"record": {"attributes": {"type": "Lead"}, "Id": "1"}}';
  const contact = '{"record": {"attributes": {"type": "Contact"}, "Id": "2"}}';

  it.each([
    ['updates the matched record', refused(`[${contact}, ${lead}]`), "1 [('1', {'LastName': 'x'})]"],
    ['reads the other spelling', refused(`[${lead}]`, 'duplicateResult'), "1 [('1', {'LastName': 'x'})]"],
    ['raises for a record of another type', refused(`[${contact}]`), 'raised []'],
    ['raises without a record', refused('[]'), 'raised []'],
    ['raises other errors', '[{"errorCode": "OTHER"}]', 'raised []'],
    ['raises what is no list', '"<html>"', 'raised []'],
  ])('%s', async (_, content, expected) => {
    const text = `from simple_salesforce import Salesforce


def load(sf: Salesforce, lead):
    return sf.Lead.create(lead)["id"]
`;
    const code = await mendedCode(alertOnLeads, 'update-matched-record', 'code.py', text);
    const main = `
from simple_salesforce import SalesforceMalformedRequest
from code_under_test import load

class Lead:
    updates = []
    def create(self, record): raise SalesforceMalformedRequest(${content})
    def update(self, id, record): self.updates.append((id, record)); return 204

class Client:
    Lead = Lead()

try:
    result = load(Client(), {"LastName": "x"})
except SalesforceMalformedRequest:
    result = "raised"
print(result, Lead.updates)
`;
    expect(python({ 'simple_salesforce.py': stub, 'code_under_test.py': code }, main)).toBe(expected);
  });

  it('updates by requests where the response tells of the refusal', async () => {
    const text = `import requests


def load(base, lead):
    response = requests.post(f"{base}/services/data/v60.0/sobjects/Lead", json=lead)
    return response.ok
`;
    const code = await mendedCode(alertOnLeads, 'update-matched-record', 'code.py', text);
    const library = `
calls = []
class Response:
    def __init__(self, status, body): self.status_code, self.body, self.ok = status, body, status < 400
    def json(self):
        if self.body is None: raise ValueError()
        return self.body
def post(url, **rest): calls.append(("post", url)); return Response(400, ${refused(`[${lead}]`)})
def patch(url, **rest): calls.append(("patch", url, rest["json"])); return Response(204, None)
`;
    const main =
      'import requests\nfrom code_under_test import load\nprint(load("b", {"a": 1}), requests.calls[1:])\n';
    expect(python({ 'requests.py': library, 'code_under_test.py': code }, main)).toBe(
      "True [('patch', 'b/services/data/v60.0/sobjects/Lead/1', {'a': 1})]",
    );
  });

  it('reads responses, answers in parts and failed rows', async () => {
    const session = `import aiohttp


async def load(session: aiohttp.ClientSession, base, lead):
    async with session.post(f"{base}/services/data/v60.0/sobjects/Lead", json=lead) as response:
        print("status", response.status)


async def body(session: aiohttp.ClientSession, base, lead):
    async with session.post(f"{base}/services/data/v60.0/sobjects/Lead", json=lead) as response:
        response.raise_for_status()
        print(await response.json())
`;
    const parts = `import requests


def load(base, lead):
    response = requests.post(
        f"{base}/services/data/v60.0/composite",
        json={"compositeRequest": [
            {"method": "POST", "url": "/services/data/v60.0/sobjects/Lead", "referenceId": "a", "body": lead},
        ]},
    )
    response.raise_for_status()
`;
    const rows = `import requests


def load(base, leads):
    response = requests.post(
        f"{base}/services/data/v60.0/composite/sobjects",
        json={"records": [{"attributes": {"type": "Lead"}, **lead} for lead in leads]},
    )
    response.raise_for_status()
`;
    const job = `import requests


def load(base):
    url = f"{base}/services/data/v60.0/jobs/ingest"
    response = requests.post(url, json={"object": "Lead", "operation": "insert"})
    job = response.json()["id"]
    requests.patch(f"{url}/{job}", json={"state": "UploadComplete"})
`;
    const upsert = `import requests


def load(base, row):
    lead = {"LastName": "x", "Ext__c": row["id"]}
    response = requests.post(f"{base}/services/data/v60.0/sobjects/Lead", json=lead)
    response.raise_for_status()
`;
    const files = {
      'session.py': await mendedCode(alertOnLeads, 'update-matched-record', 'session.py', session),
      'queued.py': await mendedCode(
        alertOnLeads,
        'queue-duplicate',
        'queued.py',
        session.slice(session.indexOf('async def body')).replace(/^/, 'import aiohttp\n\n\n'),
      ),
      'parts.py': await mendedCode(alertOnLeads, 'read-answers', 'parts.py', parts),
      'rows.py': await mendedCode(alertOnLeads, 'read-answers', 'rows.py', rows),
      'job.py': await mendedCode(alertOnLeads, 'read-failed-rows', 'job.py', job),
      'upsert.py': await mendedCode(alertOnLeads, 'upsert-rule-wins', 'upsert.py', upsert),
      'aiohttp.py': `
class ClientSession:
    calls = []
    def post(self, url, **rest): return Context(400, ${refused(`[${lead}]`)})
    def patch(self, url, **rest): self.calls.append((url, rest["json"])); return Context(204, None)
class Context:
    def __init__(self, *given): self.response = Response(*given)
    async def __aenter__(self): return self.response
    async def __aexit__(self, *_): pass
    def __await__(self):
        async def given(): return self.response
        return given().__await__()
class Response:
    def __init__(self, status, body): self.status, self.body = status, body
    async def json(self, content_type=""): return self.body
    def raise_for_status(self): raise RuntimeError("raised")
`,
      'requests.py': `
posted, states = [], ["UploadComplete", "JobComplete"]
class Response:
    def __init__(self, status, body): self.status_code, self.body, self.ok, self.content = status, body, status < 400, body
    def json(self): return self.body
    def raise_for_status(self): pass
def post(url, **rest):
    if url.endswith("composite"): return Response(200, {"compositeResponse": [{"body": {"id": "1"}}, {"body": ${refused(`[${lead}]`)}}]})
    if url.endswith("sobjects"): return Response(200, [{"success": False, "errors": [{"statusCode": "DUPLICATES_DETECTED"}]}])
    return Response(200, {"id": "750"})
def patch(url, json):
    posted.append((url, json))
    return Response(400, ${refused(`[${lead}]`)}) if "Ext__c" in url else Response(204, None)
def get(url):
    if url.endswith("failedResults"): return Response(200, b'sf__Id,sf__Error,LastName\\n"","DUPLICATES_DETECTED:x:--",B\\n"","OTHER:x:--",X\\n')
    return Response(200, {"state": states.pop(0)})
`,
    };
    const main = `
import asyncio, logging, sys, time
logging.basicConfig(stream=sys.stdout, format="%(message)s")
time.sleep = lambda seconds: None
import aiohttp, job, parts, queued, requests, rows, session, upsert
asyncio.run(session.load(aiohttp.ClientSession(), "b", {"a": 1}))
print(aiohttp.ClientSession.calls)
try:
    asyncio.run(queued.body(aiohttp.ClientSession(), "b", {"a": 1}))
except RuntimeError as error:
    print(error)
parts.load("b", {"a": 1})
rows.load("b", [{"a": 1}])
print(job.load("b"), requests.states)
requests.posted.clear()
upsert.load("b", {"id": "7"})
print(requests.posted)
`;
    expect(python(files, main).split('\n')).toEqual([
      'status 204',
      "[('b/services/data/v60.0/sobjects/Lead/1', {'a': 1})]",
      "Lead for review: duplicate rule R matches [{'type': 'Lead', 'id': '1'}]",
      'raised',
      "Lead for review: duplicate rule R matches [{'type': 'Lead', 'id': '1'}]",
      'Lead for review: duplicate rule None matches []',
      "Lead refused by a duplicate rule: {'sf__Id': '', 'sf__Error': 'DUPLICATES_DETECTED:x:--', 'LastName': 'B'}",
      'None []',
      "[('b/services/data/v60.0/sobjects/Lead/Ext__c/7', {'LastName': 'x'}), ('b/services/data/v60.0/sobjects/Lead/1', {'LastName': 'x', 'Ext__c': '7'})]",
    ]);
  });
});
