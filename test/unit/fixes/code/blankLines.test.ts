import { expect, it } from 'vitest';
import { alertOnLeads, codeFixProject, uriOf } from '../../../support/codeFixes.ts';
import { applied, fixesOf } from '../../../support/fixes.ts';

const head = 'from simple_salesforce import Salesforce';
const function_ = `def load(sf: Salesforce, lead):
    return sf.Lead.create(lead)["id"]
`;

async function afterFix(id: string, text: string, nth = 0): Promise<string> {
  const project = await codeFixProject(alertOnLeads, { 'load.py': text });
  const fix = fixesOf(project, uriOf('load.py'))
    .filter((one) => one.id === id)
    .at(nth)!;
  return applied(fix, () => text).get(uriOf('load.py'))!;
}

/** How many blank lines stand above each function and class of the top level, with what is written above it. */
function gapsOf(code: string): readonly number[] {
  const pieces = /(?<=\n)((?:[ \t]*\r?\n)*)(?:[@#][^\n]*\n)*(?:async def|def|class)\b/g;
  return [...code.matchAll(pieces)].map(([, gap]) => gap!.split('\n').length - 1);
}

it.each([
  ['right below an import', `${head}\n${function_}`],
  ['one blank line below', `${head}\n\n${function_}`],
  ['two blank lines below', `${head}\n\n\n${function_}`],
  ['blank lines that hold spaces', `${head}\n  \n\t\n${function_}`],
  ['a comment and a decorator above', `import os\n${head}\n# Loads.\n@traced\n${function_}`],
  ['carriage returns', `${head}\n${function_}`.replaceAll('\n', '\r\n')],
])('two blank lines stand above a helper in Python: %s', async (_, text) => {
  const code = await afterFix('update-matched-record', text);
  expect(gapsOf(code)).toEqual([2, 2]);
  if (text.includes('\r')) expect(code.replaceAll('\r\n', '')).not.toContain('\n');
});

it('helpers that come to one place have two blank lines between them', async () => {
  const text = `import requests
from simple_salesforce import Salesforce
URL = "https://x.my.salesforce.com/services/data/v62.0"
def one(token, lead):
    response = requests.post(f"{URL}/sobjects/Lead", json=lead, headers={"Authorization": token})
    return response.ok
def other(sf: Salesforce, lead):
    sf.Lead.create(lead)
`;
  // A helper above the second function, and then one above the first, to where what it asks is moved.
  const once = await afterFix('queue-duplicate', text, -1);
  const twice = await afterFix('update-matched-record', once);
  const helpers = /((?:[ \t]*\n)*)def duplicate_refusal/g;
  expect([...twice.matchAll(helpers)].map(([, gap]) => gap)).toEqual(['\n\n\n', '\n\n\n', '\n\n\n']);
});
