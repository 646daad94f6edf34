import { describe, expect, it } from 'vitest';
import {
  alertOnLeads,
  blockOnLeads,
  codeFixes,
  codeFixProject,
  mendedCode,
  offeredIn,
  uriOf,
} from '../../../support/codeFixes.ts';
import { applied } from '../../../support/fixes.ts';
import { jsforce, mended } from './mendedBodies.ts';

describe('jsforce', () => {
  const load = (code: string) =>
    `${jsforce}export async function load(conn: Connection, lead: { Email: string }) {\n${code}\n}\n`;

  it('wraps a statement, and names the record that is needed twice', async () => {
    const code = load("  await conn.sobject('Lead').create({ LastName: 'Web', ...lead }); // from the form");
    expect(await mended('update-matched-record', 'a.ts', code)).toMatchInlineSnapshot(`
      "export async function load(conn: Connection, lead: { Email: string }) {
        const record = { LastName: 'Web', ...lead };
        try {
          await conn.sobject('Lead').create(record); // from the form
        } catch (error) {
          const existing = duplicateRefusal(error)?.records.find(({ type }) => type === 'Lead');
          if (!existing) throw error;
          await conn.sobject('Lead').update({ ...record, Id: existing.id });
        }
      }"
    `);
  });

  it('goes on in a chain', async () => {
    const code = load("  return conn\n    .sobject('Lead')\n    .create(lead)\n    .then(({ id }) => id);");
    expect(await mended('queue-duplicate', 'a.ts', code)).toMatchInlineSnapshot(`
      "export async function load(conn: Connection, lead: { Email: string }) {
        return conn
          .sobject('Lead')
          .create(lead)
          .catch((error) => {
            const refusal = duplicateRefusal(error);
            if (refusal) {
              // TODO: put the record into your queue for review or merge, with the rule and the matched records
              console.warn(\`Lead for review: duplicate rule \${refusal.rule} matches \${refusal.records.map(({ id }) => id).join(', ')}\`);
            }
            throw error;
          })
          .then(({ id }) => id);
      }"
    `);
  });

  it('skips in a loop, without the rest of the turn', async () => {
    const code = `${jsforce}export async function load(conn: Connection, leads: object[]) {
  for (const lead of leads) {
    const { id } = await conn.sobject('Lead').create(lead);
    console.log(id);
  }
  for (const lead of leads) {
    const saved = await conn.sobject('Lead').create(lead);
    console.log(saved.id);
  }
}
`;
    const skipping = await offeredIn(alertOnLeads, 'a.ts', code);
    expect(skipping).not.toContain('skip-duplicate');
    expect(await mended('skip-duplicate', 'a.ts', code)).toMatchInlineSnapshot(`
      "export async function load(conn: Connection, leads: object[]) {
        for (const lead of leads) {
          const { id } = await conn.sobject('Lead').create(lead);
          console.log(id);
        }
        for (const lead of leads) {
          let saved;
          try {
            saved = await conn.sobject('Lead').create(lead);
          } catch (error) {
            const refusal = duplicateRefusal(error);
            if (!refusal) throw error;
            console.warn(\`Lead skipped: duplicate rule \${refusal.rule} matches \${refusal.records.map(({ id }) => id).join(', ')}\`);
            continue;
          }
          console.log(saved.id);
        }
      }"
    `);
  });

  it('writes before what a handler does', async () => {
    const code = load("  try {\n    await conn.create('Lead', lead);\n  } catch { console.log('no'); }");
    expect(await mended('branch-in-catch', 'a.ts', code)).toMatchInlineSnapshot(`
      "export async function load(conn: Connection, lead: { Email: string }) {
        try {
          await conn.create('Lead', lead);
        } catch (error) {
          const refusal = duplicateRefusal(error);
          if (refusal) {
            // TODO: put the record into your queue for review or merge, with the rule and the matched records
            console.warn(\`Lead for review: duplicate rule \${refusal.rule} matches \${refusal.records.map(({ id }) => id).join(', ')}\`);
          }
          console.log('no'); }
      }"
    `);
    expect(await mended('throw-refusal-again', 'a.ts', code)).toMatchInlineSnapshot(`
      "export async function load(conn: Connection, lead: { Email: string }) {
        try {
          await conn.create('Lead', lead);
        } catch (error) {
          if (duplicateRefusal(error)) throw error;
          console.log('no'); }
      }"
    `);
  });

  it('takes allowSave out with the literals that would stay empty', async () => {
    const code = `${jsforce}export async function load(lead: object) {
  const conn = new Connection({ version: '60.0' });
  return conn.sobject('Lead').create(lead, { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } });
}
`;
    expect(await mended('take-out-allow-save', 'a.ts', code)).toMatchInlineSnapshot(`
      "export async function load(lead: object) {
        const conn = new Connection({ version: '60.0' });
        return conn.sobject('Lead').create(lead).catch((error) => {
          const refusal = duplicateRefusal(error);
          if (refusal) {
            // TODO: put the record into your queue for review or merge, with the rule and the matched records
            console.warn(\`Lead for review: duplicate rule \${refusal.rule} matches \${refusal.records.map(({ id }) => id).join(', ')}\`);
          }
          throw error;
        });
      }"
    `);
  });

  it('takes allowSave out where Block rules alone apply, and raises no version for them', async () => {
    const code = `${jsforce}export async function load(conn: Connection, lead: object) {
  return conn.sobject('Lead').create(lead, { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } });
}
`;
    const fixes = await codeFixes(blockOnLeads, 'a.ts', code, 'ineffective-duplicate-header');
    expect(fixes.map(({ title }) => title)[0]).toBe(
      'Take allowSave=true out and handle DUPLICATES_DETECTED in a branch to fill in',
    );
    const [after] = applied(fixes[0]!, () => code).values();
    expect(after).toContain("sobject('Lead').create(lead).catch(");
    expect(fixes.map(({ id }) => id)).not.toContain('raise-api-version');
  });

  it('offers nothing first where all that is offered silences', async () => {
    const code = `${jsforce}export async function load(conn: Connection, csv: string) {
  return conn.bulk2.loadAndWaitForResults({ object: 'Lead', operation: 'insert', input: csv }).then(() => true);
}
`;
    const fixes = await codeFixes(blockOnLeads, 'a.ts', code);
    expect(fixes.map(({ id, preferred }) => [id, preferred])).toEqual([
      ['suppress-line', false],
      ['suppress-file', false],
    ]);
  });

  it('writes into a callback, or around it', async () => {
    const callback = (last: string) =>
      `const jsforce = require('jsforce');\nfunction load(conn, lead) {\n  conn.sobject('Lead').create(lead, ${last});\n}\nfunction saved(err) {\n  if (err) console.error(err);\n}\n`;
    const written = callback(
      'function (err, { id }) {\n    if (err) return console.error(err);\n    console.log(id);\n  }',
    );
    expect(await mended('update-matched-record', 'a.js', written)).toMatchInlineSnapshot(`
      "const jsforce = require('jsforce');
      function load(conn, lead) {
        const afterSave = function (err, { id }) {
          if (err) return console.error(err);
          console.log(id);
        };
        conn.sobject('Lead').create(lead, (saveError, result) => {
          const existing = duplicateRefusal(saveError)?.records.find(({ type }) => type === 'Lead');
          if (existing) conn.sobject('Lead').update({ ...lead, Id: existing.id }, afterSave);
          else afterSave(saveError, result);
        });
      }
      function saved(err) {
        if (err) console.error(err);
      }"
    `);
    expect(await mended('queue-duplicate', 'a.js', written)).toMatchInlineSnapshot(`
      "const jsforce = require('jsforce');
      function load(conn, lead) {
        conn.sobject('Lead').create(lead, function (err, { id }) {
          const refusal = duplicateRefusal(err);
          if (refusal) {
            // TODO: put the record into your queue for review or merge, with the rule and the matched records
            console.warn(\`Lead for review: duplicate rule \${refusal.rule} matches \${refusal.records.map(({ id }) => id).join(', ')}\`);
          }
          if (err) return console.error(err);
          console.log(id);
        });
      }
      function saved(err) {
        if (err) console.error(err);
      }"
    `);
    expect(await mended('queue-duplicate', 'a.js', callback('saved'))).toMatchInlineSnapshot(`
      "const jsforce = require('jsforce');
      function load(conn, lead) {
        conn.sobject('Lead').create(lead, (error, result) => {
          const refusal = duplicateRefusal(error);
          if (refusal) {
            // TODO: put the record into your queue for review or merge, with the rule and the matched records
            console.warn(\`Lead for review: duplicate rule \${refusal.rule} matches \${refusal.records.map(({ id }) => id).join(', ')}\`);
          }
          saved(error, result);
        });
      }
      function saved(err) {
        if (err) console.error(err);
      }"
    `);
  });

  it('offers nothing that handles a refusal where a wrapper has it', async () => {
    const handled = load(
      "  try {\n    return await conn.sobject('Lead').create(lead);\n  } catch (e) {\n    if ((e as any).errorCode === 'DUPLICATES_DETECTED') return null;\n    throw e;\n  }",
    );
    expect(await offeredIn(alertOnLeads, 'a.ts', handled)).toEqual([]);
  });
});

