import { describe, expect, it } from 'vitest';
import { savesOf } from '../../../support/codeSaves.ts';

const client = "import jsforce from 'jsforce';\nconst conn = new jsforce.Connection({});\n";
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('files that import each other', () => {
  it('may each hand on a name that none of them has', async () => {
    const files = {
      'a.js': `${client}import { x as y } from './a.js';\nexport { x } from './b.js';\nconn.sobject(y).create({});`,
      'b.js': "import { x } from './a.js';\nexport { x };",
    };
    expect(await savesOf(files, 'a.js')).toEqual([expect.stringContaining('<unknown>')]);
  });

  it('may go round in a large circle', async () => {
    const files = Object.fromEntries(
      numbers(50).map((n) => [
        `f${n}.js`,
        `${client}${numbers(50)
          .map((m) => `import { f${m}, h${m} } from './f${m}.js';`)
          .join('\n')}
export const h${n} = { ...h${(n + 1) % 50}, a: h${(n + 2) % 50} };
export async function f${n}(a) { await f${(n + 1) % 50}(a); await conn.sobject('Lead').create(a, { headers: h${(n + 1) % 50} }); }`,
      ]),
    );
    const found = await savesOf(files, 'f0.js');
    expect(found.some((one) => one.includes('insert Lead'))).toBe(true);
  });

  it('may hold classes above each other, each given away by all', async () => {
    const files = Object.fromEntries(
      numbers(20).map((n) => [
        `f${n}.js`,
        `${client}${numbers(20)
          .map((m) => `export * from './f${m}.js';`)
          .join('\n')}
export class C${n} extends C${n + 1} { go${n}(row) { this.nothing(row); return this.save${(n + 1) % 20}(row); }
  save${n}(row) { return conn.sobject('Lead').create(row); } }`,
      ]),
    );
    expect(await savesOf(files, 'f3.js')).toEqual([expect.stringContaining('insert Lead')]);
  });

  it('may all give away what all others give', async () => {
    const files = Object.fromEntries(
      numbers(30).map((n) => [
        `f${n}.js`,
        `${client}${numbers(30)
          .map((m) => `export * from './f${m}.js';`)
          .join('\n')}
import { nothing } from './f${(n + 1) % 30}.js';
nothing({}); conn.sobject('Lead').create({});`,
      ]),
    );
    expect(await savesOf(files, 'f0.js')).toHaveLength(1);
  });

  it('may hand on a name through many files', async () => {
    const files = Object.fromEntries([
      ...numbers(30).map((n) => [`f${n}.js`, `export * from './f${n + 1}.js'; // Salesforce`]),
      ['f30.js', "export const object = 'Contact'; // Salesforce"],
      ['main.js', `${client}import { object } from './f0.js';\nconn.sobject(object).create({});`],
    ]);
    expect(await savesOf(files, 'main.js')).toEqual([expect.stringContaining('insert Contact')]);
  });
});
