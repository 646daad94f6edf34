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
});
