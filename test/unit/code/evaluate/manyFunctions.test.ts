import { expect, it } from 'vitest';
import { codeProject, shownSite, uriOf } from '../../../support/codeSaves.ts';

const count = 700;
const chain = Array.from(
  { length: count },
  (_, index) => `async function f${index}(a) { return f${(index + 1) % count}(a); }`,
).join('\n');
const text = (object: string) => `import jsforce from 'jsforce';
const conn = new jsforce.Connection({});
${chain}
async function save(a) { await conn.sobject('${object}').create(await f0(a)); }`;

it('keeps up with thousands of functions that each reach all others', async () => {
  const frontEnd = await codeProject({ 'a.js': text('Lead') });
  const saves = (object: string) => {
    frontEnd.setFile(uriOf('a.js'), text(object));
    return frontEnd.facts(uriOf('a.js')).sites.map((site) => shownSite(site, { 'a.js': text(object) }));
  };
  expect(saves('Lead')).toEqual([expect.stringContaining('insert Lead')]);
  expect(saves('Contact')).toEqual([expect.stringContaining('insert Contact')]);
});
