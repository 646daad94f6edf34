import { describe, expect, it } from 'vitest';
import { lensesOf, readAt } from './support.ts';

const inModule = (code: string) =>
  `import requests\nfrom simple_salesforce import Salesforce\nsf = Salesforce()\ndef load(row, url):\n${code.replace(/^/gm, '    ')}\n`;

describe('a record in Python', () => {
  it.each<[code: string, expected: string[]]>([
    [
      "sf.Lead.create({|'LastName': 'A', 'Email': row['mail'], 'HasOptedOut': False, 'City': None})",
      ['insert Lead LastName="A" HasOptedOut=false City=null Email? [row[\'mail\']]'],
    ],
    [
      "lead = dict(LastName='A', Email=row.mail)\nlead['City'] = 'B'\nsf.Lead.cr|eate(lead)",
      ['insert Lead LastName="A" City="B" Email? [row.mail]'],
    ],
    [
      "data = {'LastName': 'A'}\ndata.update(row)\nsf.Lead.create(|data)",
      ['insert Lead LastName="A"', 'More fields may be set by code that was not followed.'],
    ],
    ["sf.Lead.update('00Q000000000001AAA', {|'City': 'B'})", ['update Lead 00Q000000000001AAA City="B"']],
    ["sf.Lead.update(row['id'], data={|'City': 'B'})", ['update Lead City="B" Id? [row[\'id\']]']],
    ["sf.Lead.update('Ext__c/1', {|'City': 'B'})", ['update Lead City="B" Id? [\'Ext__c/1\']']],
    ["sf.Lead.upsert('Ext__c/1', {|'City': 'B'})", ['save Lead City="B"']],
    ["getattr(sf, 'Contact').create({|'LastName': 'A'})", ['insert Contact LastName="A"']],
    ["sf.bulk.Lead.insert([{|'LastName': 'A'}, {'LastName': 'B'}])", ['insert Lead LastName="A"']],
    [
      "requests.post(f'{url}/services/data/v60.0/sobjects/Lead', json={|'LastName': 'A'})",
      ['insert Lead LastName="A"'],
    ],
    [
      "import json\nrequests.post(f'{url}/services/data/v60.0/sobjects/Lead', data=json.dumps({|'LastName': 'A'}))",
      ['insert Lead LastName="A"'],
    ],
  ])('%s', async (code, expected) => {
    expect(await readAt('a.py', inModule(code))).toEqual(expected);
  });

  it('has a lens above it', async () => {
    const code = inModule(
      "for one in row:\n    sf.Lead.create({'LastName': one})\nsf.Case.create({'Subject': 'A'})",
    );
    expect(await lensesOf('a.py', code)).toEqual(["Lead: {'LastName': one}"]);
  });
});

describe('a record in other languages', () => {
  it('C#, of an anonymous type', async () => {
    const code = `using NetCoreForce.Client;
class A {
  async Task Run(ForceClient client, string email) {
    await client.CreateRecord("Lead", new { |LastName = "A", Email = email });
  }
}
`;
    expect(await readAt('A.cs', code)).toEqual(['insert Lead LastName="A" Email? [email]']);
  });
});
