import { describe, expect, it } from 'vitest';
import { alertOnLeads, codeFixProject, mendedCode, offeredIn, uriOf } from '../../../support/codeFixes.ts';
import { mended } from './mendedBodies.ts';

describe('Python', () => {
  it('keeps decorators and the documentation string where they are', async () => {
    const code = `"""Loads."""
from __future__ import annotations

from simple_salesforce import Salesforce


# Once a day.
@task
def load(sf: Salesforce, rows):
    for row in rows:
        sf.Lead.create({"LastName": row})
`;
    const text = await mendedCode(alertOnLeads, 'skip-duplicate', 'a.py', code);
    expect(text.replace(/ {4}body = [\s\S]*?return None\n/, '    …\n')).toMatchInlineSnapshot(`
      """"Loads."""
      from __future__ import annotations

      import logging

      from simple_salesforce import Salesforce, SalesforceMalformedRequest


      def duplicate_refusal(error):
          """What the duplicate rule matched that refused a save; None for any other answer."""
          …


      # Once a day.
      @task
      def load(sf: Salesforce, rows):
          for row in rows:
              try:
                  sf.Lead.create({"LastName": row})
              except SalesforceMalformedRequest as error:
                  refusal = duplicate_refusal(error)
                  if refusal is None:
                      raise
                  logging.warning("Lead skipped: duplicate rule %s matches %s", refusal["rule"], refusal["records"])
      "
    `);
  });

  it('puts a comment into no string, and behind no continuation', async () => {
    const code = `from simple_salesforce import Salesforce


def load(sf: Salesforce, row):
    sf.Lead \\
        .create({"LastName": row})
`;
    const project = await codeFixProject(alertOnLeads, { 'a.py': code });
    const [finding] = project.findings(uriOf('a.py'));
    const ids = project.fixes(uriOf('a.py'), finding!.location).map(({ id }) => id);
    expect(ids).not.toContain('suppress-line');
    expect(ids).toContain('suppress-file');
  });
});

