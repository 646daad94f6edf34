import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../../support/codeSaves.ts';

/** The saves of a method body, in a class with a client. */
function saves(body: string, options = ''): Promise<string[]> {
  return savesIn(
    'lib/sync.rb',
    `require 'restforce'
class Sync
  def initialize(config)
    @client = Restforce.new(host: config.host${options})
  end
  def client
    @other ||= Restforce.new(api_version: '41.0')
  end
  def push(rows, attrs)
    ${body}
  end
end`,
  );
}

const withoutLine = (line: string) => line.replace(/^\d+ /, '');

describe('saves with Restforce', () => {
  it.each([
    [`@client.create!('Lead', LastName: 'x')`, 'create!: insert Lead (rest-record) in Sync.push'],
    [`@client.create('Lead', attrs)`, 'create: insert Lead (rest-record) in Sync.push'],
    [`@client.insert!('Lead', LastName: 'x')`, 'insert!: insert Lead (rest-record) in Sync.push'],
    [`@client.update(:Contact, Id: 1, Name: 'x')`, 'update: update Contact (rest-record) in Sync.push'],
    [
      `@client.upsert!('Account', 'Ext__c', 'Ext__c' => 1)`,
      'upsert!: upsert Account (rest-external-id) in Sync.push, by Ext__c',
    ],
    [`client.create!('Lead', **attrs)`, 'create!: insert Lead (rest-record) in Sync.push, v41'],
    [
      `@client.batch { |requests| rows.each { |row| requests.create('Lead', LastName: row) } }`,
      'create: insert Lead (rest-batch) in Sync.push',
    ],
    [
      `@client.composite!(collate_subrequests: true) do |r|\n r.update('Lead', 'ref', Id: 1)\n end`,
      'update: update Lead (rest-composite) in Sync.push',
    ],
  ])('%s', async (body, site) => {
    expect((await saves(body)).map(withoutLine)).toEqual([expect.stringContaining(site)]);
  });

  it('reads the headers of a client', async () => {
    const header = `, request_headers: { 'Sforce-Duplicate-Rule-Header' => 'allowSave=true' }`;
    const [site] = await saves(`@client.create!('Lead', attrs)`, header);
    expect(site).toContain('allowSave=true');
  });

  it('knows a client by its name that comes from elsewhere', async () => {
    const code = `require 'restforce'
def push(salesforce_client, rows)
  salesforce_client.create('Lead', rows)
end`;
    expect(await savesIn('lib/sync.rb', code)).toEqual([expect.stringContaining('insert Lead')]);
  });

  it.each([
    [`@client.query('select Id from Lead')`],
    [`@client.destroy('Lead', 1)`],
    [`User.create(name: 'x')`],
    [`rows.update('Lead', 1)`],
  ])('none in %s', async (body) => expect(await saves(body)).toEqual([]));
});

it.each([
  ['a client', "client = Restforce.new(api_version: '58.0')", '@client = client'],
  ['a class', 'maker: Restforce', "@client = maker.new(api_version: '58.0')"],
  ['a class that is named', 'made = Restforce', '@client = made.new'],
])('finds %s that is the default of a parameter', async (_, parameter, made) => {
  const text = `class Sync
  def initialize(${parameter})
    ${made}
  end
  def push(attrs)
    @client.create!('Lead', attrs)
  end
end
`;
  expect((await savesIn('sync.rb', text)).map(withoutLine)).toEqual([
    expect.stringContaining('create!: insert Lead (rest-record) in Sync.push'),
  ]);
});
