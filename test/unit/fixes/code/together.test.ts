import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { alertOnLeads, codeFixProject, problemsOf, uriOf } from '../../../support/codeFixes.ts';
import { applied, fixesOf } from '../../../support/fixes.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

/** What fixes make of a file one after another, each of the first finding that offers it. */
async function inTurn(name: string, text: string, ids: readonly string[]): Promise<string> {
  let code = text;
  for (const id of ids) {
    const before = code;
    const project = await codeFixProject(alertOnLeads, { [name]: before });
    const fixes = fixesOf(project, uriOf(name));
    const fix = fixes.find((one) => one.id === id);
    if (!fix) throw new Error(`no ${id} among ${fixes.map((one) => one.id).join(', ')}\n${code}`);
    code = applied(fix, () => before).get(uriOf(name))!;
    expect(await problemsOf(fix, alertOnLeads, name, before, code)).toEqual([]);
  }
  return code;
}

/** `duplicateRefusalOf → duplicateRefusalIn`: the helpers of a file, with what they ask. */
function helpersOf(code: string): readonly string[] {
  const written =
    /^(?:async )?(?:function|def) (duplicate_?[rR]efusal\w*)\([\s\S]*?\n(?=\}|\S|$(?![\s\S]))/gm;
  return [...code.matchAll(written)].map(([text, name]) => {
    const asked = /return (duplicate_?[rR]efusal\w*)\(body\)/.exec(text)?.[1];
    return asked ? `${name} → ${asked}` : name!;
  });
}

const jsforce = `import { Connection } from 'jsforce';

export async function one(conn: Connection, lead: { Email: string }) {
  await conn.sobject('Lead').create({ LastName: 'Web', ...lead });
}

export async function two(conn: Connection, lead: { Email: string }) {
  await conn.sobject('Lead').create({ LastName: 'First', ...lead });
  await conn.sobject('Lead').create({ LastName: 'Second', ...lead });
}

export async function rows(conn: Connection, leads: { Email: string }[]) {
  await conn.sobject('Lead').create(leads);
}
`;

const requests = `import axios from 'axios';

const url = 'https://x.my.salesforce.com/services/data/v62.0';

export async function one(token, lead) {
  const response = await fetch(\`\${url}/sobjects/Lead\`, { method: 'POST', headers: { Authorization: token }, body: JSON.stringify(lead) });
  if (!response.ok) throw new Error('no');
}

export async function rows(token, names) {
  const records = names.map((name) => ({ attributes: { type: 'Lead' }, LastName: name }));
  const response = await fetch(\`\${url}/composite/sobjects\`, { method: 'POST', headers: { Authorization: token }, body: JSON.stringify({ allOrNone: false, records }) });
  console.log(response.status);
}

export async function other(token, lead) {
  await axios.post(\`\${url}/sobjects/Lead\`, lead, { headers: { Authorization: token } });
}
`;

const python = `import requests
from simple_salesforce import Salesforce

URL = "https://x.my.salesforce.com/services/data/v62.0"


def one(token, lead):
    response = requests.post(f"{URL}/sobjects/Lead", json=lead, headers={"Authorization": token})
    return response.ok


def rows(token, names):
    records = [{"attributes": {"type": "Lead"}, "LastName": name} for name in names]
    response = requests.post(f"{URL}/composite/sobjects", json={"allOrNone": False, "records": records}, headers={"Authorization": token})
    return response.ok


def other(sf: Salesforce, lead):
    sf.Lead.create(lead)


def another(sf: Salesforce, lead):
    sf.Lead.create(lead)
`;