describe('clients of HTTP', () => {
  const post = (client: string, code: string) =>
    `import ${client};\n\nexport async function load(instance, lead) {\n${code}\n}\n`;
  const url = `\`\${instance}/services/data/v62.0/sobjects/Lead\``;

  it('keeps what is chained to a request', async () => {
    const code = post('request from "superagent"', `  return request.post(${url}).send(lead).set("A", "b");`);
    expect(await mended('queue-duplicate', 'a.js', code)).toMatchInlineSnapshot(`
      "export async function load(instance, lead) {
        return request.post(\`\${instance}/services/data/v62.0/sobjects/Lead\`).send(lead).set("A", "b").catch((error) => {
          const refusal = duplicateRefusal(error);
          if (refusal) {
            // TODO: put the record into your queue for review or merge, with the rule and the matched records
            console.warn(\`Lead for review: duplicate rule \${refusal.rule} matches \${refusal.records.map(({ id }) => id).join(', ')}\`);
          }
          throw error;
        });
      }"
    `);
    expect(await mended('allow-save', 'a.js', code)).toMatchInlineSnapshot(`
      "export async function load(instance, lead) {
        // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
        return request.post(\`\${instance}/services/data/v62.0/sobjects/Lead\`).set("Sforce-Duplicate-Rule-Header", "allowSave=true").send(lead).set("A", "b");
      }"
    `);
  });

  it('gives what a create would have answered', async () => {
    const code = post(
      "ky from 'ky'",
      `  const { id } = await ky.post(${url}, { json: { ...lead, Company: 'x' } }).json();\n  return id;`,
    );
    expect(await mended('update-matched-record', 'a.js', code)).toMatchInlineSnapshot(`
      "export async function load(instance, lead) {
        const record = { ...lead, Company: 'x' };
        const { id } = await ky.post(\`\${instance}/services/data/v62.0/sobjects/Lead\`, { json: record }).json().catch(async (error) => {
          const existing = (await duplicateRefusal(error))?.records.find(({ type }) => type === 'Lead');
          if (!existing) throw error;
          await ky.patch(\`\${instance}/services/data/v62.0/sobjects/Lead/\${existing.id}\`, { json: record });
          return { id: existing.id, success: true, errors: [] };
        });
        return id;
      }"
    `);
  });

  it('offers no update whose answer the code reads, nor a second look at a body that can be read once', async () => {
    const agent = post(
      "agent from 'superagent'",
      `  const { body } = await agent.post(${url}).send(lead);\n  return body.id;`,
    );
    expect(await offeredIn(alertOnLeads, 'a.js', agent)).not.toContain('update-matched-record');
    const undici = post(
      "{ request } from 'undici'",
      `  const response = await request(${url}, { method: 'POST', body: JSON.stringify(lead) });\n  return response.body.json();`,
    );
    expect(await offeredIn(alertOnLeads, 'a.js', undici)).toEqual(['allow-save', 'state-refusal']);
    const given = `import ky from 'ky';\nexport function load(instance, lead) {\n  return ky.post(${url}, { json: lead });\n}\n`;
    expect(await offeredIn(alertOnLeads, 'a.js', given)).toEqual(['allow-save', 'state-refusal']);
    const typed = `import ky from 'ky';\nexport async function load(instance: string, lead: object) {\n  const lead2 = await ky.post(${url}, { json: lead }).json<Lead>();\n  return lead2;\n}\n`;
    expect(await offeredIn(alertOnLeads, 'a.ts', typed)).not.toContain('update-matched-record');
  });

  it.each([
    ['if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);', true],
    ['if (response.status >= 400 && lead) throw new Error(await response.text());', true],
    ['if (response.ok) return true;\n  else console.error(await response.json());', true],
    ['if (response.status === 401) throw new Error("Log in again");', true],
    ['const text = response.ok ? "" : await response.text();\n  if (text) throw new Error(text);', true],
    ['if (!response.ok) throw new Error("Not saved");\n  return (await response.json()).id;', false],
    ['if (response.ok) return (await response.json()).id;', false],
    ['if (!other.ok) throw new Error(await response.text());', false],
    ['if (!response.ok || lead) throw new Error(await response.text());', false],
    ['if (response.status !== 201) throw new Error("Not saved");', false],
    ['if ([200, 201].includes(response.status)) return true;\n  throw response;', false],
    ['if (!response.ok) log.push(() => response.text());', false],
  ])(
    'updates where the code reads of the response what an update answers too: %s',
    async (rest, isOffered) => {
      const send = `await fetch(${url}, { method: 'POST', body: JSON.stringify(lead) })`;
      const code = post("log from './log.js'", `  const response = ${send};\n  ${rest}`);
      const offered = await offeredIn(alertOnLeads, 'a.js', code);
      expect(offered.includes('update-matched-record'), offered.join()).toBe(isOffered);
      if (isOffered) await mendedCode(alertOnLeads, 'update-matched-record', 'a.js', code);
    },
  );

  it('moves an external id into the address', async () => {
    const code = post(
      "axios from 'axios'",
      `  const record = { ...lead, Ext__c: lead.key };\n  await axios.post(${url}, record);`,
    );
    expect(await mended('upsert-rule-wins', 'a.js', code)).toMatchInlineSnapshot(`
      "export async function load(instance, lead) {
        const record = { ...lead, Ext__c: lead.key };
        try {
          const { Ext__c: externalId, ...fields } = record;
          await axios.patch(\`\${instance}/services/data/v62.0/sobjects/Lead/Ext__c/\${encodeURIComponent(externalId)}\`, fields);
        } catch (error) {
          const existing = duplicateRefusal(error)?.records.find(({ type }) => type === 'Lead');
          if (!existing) throw error;
          await axios.patch(\`\${instance}/services/data/v62.0/sobjects/Lead/\${existing.id}\`, record);
        }
      }"
    `);
    expect(await mended('upsert-external-id-wins', 'a.js', code)).toMatchInlineSnapshot(`
      "export async function load(instance, lead) {
        const record = { ...lead, Ext__c: lead.key };
        const { Ext__c: externalId, ...fields } = record;
        // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
        await axios.patch(\`\${instance}/services/data/v62.0/sobjects/Lead/Ext__c/\${encodeURIComponent(externalId)}\`, fields, { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } });
      }"
    `);
  });
});
