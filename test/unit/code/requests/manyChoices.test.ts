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
