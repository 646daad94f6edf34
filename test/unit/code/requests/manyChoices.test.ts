import { expect, it } from 'vitest';
import { savesIn } from '../../../support/codeSaves.ts';

const many = (line: (index: number) => string) =>
  Array.from({ length: 40 }, (_, index) => line(index)).join('\n');
const posted = (chosen: string) => `import jsforce from 'jsforce';
const conn = new jsforce.Connection({});
async function save(o) {
  const headers = {};
  let object = 'Lead';
  let url = conn.instanceUrl + '/services/data/v58.0/sobjects/';
${chosen}
  await fetch(url + object, { method: 'POST', headers, body: JSON.stringify(o) });
}`;

it('reads addresses that grow under one condition after the other', async () => {
  const text = posted(
    many((n) => `  if (o.a${n}) { headers['h${n}'] = 'x'; url += 'L${n}'; } else { url += o.b; }`),
  );
  await expect(savesIn('a.js', text)).resolves.toBeDefined();
});

it('reads names that are chosen from themselves again and again', async () => {
  const text = posted(many((n) => `  object = o.a${n} ? object : o.b${n} ? object : 'A${n}__c';`));
  await expect(savesIn('a.js', text)).resolves.toContainEqual(expect.stringContaining('insert A8__c'));
});

it('drops no object where an address may be put together in more ways than are told apart', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `Obj${index}__c`);
  const text = `const base = process.env.A ? 'https://a.my.salesforce.com' : process.env.B ? 'https://b.my.salesforce.com' : 'https://c.my.salesforce.com';
async function save(record) {
  for (const object of [${names.map((name) => `'${name}'`).join(', ')}]) {
    await fetch(base + '/services/data/v58.0/sobjects/' + object, { method: 'POST', body: JSON.stringify(record) });
  }
}`;
  const saves = await savesIn('a.js', text);
  for (const name of names) expect(saves).toContainEqual(expect.stringContaining(`insert ${name}`));
});

it('says that one of many objects is not known', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `'Obj${index}__c'`).join(', ');
  const text = `async function save(base, record) {
  for (const object of [${names}]) await fetch(\`\${base}/services/data/v58.0/sobjects/\${object}\`, { method: 'POST' });
}`;
  expect(await savesIn('a.js', text)).toEqual(['2 fetch: insert <unknown> (rest-record) in save, v58']);
});
