import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { seededRandom } from '../../support/mutants.ts';
import { request } from '../../support/sandbox.ts';
import { data, queryOf, startQueryOrg } from './queryOrg.ts';

let org: Sandbox;

beforeAll(async () => {
  org = await startQueryOrg();
});
afterAll(() => org.close());

const query = (soql: string, path?: string) => queryOf(org, soql, path);

describe('a query', () => {
  it.each<[string, string[]]>([
    ["SELECT Name FROM Contact WHERE LastName = 'BYRON'", ['Ada Byron']],
    ["select name from contact where lastname != 'byron' order by name", ['alder', 'Zed']],
    ["SELECT Name FROM Contact WHERE LastName IN ('byron', 'zed') ORDER BY Name DESC", ['Zed', 'Ada Byron']],
    ["SELECT Name FROM Contact WHERE LastName NOT IN ('byron', 'zed')", ['alder']],
    ["SELECT Name FROM Contact WHERE Email LIKE '%@X.example' ORDER BY Email", ['Ada Byron', 'alder']],
    ["SELECT Name FROM Contact WHERE LastName LIKE '_ed'", ['Zed']],
    ["SELECT Name FROM Account WHERE Name = 'O\\'Neil 50%'", ["O'Neil 50%"]],
    ["SELECT Name FROM Account WHERE Name LIKE '%50\\%'", ["O'Neil 50%"]],
    ["SELECT Name FROM Account WHERE Name LIKE '%60\\%'", []],
    ['SELECT Name FROM Contact WHERE Email = null', ['Zed']],
    ['SELECT Name FROM Contact WHERE Email != NULL ORDER BY Name LIMIT 1 OFFSET 1', ['alder']],
    ['SELECT Name FROM Contact WHERE HasOptedOutOfEmail = true', ['alder']],
    ['SELECT Name FROM Contact WHERE NOT (HasOptedOutOfEmail = true OR Email = null)', ['Ada Byron']],
    ['SELECT Name FROM Contact WHERE Birthdate < 1990-05-02', ['Zed']],
    ['SELECT Name FROM Account WHERE NumberOfEmployees >= 20', ['Acme']],
    ["SELECT Name FROM Contact WHERE Account.Name = 'acme'", ['Ada Byron']],
    ['SELECT Name FROM Contact WHERE CreatedDate = 2026-03-01T09:00:00Z AND Email = null', ['Zed']],
    ['SELECT Name FROM Contact ORDER BY Email NULLS LAST, Name', ['Ada Byron', 'alder', 'Zed']],
  ])('%s', async (soql, names) => {
    const { body } = await query(soql);
    expect(body.records?.map(({ Name }: { Name: string }) => Name)).toEqual(names);
    expect(body).toMatchObject({ totalSize: names.length, done: true });
  });

  it('gives fields of the record above, and null where there is none', async () => {
    const { body } = await query(
      "SELECT Id, Account.Name, Account.Id FROM Contact WHERE LastName IN ('Byron', 'Zed')",
    );
    const [byron, zed] = body.records;
    const url = `${data}/sobjects/Account/${byron.Account.Id}`;
    expect(byron.Account).toEqual({
      attributes: { type: 'Account', url },
      Name: 'Acme',
      Id: expect.stringMatching(/^001/),
    });
    expect(byron.attributes).toEqual({ type: 'Contact', url: `${data}/sobjects/Contact/${byron.Id}` });
    expect(zed.Account).toBeNull();
  });

  it('takes ids of 15 and 18 characters', async () => {
    const [{ Id }] = (await query('SELECT Id FROM Contact LIMIT 1')).body.records;
    expect(Id).toHaveLength(18);
    for (const id of [Id, Id.slice(0, 15)]) {
      expect((await query(`SELECT Id FROM Contact WHERE Id = '${id}'`)).body.records).toHaveLength(1);
    }
  });

  it('counts', async () => {
    expect((await query('SELECT COUNT() FROM Contact')).body).toEqual({
      totalSize: 3,
      done: true,
      records: [],
    });
  });

  it.each<[soql: string, values: unknown]>([
    ["SELECT Name FROM Contact c WHERE c.LastName = 'Zed'", ['Zed']],
    ["SELECT Contact.Name FROM Contact WHERE Contact.LastName = 'Zed'", ['Zed']],
    ["SELECT toLabel(Name) FROM Contact WHERE LastName = 'Zed'", ['Zed']],
    [
      "SELECT Name FROM Contact WHERE (LastName = 'Zed' AND Email = null) OR FirstName = 'Ada'",
      ['Ada Byron', 'Zed'],
    ],
    ["SELECT Name FROM Contact WHERE NOT LastName IN ('Zed', 'alder')", ['Ada Byron']],
    ['SELECT Name FROM Contact WHERE Birthdate = LAST_N_YEARS:40', ['Zed']],
    ['SELECT Name FROM Contact WHERE CreatedDate = TODAY AND Birthdate < N_DAYS_AGO:1', ['Zed']],
    ['SELECT Name FROM Contact WHERE CreatedDate > TODAY OR CreatedDate < THIS_MONTH', []],
    ['SELECT Name FROM Contact WHERE CreatedDate >= 2026-03-01T10:00:00+01:00 AND Email = null', ['Zed']],
    ['SELECT Name FROM Contact WHERE CALENDAR_YEAR(Birthdate) = 1990', ['Zed']],
    [
      'SELECT Name FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE NumberOfEmployees > 5)',
      ['Ada Byron'],
    ],
    [
      'SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact WHERE AccountId != null)',
      ["O'Neil 50%"],
    ],
    ["SELECT Name FROM Contact WHERE Account.Name LIKE 'ac__' ALL ROWS", ['Ada Byron']],
    ["SELECT Name FROM Contact WHERE LastName = 'Zed' LIMIT 1 FOR VIEW", ['Zed']],
    ["SELECT Name FROM Account WHERE Name LIKE '%\\'%'", ["O'Neil 50%"]],
    ["SELECT Name FROM Account WHERE Name = 'x\\' OR Name != \\''", []],
    ["SELECT Name FROM Contact WHERE Name LIKE '%%%%%%%%%%%%%%%%%%%%%%%%%%%%b%y%r%n'", ['Ada Byron']],
    [
      'SELECT Name FROM Contact ORDER BY Account.Name DESC NULLS LAST, LastName LIMIT 2',
      ['Ada Byron', 'alder'],
    ],
    ['SELECT Name FROM Contact WHERE Id = null', []],
    ['SELECT Name FROM Contact LIMIT 0', []],
  ])('%s as well', async (soql, names) => {
    const { body } = await query(soql);
    expect(body.records?.map(({ Name }: { Name: string }) => Name)).toEqual(names);
  });

  it.each<[soql: string, records: object[]]>([
    ['SELECT COUNT(Id) FROM Contact', [{ expr0: 3 }]],
    ["SELECT COUNT(Id) n, COUNT(Email) FROM Contact WHERE LastName = 'nobody'", [{ n: 0, expr0: 0 }]],
    ['SELECT MIN(NumberOfEmployees), MAX(Name) top FROM Account', [{ expr0: 3, top: "O'Neil 50%" }]],
    ['SELECT SUM(NumberOfEmployees) s, AVG(NumberOfEmployees) a FROM Account', [{ s: 23, a: 11.5 }]],
    [
      'SELECT HasOptedOutOfEmail, COUNT(Id) n FROM Contact GROUP BY HasOptedOutOfEmail ORDER BY COUNT(Id) DESC',
      [
        { HasOptedOutOfEmail: false, n: 2 },
        { HasOptedOutOfEmail: true, n: 1 },
      ],
    ],
    [
      'SELECT Account.Name a, COUNT_DISTINCT(Email) n FROM Contact GROUP BY Account.Name ORDER BY Account.Name',
      [
        { a: null, n: 1 },
        { a: 'Acme', n: 1 },
      ],
    ],
    ['SELECT AccountId FROM Contact GROUP BY AccountId HAVING COUNT(Id) > 1', [{ AccountId: null }]],
    [
      'SELECT CALENDAR_YEAR(Birthdate) y FROM Contact WHERE Birthdate != null GROUP BY CALENDAR_YEAR(Birthdate)',
      [{ y: 1990 }],
    ],
  ])('%s', async (soql, records) => {
    const { body } = await query(soql);
    const attributes = { type: 'AggregateResult' };
    expect(body).toEqual({
      totalSize: records.length,
      done: true,
      records: records.map((record) => ({ attributes, ...record })),
    });
  });

  it('gives the children of records', async () => {
    const { body } = await query('SELECT Name, (SELECT Name FROM Contacts ORDER BY Name) FROM Account');
    const [acme, other] = body.records;
    expect(acme.Contacts).toMatchObject({ totalSize: 1, done: true, records: [{ Name: 'Ada Byron' }] });
    expect(other.Contacts).toBeNull();
  });

  it('gives functions that change nothing under their aliases', async () => {
    const soql =
      "SELECT LastName, toLabel(LastName) label, FORMAT(Account.Name) FROM Contact WHERE LastName = 'Byron'";
    const { body } = await query(soql);
    expect(body.records[0]).toMatchObject({ LastName: 'Byron', label: 'Byron', Account: { Name: 'Acme' } });
  });

  it('gives all fields', async () => {
    const all = await query("SELECT FIELDS(ALL) FROM Contact WHERE LastName = 'Zed' LIMIT 200");
    expect(all.body.records[0]).toMatchObject({ Name: 'Zed', Birthdate: '1990-05-01', Email: null });
    const custom = await query('SELECT Id, FIELDS(CUSTOM) FROM Candidate__c LIMIT 1');
    expect(custom.status).toBe(200);
  });

  it('gives deleted records to queryAll and with ALL ROWS', async () => {
    const { schema, store } = org.org;
    const gone = store.insert(schema.object('Lead')!, [['LastName', 'Gone']], '');
    store.delete(gone, '');
    const soql = "SELECT Id, IsDeleted FROM Lead WHERE LastName = 'Gone'";
    expect((await query(soql)).body.records).toEqual([]);
    for (const { body } of [await query(soql, 'queryAll'), await query(`${soql} ALL ROWS`)]) {
      expect(body.records).toMatchObject([{ Id: gone.id, IsDeleted: true }]);
    }
  });

  it.each([
    [
      'SELECT Foo FROM Contact',
      'INVALID_FIELD',
      /\n {7}\^\nERROR at Row:1:Column:8\nNo such column 'Foo' on entity 'Contact'/,
    ],
    ['SELECT Id\nFROM Contact\nWHERE Foo = 1', 'INVALID_FIELD', /\n {6}\^\nERROR at Row:3:Column:7\nNo such/],
    ["SELECT Id FROM Contact WHERE Foo = 'x'", 'INVALID_FIELD', /No such column 'Foo'/],
    ['SELECT Foo.Name FROM Contact', 'INVALID_FIELD', /relationship 'Foo'/],
    ['SELECT Account.Foo FROM Contact', 'INVALID_FIELD', /No such column 'Foo' on entity 'Account'/],
    ['SELECT Id FROM Foo', 'INVALID_TYPE', /sObject type 'Foo' is not supported/],
    ['SELECT Id FROM', 'MALFORMED_QUERY', /unexpected token: '<EOF>'/],
    ['SELECT Id,, Name FROM Contact', 'MALFORMED_QUERY', /unexpected token: ','/],
    ['SELECT Id Contact', 'MALFORMED_QUERY', /unexpected token: '<EOF>'/],
    ['SELECT Id x FROM Contact', 'MALFORMED_QUERY', /only aggregate expressions use field aliasing/],
    ['SELECT Id FROM Contact WHERE', 'MALFORMED_QUERY', /unexpected token: '<EOF>'/],
    [
      "SELECT Id FROM Contact WHERE Name = 'a' AND Name = 'b' OR Name = 'c'",
      'MALFORMED_QUERY',
      /unexpected token: 'OR'/,
    ],
    ['SELECT Id FROM Contact GROUP BY Name', 'MALFORMED_QUERY', /Field must be grouped or aggregated: Id/],
    ['SELECT SUM(Name) FROM Contact', 'MALFORMED_QUERY', /does not support aggregate operator SUM/],
    ['SELECT Id, (SELECT Id FROM Nonsense) FROM Account', 'INVALID_TYPE', /relationship 'Nonsense'/],
    ['SELECT FIELDS(ALL) FROM Contact', 'MALFORMED_QUERY', /LIMIT of at most 200/],
    ['SELECT TYPEOF Owner WHEN User THEN Name END FROM Account', 'MALFORMED_QUERY', /does not answer TYPEOF/],
    ['SELECT Id FROM Contact OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', /Maximum SOQL offset/],
    [
      "SELECT Id FROM Contact WHERE LastName = 'x",
      'MALFORMED_QUERY',
      /line 1:40 mismatched character '<EOF>'/,
    ],
    ["SELECT Id FROM Contact WHERE LastName = 'x' y'", 'MALFORMED_QUERY', /mismatched character/],
    ["SELECT Id FROM Contact WHERE LastName = '\\q'", 'MALFORMED_QUERY', /Illegal character sequence/],
    [
      'SELECT Id FROM Contact WHERE LastName = "x"',
      'MALFORMED_QUERY',
      /no viable alternative at character '"'/,
    ],
    ['SELECT Id FROM Contact; DELETE', 'MALFORMED_QUERY', /no viable alternative at character ';'/],
    ['SELECT Id FROM Contact WHERE Id IN :ids', 'MALFORMED_QUERY', /Bind variables only allowed in Apex/],
    [
      "SELECT Id FROM Contact WHERE Id = 'nonsense'",
      'INVALID_QUERY_FILTER_OPERATOR',
      /invalid ID field: nonsense/,
    ],
    [
      "SELECT Id FROM Contact WHERE Id LIKE '003%'",
      'INVALID_QUERY_FILTER_OPERATOR',
      /invalid operator on id field/,
    ],
    [
      'SELECT Id FROM Contact WHERE LastName = 5',
      'INVALID_FIELD',
      /must be of type string and should be enclosed/,
    ],
    [
      "SELECT Id FROM Contact WHERE HasOptedOutOfEmail = 'true'",
      'INVALID_FIELD',
      /of type boolean and should not be/,
    ],
    [
      "SELECT Id FROM Account WHERE NumberOfEmployees > '5'",
      'INVALID_FIELD',
      /of type int and should not be/,
    ],
    ['SELECT Id FROM Contact WHERE CreatedDate > 2026-01-01', 'INVALID_FIELD', /must be of type dateTime/],
    [
      "SELECT Id FROM Contact WHERE Description LIKE 'x'",
      'INVALID_FIELD',
      /'Description' can not be filtered/,
    ],
    ['DELETE FROM Contact', 'MALFORMED_QUERY', /unexpected token: 'DELETE'/],
  ])('%s is refused: %s', async (soql, errorCode, message) => {
    const { status, body } = await query(soql);
    expect(status).toBe(400);
    expect(body).toEqual([{ errorCode, message: expect.stringMatching(message) }]);
  });

  it('refuses nesting without end and does not die of it', async () => {
    const deep = `SELECT Id FROM Contact WHERE ${'('.repeat(3000)}Name = 'x'${')'.repeat(3000)}`;
    expect((await request(org, 'GET', `${data}/query?q=${encodeURIComponent(deep)}`)).status).toBe(400);
  });
});

