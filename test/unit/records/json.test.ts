import { describe, expect, it } from 'vitest';
import { readMarked } from '../../support/marked.ts';

const read = (marked: string, uri = 'file:///p/data.json', languageId = 'json') =>
  readMarked(languageId, uri, marked);

describe('a record in JSON', () => {
  it.each([
    [
      'its object from the attributes',
      '{|"attributes": {"type": "lead"}, "LastName": "A"}',
      'file:///p/x.json',
      'Lead',
    ],
    ['its object from the file', '|{"LastName": "A"}', 'file:///p/Lead.json', 'Lead'],
    ['its object from a list’s file', '[{"LastName": "A"|}]', 'file:///p/Contacts.json', 'Contact'],
    ['its object from a tree file', '[{"LastName": "A"|}]', 'file:///p/demo-Accounts.json', 'Account'],
    ['a custom object from the file', '|{"LastName": "A"}', 'file:///p/Invoice__c.json', 'Invoice__c'],
    ['an object as SOAP names it', '|{"type": "Contact", "LastName": "A"}', 'file:///p/x.json', 'Contact'],
    ['no object', '|{"LastName": "A"}', 'file:///p/package.json', ''],
    ['UI API', '{"apiName": "Lead", "fields": {|"LastName": "A"}}', 'file:///p/x.json', 'Lead'],
  ])('takes %s', (_, marked, uri, object) => {
    expect(read(marked, uri).drafts).toMatchObject([
      { object, fields: { LastName: 'A' }, id: null, open: {} },
    ]);
  });

  it('keeps the kinds of values, comments and all', () => {
    const { drafts, problems } = read(
      '{ // a lead\n "Type": "Customer", "N": 1.5, "B": true, "Z": null, "Id": "00Q000000000001EAA"|, }',
    );
    expect(problems).toEqual([]);
    expect(drafts).toMatchObject([
      { id: '00Q000000000001EAA', updates: true, fields: { Type: 'Customer', N: 1.5, B: true, Z: null } },
    ]);
  });

  it('leaves related records and strange names out, and says so', () => {
    const { drafts, problems } = read(
      '{"LastName": "A", "Account": {"Name": "B"}, "Last Name": 1, "X": []|}',
    );
    expect(drafts).toMatchObject([{ fields: { LastName: 'A' } }]);
    expect(problems).toEqual([
      'Account, X of the JSON object left out: a record is tested without related ones.',
      'Last Name of the JSON object left out: no field is named so.',
    ]);
  });
});

describe('several records in JSON', () => {
  const tree =
    '{"records": [{"attributes": {"type": "Account", "referenceId": "a1"}, "Name": "A", "Contacts": {"records": [{"attributes": {"type": "Contact"}, "LastName": "C", "AccountId": "@a1"}]}}, {"attributes": {"type": "Account"}, "Name": "B"}]}';

  it('takes the innermost at the cursor', () => {
    expect(read(tree.replace('"C"', '|"C"')).drafts).toMatchObject([
      {
        object: 'Contact',
        fields: { LastName: 'C' },
        open: { AccountId: '@a1' },
        origin: 'record 1, Contacts, record 1',
      },
    ]);
    expect(read(tree.replace('"A"', '|"A"')).drafts).toMatchObject([
      { object: 'Account', fields: { Name: 'A' } },
    ]);
  });

  it('takes all of a selection', () => {
    expect(read(`|${tree}|`).drafts.map(({ object }) => object)).toEqual(['Account', 'Contact', 'Account']);
    expect(read('[{"A": 1}, |{"A": 2}, {"A": 3}|]').drafts.map(({ fields }) => fields.A)).toEqual([2, 3]);
  });

  it('reads a selection that is JSON alone, whatever is around it', () => {
    const { drafts } = read('const lead = |{"LastName": "A"}|;', 'file:///p/x.js', 'javascript');
    expect(drafts).toMatchObject([{ fields: { LastName: 'A' }, text: '{"LastName": "A"}' }]);
  });

  it('asks which of many', () => {
    expect(read('|[{"A": 1}, {"A": 2}]')).toEqual({
      drafts: [],
      problems: ['There are 2 records in this file: put the cursor into one, or select some.'],
    });
  });

  it('takes 200 at the most', () => {
    const { drafts, problems } = read(`|[${Array.from({ length: 250 }, (_, n) => `{"A": ${n}}`).join()}]|`);
    expect(drafts).toHaveLength(200);
    expect(problems).toEqual(['Only the first 200 of 250 records are taken.']);
  });

  it('reads JSON lines one by one', () => {
    expect(read('{"A": 1}\n{"A": |2}\nbroken', 'file:///p/Lead.jsonl', 'jsonl')).toMatchObject({
      drafts: [{ object: 'Lead', fields: { A: 2 } }],
      problems: [],
    });
  });
});

describe('bodies of requests', () => {
  const request = (url: string, method: string, body: unknown) =>
    JSON.stringify({
      compositeRequest: [{ method, url: `/services/data/v60.0${url}`, referenceId: 'r1', body }],
    });

  it.each([
    [
      '/sobjects/Lead',
      'POST',
      { LastName: 'A' },
      { object: 'Lead', id: null, updates: false, fields: { LastName: 'A' } },
    ],
    [
      '/sobjects/Lead/00Q000000000001EAA',
      'PATCH',
      { City: 'U' },
      { object: 'Lead', id: '00Q000000000001EAA', updates: true },
    ],
    [
      '/sobjects/Lead/@{q.records[0].Id}',
      'PATCH',
      { City: 'U' },
      { id: null, updates: true, open: { Id: '@{q.records[0].Id}' } },
    ],
    [
      '/sobjects/Lead/Ext__c/4%2F7',
      'PATCH',
      { City: 'U' },
      { object: 'Lead', updates: null, fields: { Ext__c: '4/7', City: 'U' } },
    ],
    [
      '/composite/sobjects',
      'POST',
      { allOrNone: true, records: [{ attributes: { type: 'Lead' }, LastName: 'A' }] },
      { object: 'Lead', updates: false },
    ],
  ])('%s %s', (url, method, body, expected) => {
    expect(read(`|${request(url, method, body)}|`)).toMatchObject({ drafts: [expected], problems: [] });
  });

  it('names the subrequest', () => {
    expect(read(`|${request('/sobjects/Lead', 'POST', { LastName: 'A' })}|`).drafts[0]!.origin).toBe(
      'subrequest r1',
    );
  });

  it('reads graphs', () => {
    const graphs = `{"graphs": [{"graphId": "1", "compositeRequest": ${JSON.stringify(JSON.parse(request('/sobjects/Lead', 'POST', { LastName: 'A' })).compositeRequest)}}]}`;
    expect(read(`|${graphs}|`).drafts).toMatchObject([{ object: 'Lead' }]);
  });
});

describe('JSON that is none', () => {
  it.each([
    ['|', 'No record stands here'],
    ['[1, |2]', 'No record stands here'],
    ['{"A": 1|', 'Line 1 is no JSON'],
    ['{\n"A": |}', 'Line 2 is no JSON'],
    ['|{}', 'There is no field'],
  ])('%s', (marked, problem) => {
    expect(read(marked).problems.join(' ')).toContain(problem);
  });
});