describe('the header', () => {
  const at = (version: string) => `${jsforce}export async function load(lead: object) {
  const conn = new Connection({ version: '${version}' });
  return conn.sobject('Lead').create(lead);
}
`;

  it.each([
    ['by rules that alert, from version 52', alertOnLeads, '52.0', true],
    ['not below it', alertOnLeads, '51.0', false],
    ['not by rules that block', blockOnLeads, '60.0', false],
    [
      'not where a rule that blocks stands beside',
      `${alertOnLeads}\nLead.Strict: Block/Block`,
      '60.0',
      false,
    ],
  ])('allows the save %s', async (_, rules, version, isOffered) => {
    const rulesInFull = rules.replace('Lead: ', 'Lead.First: ');
    expect((await offeredIn(rulesInFull, 'a.ts', at(version))).includes('allow-save')).toBe(isOffered);
  });

  it('gets a line and a reason of its own among others', async () => {
    const code = `import requests


def load(base, token, lead):
    response = requests.post(
        f"{base}/services/data/v60.0/sobjects/Lead",
        json=lead,
        headers={
            "Authorization": token,  # a bearer
        },
    )
    response.raise_for_status()
`;
    expect(await mended('allow-save', 'a.py', code)).toMatchInlineSnapshot(`
      "def load(base, token, lead):
          response = requests.post(
              f"{base}/services/data/v60.0/sobjects/Lead",
              json=lead,
              headers={
                  "Authorization": token,  # a bearer
                  # duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
                  "Sforce-Duplicate-Rule-Header": "allowSave=true",
              },
          )
          response.raise_for_status()"
    `);
  });

  const sending = (header: string) => `export async function load(base: string, lead: object) {
  const response = await fetch(\`\${base}/services/data/v60.0/sobjects/Lead\`, {
    method: 'POST',
    headers: { ${header} },
    body: JSON.stringify(lead),
  });
  if (!response.ok) throw new Error(response.statusText);
}
`;

  it.each([
    ['a parameter', "'Sforce-Duplicate-Rule-Header': 'alowSave=true'", "'allowSave=true'", false],
    ['a value', "'Sforce-Duplicate-Rule-Header': 'allowSave=yes'", "'allowSave=true'", false],
    [
      'a parameter beside it',
      "'Sforce-Duplicate-Rule-Header': 'allowSave=false; runAsCurentUser=true'",
      'allowSave=false; runAsCurrentUser=true',
      true,
    ],
    [
      'the name, for nothing',
      "'Sforce-Duplicate-Rules-Header': 'allowSave=false'",
      "'Sforce-Duplicate-Rule-Header': 'allowSave=false'",
      true,
    ],
    [
      'the name',
      "'Sforce-Duplicate-Rules-Header': 'allowSave=true'",
      "'Sforce-Duplicate-Rule-Header': 'allowSave=true'",
      false,
    ],
  ])('is spelt right: %s', async (_, header, expected, isSafe) => {
    const text = sending(header);
    const project = await codeFixProject(alertOnLeads, { 'a.ts': text });
    const safe = project.safeFixes(uriOf('a.ts'));
    expect(safe.map(({ id }) => id)).toEqual(isSafe ? ['correct-spelling'] : []);
    const after = isSafe
      ? applied(safe[0]!, () => text).get(uriOf('a.ts'))!
      : await mendedCode(alertOnLeads, 'correct-spelling', 'a.ts', text);
    expect(after).toContain(expected);
    expect(after.includes('TODO: say why')).toBe(!isSafe);
  });
});

