import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../../support/codeSaves.ts';

const lead = '"#{@url}/services/data/v58.0/sobjects/Lead"';

async function saves(body: string): Promise<string[]> {
  const text = `require 'net/http'
class Sync
  def initialize(url)
    @url = url
  end
  def push(attrs)
    ${body}
  end
end
`;
  return (await savesIn('sync.rb', text)).map((line) => line.replace(/^\d+ /, ''));
}

describe('saves with Net::HTTP', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a request and a client with the host of its address',
      `uri = URI.parse(${lead})
    http = Net::HTTP.new(uri.host, uri.port)
    request = Net::HTTP::Post.new(uri.request_uri)
    request['Sforce-Duplicate-Rule-Header'] = 'allowSave=true'
    request.body = attrs.to_json
    response = http.request(request)`,
      ['request: insert Lead (rest-record) in Sync.push, allowSave=true, v58'],
    ],
    [
      'headers with the request',
      `uri = URI(${lead})
    request = Net::HTTP::Post.new(uri, 'Sforce-Duplicate-Rule-Header' => 'allowSave=true')
    Net::HTTP.start(uri.hostname, uri.port, use_ssl: true) { |http| http.request(request, attrs.to_json) }`,
      ['request: insert Lead (rest-record) in Sync.push, allowSave=true, v58'],
    ],
    [
      'add_field',
      `request = Net::HTTP::Patch.new(URI(${lead} + "/#{attrs.id}"))
    request.add_field('Sforce-Duplicate-Rule-Header', 'allowSave=true')
    Net::HTTP.new('host').start.request(request)`,
      ['request: update Lead (rest-record) in Sync.push, allowSave=true, v58'],
    ],
    [
      'the path alone',
      `Net::HTTP.new(@host).post('/services/data/v58.0/sobjects/Lead', attrs.to_json, { 'Content-Type' => 'application/json' })`,
      ['post: insert Lead (rest-record) in Sync.push, v58'],
    ],
    [
      'an upsert, by send_request',
      `Net::HTTP.new(@host).send_request('PATCH', '/services/data/v58.0/sobjects/Lead/Ext__c/7', attrs.to_json)`,
      ['send_request: upsert Lead (rest-external-id) in Sync.push, by Ext__c, v58'],
    ],
    [
      'the module',
      `Net::HTTP.post(URI(${lead}), attrs.to_json, 'Content-Type' => 'application/json')`,
      ['post: insert Lead (rest-record) in Sync.push, v58'],
    ],
    ['a query', `Net::HTTP.get(URI(${lead}))`, []],
    ['another service', `Net::HTTP.post(URI('https://api.example.com/leads'), attrs.to_json)`, []],
    [
      'only the path of an address that is not of Salesforce',
      `Net::HTTP.new(@host).post(URI.parse('https://x.example.com/leads').path, attrs.to_json)`,
      [],
    ],
  ])('%s', async (_name, body, expected) => {
    expect(await saves(body)).toEqual(expected);
  });
});
