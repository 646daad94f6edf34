import { expect, it } from 'vitest';
import { codeProject, uriOf } from '../../../support/codeSaves.ts';

it('ends where files hand on the names of all others', async () => {
  const all = Array.from({ length: 12 }, (_, index) => index);
  const files: Record<string, string> = {
    'helper.ts':
      "// jsforce salesforce\nexport async function createLead(conn, data) { return conn.sobject('Lead').create(data); }",
    'caller.ts':
      "import { createLead } from './m0'; // salesforce\nexport async function f(c, d) { try { await createLead(c, d); } catch (e) { console.log(e); } }",
    'lost.ts':
      "import { createLead } from './m1'; // salesforce\nexport async function g(c, d) { try { await createLead(c, d); } catch {} }",
  };
  for (const one of all) {
    files[`m${one}.ts`] = [
      '// salesforce createLead',
      ...all.map((other) => `export * from './m${other}';`),
      ...(one === 11 ? ["export * from './helper';"] : []),
    ].join('\n');
  }
  const frontEnd = await codeProject(files);
  const [site] = frontEnd.facts(uriOf('helper.ts')).sites;
  expect(site?.refusal.kind).toBe('logs');
  expect(site?.refusal.callers?.deciding.map(({ enclosing }) => enclosing)).toEqual(['f', 'g']);
});