describe('allowSave that is assigned', () => {
  const sending = (set: string) => `async function load(instance, lead, force) {
  const headers = {};
${set}
  const response = await fetch(\`\${instance}/services/data/v62.0/sobjects/Lead\`, { method: 'POST', headers, body: JSON.stringify(lead) });
  return response.ok;
}
`;
  const assigned = "headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';";

  it.each([
    ['alone', `  ${assigned}`, true],
    ['under a condition', `  if (force) {\n    ${assigned}\n  }`, true],
    ['under a condition that calls something', `  if (force()) {\n    ${assigned}\n  }`, false],
    [
      'with something else',
      `  if (force) {\n    ${assigned}\n  } else {\n    console.log(force);\n  }`,
      false,
    ],
    ['with another parameter', `  ${assigned.replace('true', 'true; includeRecordDetails=true')}`, false],
  ])('%s', async (_, set, isOffered) => {
    const code = sending(set);
    const offered = await offeredIn(alertOnLeads, 'a.js', code);
    expect(offered.includes('take-out-allow-save')).toBe(isOffered);
    if (!isOffered) return;
    const after = await mended('take-out-allow-save', 'a.js', code);
    expect(after).not.toMatch(/allowSave|if \(force/);
    expect(after).toContain('const headers = {};\n  const response');
  });
});