function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import ast'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the helper', () => {
  it.each([
    {
      title: 'jsforce has one for errors and rows',
      name: 'a.ts',
      text: jsforce,
      ids: ['queue-duplicate', 'queue-duplicate', 'queue-duplicate', 'queue-duplicate-rows'],
      helpers: ['duplicateRefusal'],
    },
    {
      title: 'jsforce has one for rows and errors',
      name: 'a.ts',
      text: jsforce,
      ids: ['queue-duplicate-rows', 'update-matched-record'],
      helpers: ['duplicateRefusal'],
    },
    {
      title: 'one that reads responses is taken apart when rows come',
      name: 'a.js',
      text: requests,
      ids: ['queue-duplicate', 'read-answers', 'queue-duplicate'],
      helpers: [
        'duplicateRefusalIn',
        'duplicateRefusalOf → duplicateRefusalIn',
        'duplicateRefusal → duplicateRefusalIn',
      ],
    },
    {
      title: 'one that reads rows is asked by others',
      name: 'a.js',
      text: requests,
      ids: ['read-answers', 'queue-duplicate', 'queue-duplicate'],
      helpers: [
        'duplicateRefusalIn',
        'duplicateRefusalOf → duplicateRefusalIn',
        'duplicateRefusal → duplicateRefusalIn',
      ],
    },
    {
      title: 'as in Python',
      name: 'a.py',
      text: python,
      ids: ['queue-duplicate', 'read-answers', 'queue-duplicate', 'queue-duplicate'],
      helpers: [
        'duplicate_refusal_in',
        'duplicate_refusal_of → duplicate_refusal_in',
        'duplicate_refusal → duplicate_refusal_in',
      ],
    },
  ])('$title', async ({ name, text, ids, helpers }) => {
    expect(helpersOf(await inTurn(name, text, ids))).toEqual(helpers);
  });

  it('is known again after a formatter', async () => {
    const first = await inTurn('a.js', requests, ['read-answers']);
    const formatted = first
      .replace('[body].flat().map(Object)\n    .find(', '[body]\n    .flat()\n    .map(Object)\n    .find(')
      .replace(/'DUPLICATES_DETECTED';/, '"DUPLICATES_DETECTED";');
    expect(formatted).not.toBe(first);
    expect(helpersOf(await inTurn('a.js', formatted, ['queue-duplicate']))).toHaveLength(2);
  });

  it('is left alone where somebody has changed it', async () => {
    const first = await inTurn('a.js', requests, ['read-answers']);
    const changed = first.replace('if (!answer) return null;', 'if (!answer) return undefined;');
    const code = await inTurn('a.js', changed, ['queue-duplicate']);
    expect(helpersOf(code)).toEqual(['duplicateRefusalIn', 'duplicateRefusalOf']);
  });

  it('stands above all Python that runs before it', async () => {
    const top = 'from simple_salesforce import Salesforce\n\nsf = Salesforce(instance="x", session_id="y")\n';
    const text = `${top}sf.Lead.create({"LastName": "first"})\n\n\ndef load(lead):\n    return sf.Lead.create(lead)\n`;
    const project = await codeFixProject(alertOnLeads, { 'a.py': text });
    const last = fixesOf(project, uriOf('a.py'))
      .filter(({ id }) => id === 'queue-duplicate')
      .at(-1)!;
    const below = applied(last, () => text).get(uriOf('a.py'))!;
    const code = await inTurn('a.py', below, ['queue-duplicate']);
    expect(helpersOf(code)).toEqual(['duplicate_refusal']);
    expect(code.indexOf('def duplicate_refusal')).toBeLessThan(code.indexOf('sf.Lead.create({'));
  });
});

describe('names', () => {
  it.each([
    { name: 'a.ts', text: jsforce },
    { name: 'a.js', text: jsforce.replace(/: (?:Connection|\{ Email: string \})(?:\[\])?/g, '') },
  ])('are those of each function in $name', async ({ name, text }) => {
    const code = await inTurn(
      name,
      text,
      Array.from({ length: 3 }, () => 'update-matched-record'),
    );
    expect(code.match(/const \w+ = \{/g)).toEqual([
      'const record = {',
      'const record = {',
      'const newRecord = {',
    ]);
    expect(code.match(/const existing =/g)).toHaveLength(3);
  });

  it('are others where code that gets to see them uses them', async () => {
    const text = `import { Connection } from 'jsforce';

const record = 'from elsewhere';

export async function load(conn: Connection, lead: { Email: string }, existing: boolean) {
  await conn.sobject('Lead').create({ LastName: record, ...lead });
  if (existing) [1].forEach((newRecord) => console.log(newRecord, record));
}
`;
    const code = await inTurn('a.ts', text, ['update-matched-record']);
    expect(code).toContain('const newRecord2 = { LastName: record, ...lead };');
    expect(code).toContain('const matched = duplicateRefusal(error)');
  });

  it('are those of each function in Python', async () => {
    const ids = Array.from({ length: 2 }, () => 'update-matched-record');
    const code = await inTurn('a.py', python, ids);
    expect(code.match(/\bmatched = refusal|existing = refusal/g)).toEqual([
      'existing = refusal',
      'existing = refusal',
    ]);
  });
});

describe('what several fixes leave', () => {
  it('passes the compilers', async () => {
    const folder = path.join(root, 'node_modules/.cache/mended-together');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const all = ['queue-duplicate', 'read-answers', 'queue-duplicate'];
    writeFileSync(path.join(folder, 'a.mjs'), await inTurn('a.js', requests, all));
    writeFileSync(path.join(folder, 'a.py'), await inTurn('a.py', python, all));
    const script = await inTurn('a.ts', jsforce, ['update-matched-record', 'queue-duplicate-rows']);
    writeFileSync(path.join(folder, 'a.ts'), script);
    const fetching = requests.replaceAll('token, lead)', 'token: string, lead: object)');
    const typed = fetching.replace('token, names)', 'token: string, names: string[])');
    writeFileSync(path.join(folder, 'b.ts'), await inTurn('b.ts', typed, all.slice(0, 2)));
    const run = promisify(execFile);
    await run(process.execPath, ['--check', path.join(folder, 'a.mjs')]);
    if (hasPython()) await run('python3', ['-m', 'py_compile', path.join(folder, 'a.py')]);
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const flags =
      '--ignoreConfig --strict --noEmit --skipLibCheck --target es2022 --module nodenext --types node --lib es2023,dom';
    const files = ['a.ts', 'b.ts'].map((name) => path.join(folder, name));
    await run(process.execPath, [tsc, ...flags.split(' '), ...files]).catch((error) => {
      expect(error.stdout).toBe('');
    });
  }, 60_000);
});