it('finds by an index what it finds by looking at all', async () => {
  const { schema, store } = org.org;
  const random = seededRandom(4);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const values = ['a@x.example', 'B@x.example', 'Zed', 'zED ', "O'Neil", '50%', 'ü', null];
  const fields = ['Email', 'LastName', 'Phone', 'Company'];
  const contents = (): [string, string | null][] => fields.map((field) => [field, pick(values)]);
  const leads = Array.from({ length: 60 }, () => store.insert(schema.object('Lead')!, contents(), ''));
  const literal = (value: string | null): string =>
    value === null ? 'null' : `'${value.replace(/['\\]/g, '\\$&')}'`;
  for (let count = 0; count < 60; count++) {
    const changed = pick(leads);
    if (count % 10 === 9) store.delete(changed, '');
    else if (store.record(changed.id)) store.update(changed, contents(), '');
    const [field, value, other] = [pick(fields), literal(pick(values)), literal(pick(values))];
    const test = count % 2 ? `${field} = ${value}` : `${field} IN (${value}, ${other})`;
    const [by, all] = await Promise.all(
      [test, `(${test} OR ${test})`].map((where) => query(`SELECT Id FROM Lead WHERE ${where}`)),
    );
    expect(by!.body, test).toEqual(all!.body);
  }
});
