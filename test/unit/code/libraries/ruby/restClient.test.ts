import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../../support/codeSaves.ts';

const lead = '"#{@url}/services/data/v58.0/sobjects/Lead"';

async function saves(body: string): Promise<string[]> {
  const text = `require 'rest-client'
class Sync
  def initialize(url)
    @url = url
    @headers = { Authorization: 'x' }
  end
  def send(path, body, headers = {})
    RestClient.patch("#{@url}#{path}", body, @headers.merge(headers))
  end
  def push(attrs)
    ${body}
  end
end
`;
  return (await savesIn('sync.rb', text)).map((line) => line.replace(/^\d+ /, ''));
}

describe('saves with rest-client', () => {
  it.each<[string, readonly string[]]>([
    [
      `RestClient.post(${lead}, attrs.to_json, content_type: :json)`,
      ['post: insert Lead (rest-record) in Sync.push, v58'],
    ],
    [
      `RestClient.post(${lead}, attrs.to_json, { content_type: :json })`,
      ['post: insert Lead (rest-record) in Sync.push, v58'],
    ],
    [
      `RestClient::Request.execute(method: :patch, url: ${lead} + '/Ext__c/7', payload: attrs.to_json, headers: @headers)`,
      ['execute: upsert Lead (rest-external-id) in Sync.push, by Ext__c, v58'],
    ],
    [
      `RestClient.post(${lead}, attrs.to_json, 'Sforce-Duplicate-Rule-Header' => 'allowSave=true')`,
      ['post: insert Lead (rest-record) in Sync.push, allowSave=true, v58'],
    ],
    [
      `RestClient.post(${lead}, attrs.to_json, sforce_duplicate_rule_header: 'allowSave=true')`,
      ['post: insert Lead (rest-record) in Sync.push, allowSave=true, v58'],
    ],
    [
      `send("/services/data/v58.0/sobjects/Contact/#{attrs.id}", attrs.to_json, {})`,
      ['send: update Contact (rest-record) in Sync.push, v58, via 8 patch'],
    ],
    [`RestClient.get(${lead})`, []],
    [`RestClient.post('https://api.example.com/leads', attrs.to_json)`, []],
  ])('%s', async (body, expected) => {
    expect(await saves(body)).toEqual(expected);
  });
});
