import { describe, expect, it } from 'vitest';
import { lensesOf, readAt } from './support.ts';

const inModule = (code: string) =>
  `import { Connection } from 'jsforce';\nexport async function register(conn: Connection, email: string, row: any) {\n${code}\n}\n`;

describe('lenses in TypeScript', () => {
  it.each([
    [
      "await conn.sobject('Lead').create({ LastName: 'A', Email: email });",
      ["Lead: { LastName: 'A', Email: email }"],
    ],
    ["const lead: any = {};\nlead.LastName = 'A';\nawait conn.sobject('Lead').create(lead);", ['Lead: {}']],
    [
      "await conn.sobject('Lead').create([{ LastName: 'A' }, { LastName: 'B' }]);",
      ["Lead: { LastName: 'A' }", "Lead: { LastName: 'B' }"],
    ],
    ["await conn.sobject(row.object).create({ LastName: 'A' });", []],
    ["await conn.sobject('Case').create({ Subject: 'A' });", []],
    ["const lead = { LastName: 'A' };\nconsole.log(lead);", []],
    ["await conn.sobject('Lead').update({ Id: row.id });", []],
    ["await conn.sobject('Lead').create(row);", []],
  ])('%s', async (code, lenses) => {
    expect(await lensesOf('a.ts', inModule(code))).toEqual(lenses);
  });
});

describe('a record in TypeScript', () => {
  it.each([
    [
      "await conn.sobject('Lead').create({ |LastName: 'A', Email: email, NumberOfEmployees: 5 });",
      ['insert Lead LastName="A" NumberOfEmployees=5 Email? [email]'],
    ],
  ])('%s', async (code, expected) => {
    expect(await readAt('a.ts', inModule(code))).toEqual(expected);
  });
});
