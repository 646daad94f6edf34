import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../support/codeSaves.ts';

const head = `import jsforce from 'jsforce';\nconst conn = new jsforce.Connection({ version: '60.0' });\n`;

const cases: readonly [string, string, readonly string[]][] = [
  [
    'a literal at the top level',
    `${head}await conn.sobject('Lead').create({ LastName: 'x' });`,
    ['3 create: insert Lead (rest-record) in code, v60'],
  ],
  [
    'a function',
    `${head}export async function sync(lead) {\n  return conn.sobject('Lead').create(lead);\n}`,
    ['4 create: insert Lead (rest-record) in sync, v60'],
  ],
  [
    'a wrapper and its caller',
    `${head}function save(object, record) {\n  return conn.sobject(object).create(record);\n}\nasync function sync() {\n  await save('Lead', { LastName: 'x' });\n}`,
    [
      '4 create: insert <generic> (rest-record) in save, v60',
      '7 save: insert Lead (rest-record) in sync, v60, via 4 create',
    ],
  ],
];

describe('saves in JavaScript', () => {
  for (const [name, text, expected] of cases) {
    it(name, async () => {
      expect(await savesIn('code.ts', text)).toEqual(expected);
    });
  }
});
