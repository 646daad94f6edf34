import { expect, it } from 'vitest';
import { savesIn } from '../../../support/codeSaves.ts';

const saving = (condition: string) => `import jsforce from 'jsforce';
const conn = new jsforce.Connection({});
async function save(token, row, headers) {
  if (${condition}) headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
  else headers = {};
  await conn.sobject('Lead').create(row, { headers });
}`;

it.each([
  ["token === 'xoxb-123456789-abcdef'", "token === '…'"],
  ['token === `00D5g000004xyz!AQ`', 'token === `…`'],
  ['vault("very long words that may be a password").ok', 'vault("…").ok'],
  ["token === 'it\\'s 12345678'", "token === '…'"],
  ["row.mode === 'allow-duplicates'", "row.mode === 'allow-duplicates'"],
])('conditions are quoted without what may be secret: %s', async (condition, quoted) => {
  const [save] = await savesIn('a.js', saving(condition));
  expect(save).toContain(`allowSave=true when ${quoted}`);
});

it('says what is not known without what may be secret', async () => {
  const text = `import jsforce from 'jsforce';
const conn = new jsforce.Connection({});
async function save(row) {
  await conn.sobject('Lead').create(row, { headers: { 'Sforce-Duplicate-Rule-Header': vault('xoxb-123456789').read() } });
}`;
  const [save] = await savesIn('a.js', text);
  expect(save).not.toContain('xoxb');
});
