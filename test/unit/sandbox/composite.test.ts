import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request } from '../../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

const data = '/services/data/v66.0';
const undone = [
  {
    errorCode: 'PROCESSING_HALTED',
    message: 'The transaction was rolled back since another operation in the same transaction failed.',
  },
];
const taken = { LastName: 'Taken', Company: 'C', Email: 'taken@x.example' };
let org: Sandbox;
let count = 0;

/** Alert rules on leads and contacts by e-mail; one lead and one contact that they find. */
beforeAll(async () => {
  const files = ['Lead', 'Contact'].flatMap((object) => [
    matchingRulesFile(object, { R: ['Email'] }),
    duplicateRuleFile({ object, name: 'R', insert: 'Allow Alert' }),
  ]);
  org = await startSandbox({ files: new Map(files), data: null });
  const { schema, store } = org.org;
  store.insert(schema.object('Lead')!, Object.entries(taken), '');
  store.insert(
    schema.object('Contact')!,
    [
      ['LastName', 'Taken'],
      ['Email', taken.Email],
    ],
    '',
  );
});
afterAll(() => org.close());

const fresh = (): object => ({ ...taken, Email: `new${count++}@x.example` });
const countOf = (object: string): number => org.org.store.count(object);
const part = (referenceId: string, method: string, path: string, body?: unknown, httpHeaders?: object) => ({
  referenceId,
  method,
  url: `${data}${path}`,
  ...(body === undefined ? {} : { body }),
  ...(httpHeaders === undefined ? {} : { httpHeaders }),
});

async function composite(compositeRequest: object[], more: object = {}, headers = {}, base = data) {
  return request(org, 'POST', `${base}/composite`, { compositeRequest, ...more }, headers);
}

describe('composite', () => {
  it('answers each part, which may refer to those before it', async () => {
    const { status, body } = await composite([
      part('account', 'POST', '/sobjects/Account', { Name: 'Acme' }),
      part('contact', 'POST', '/sobjects/Contact', { LastName: 'New', AccountId: '@{account.id}' }),
      part('read', 'GET', '/sobjects/Contact/@{contact.id}?fields=LastName,AccountId'),
      part('found', 'GET', "/query?q=SELECT+Id,Name+FROM+Account+WHERE+Id='@{account.id}'"),
      part('again', 'PATCH', '/sobjects/Account/@{found.records[0].Id}', {
        Site: '@{found.records[0].Name} & @{read.LastName}',
      }),
    ]);
    expect(status).toBe(200);
    const [account, contact, read, found, again] = body.compositeResponse;
    expect(account).toEqual({
      body: { id: expect.stringMatching(/^001/), success: true, errors: [] },
      httpHeaders: { Location: `${data}/sobjects/Account/${account.body.id}` },
      httpStatusCode: 201,
      referenceId: 'account',
    });
    expect(contact.httpStatusCode).toBe(201);
    expect(read.body).toMatchObject({ LastName: 'New', AccountId: account.body.id });
    expect(found.body.records).toMatchObject([{ Name: 'Acme' }]);
    expect(again).toEqual({ body: null, httpHeaders: {}, httpStatusCode: 204, referenceId: 'again' });
    expect(org.org.store.record(account.body.id)?.values.get('Site')).toBe('Acme & New');
  });

  it.each<[allOrNone: boolean, saved: number, statuses: number[]]>([
    [false, 2, [201, 400, 400, 201]],
    [true, 0, [400, 400, 400, 400]],
  ])('with allOrNone %s keeps %s of four', async (allOrNone, saved, statuses) => {
    const before = countOf('Lead');
    const { body } = await composite(
      [
        part('a', 'POST', '/sobjects/Lead', fresh()),
        part('b', 'POST', '/sobjects/Lead', taken),
        part('c', 'GET', '/sobjects/Lead/@{b.id}'),
        part('d', 'POST', '/sobjects/Lead', fresh()),
      ],
      { allOrNone },
    );
    const results = body.compositeResponse;
    expect(results.map((one: { httpStatusCode: number }) => one.httpStatusCode)).toEqual(statuses);
    expect(results[1].body).toMatchObject([
      { errorCode: 'DUPLICATES_DETECTED', duplicateResut: { duplicateRule: 'R', allowSave: true } },
    ]);
    if (allOrNone) for (const at of [0, 2, 3]) expect(results[at].body).toEqual(undone);
    else {
      const message = 'Invalid reference specified. No value for b.id found in b';
      expect(results[2].body).toEqual([{ errorCode: 'PROCESSING_HALTED', message }]);
    }
    expect(countOf('Lead')).toBe(before + saved);
  });

  const allow = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };

  it.each<[outer: object, own: object | undefined, status: number]>([
    [{}, allow, 201],
    [allow, undefined, 400],
    [{}, { 'sforce-duplicate-rule-header': 'allowSave=false' }, 400],
  ])('takes the header of the part, not the outer one: %o, %o', async (outer, own, status) => {
    const { body } = await composite([part('a', 'POST', '/sobjects/Lead', taken, own)], {}, outer);
    expect(body.compositeResponse[0].httpStatusCode).toBe(status);
  });

  it('undoes collections with all else', async () => {
    const before = countOf('Lead');
    const records = [fresh(), taken].map((fields) => ({ attributes: { type: 'Lead' }, ...fields }));
    const parts = [
      part('one', 'POST', '/sobjects/Lead', fresh()),
      part('many', 'POST', '/composite/sobjects', { records, allOrNone: false }),
    ];
    const { body } = await composite(parts, { allOrNone: true });
    expect(body.compositeResponse[0].body).toEqual(undone);
    expect(body.compositeResponse[1]).toMatchObject({ httpStatusCode: 200 });
    // As the REST guide has it: the rows are those of before all was undone.
    const refused = { statusCode: 'DUPLICATES_DETECTED', message: 'R says no.', fields: [] };
    expect(body.compositeResponse[1].body).toEqual([
      { id: expect.stringMatching(/^00Q/), success: true, errors: [] },
      { success: false, errors: [refused] },
    ]);
    expect(countOf('Lead')).toBe(before);
  });

  it.each<[version: string, status: number]>([
    ['51.0', 400],
    ['52.0', 201],
  ])('at v%s a reference to a blank field gives %s', async (version, status) => {
    const { id } = org.org.store.insert(org.org.schema.object('Contact')!, [['LastName', 'Wong']], '');
    const { body } = await composite(
      [
        part('who', 'GET', `/sobjects/Contact/${id}?fields=FirstName`),
        part('lead', 'POST', '/sobjects/Lead', { ...fresh(), FirstName: '@{who.FirstName}' }),
      ],
      {},
      {},
      `/services/data/v${version}`,
    );
    expect(body.compositeResponse[1].httpStatusCode).toBe(status);
  });

  it.each<[why: string, parts: object[], message: RegExp]>([
    ['no parts', [], /at least one/],
    ['26 parts', Array.from({ length: 26 }, (_, at) => part(`r${at}`, 'GET', '/sobjects')), /up to 25/],
    ['six queries', Array.from({ length: 6 }, (_, at) => part(`r${at}`, 'GET', '/query?q=x')), /Up to 5/],
    [
      'twice the same id',
      [part('a', 'GET', '/sobjects'), part('a', 'GET', '/sobjects')],
      /Duplicate Reference/,
    ],
    ['an id of a wrong form', [part('a[1]', 'GET', '/sobjects')], /must start with a letter or a number/],
    [
      'a header that is inherited',
      [part('a', 'GET', '/sobjects', undefined, { Accept: '*/*' })],
      /inherit accept/,
    ],
    ['no id', [{ method: 'GET', url: `${data}/sobjects` }], /need referenceId/],
    ['composite in it', [part('a', 'POST', '/composite', {})], /does not support/],
    ['a method in small letters', [part('a', 'get', '/sobjects')], /Invalid method/],
    ['parts that are none', [null as unknown as object], /must be an object/],
  ])('refuses %s', async (_, parts, message) => {
    const { status, body } = await composite(parts);
    expect(status).toBe(400);
    expect(body).toEqual([{ errorCode: 'INVALID_INPUT', message: expect.stringMatching(message) }]);
  });

  it('never leaves the org by an address', async () => {
    for (const url of ['http://example.com/services/data/v66.0/limits', '//example.com/x', '/etc/passwd']) {
      const { body } = await composite([{ referenceId: 'a', method: 'GET', url }]);
      expect(body.compositeResponse?.[0].httpStatusCode ?? 400).toBe(400);
    }
  });

  it('counts as one write in the journal', async () => {
    org.journal.clear();
    await composite([
      part('a', 'POST', '/sobjects/Lead', fresh()),
      part('b', 'POST', '/sobjects/Lead', fresh()),
    ]);
    expect(org.journal.writes).toMatchObject([{ path: `${data}/composite`, status: 200 }]);
  });
});

describe('parts that are collated', () => {
  const twins = (): object[] => {
    const twin = fresh();
    return [part('a', 'POST', '/sobjects/Lead', twin), part('b', 'POST', '/sobjects/Lead', twin)];
  };
  const statuses = async (parts: object[], more: object = {}, base = data): Promise<readonly number[]> => {
    const { body } = await composite(parts, more, {}, base);
    return body.compositeResponse.map((one: { httpStatusCode: number }) => one.httpStatusCode);
  };

  it('are one save, whose records are not compared with each other', async () => {
    expect(await statuses(twins())).toEqual([201, 201]);
    expect(await statuses(twins(), { allOrNone: true })).toEqual([201, 201]);
  });

  it.each<[why: string, change: (parts: object[]) => object[], more: object, base: string]>([
    ['the request says so', (parts) => parts, { collateSubrequests: false }, data],
    ['the version is old', (parts) => parts, {}, '/services/data/v47.0'],
    ['a part has headers', ([a, b]) => [a!, { ...b, httpHeaders: { 'X-Any': 'thing' } }], {}, data],
    ['another part is between them', ([a, b]) => [a!, part('c', 'GET', '/sobjects'), b!], {}, data],
    [
      'one refers to the other',
      ([a, b]) => [a!, { ...b, body: { ...(b as { body: object }).body, Title: '@{a.id}' } }],
      {},
      data,
    ],
  ])('are not where %s', async (_, change, more, base) => {
    const all = await statuses(change(twins()), more, base);
    expect([all[0], all.at(-1)]).toEqual([201, 400]);
  });

  it('fail each by itself', async () => {
    const { id } = org.org.store.insert(org.org.schema.object('Lead')!, Object.entries(fresh()), '');
    const parts = [
      part('a', 'POST', '/sobjects/Lead', taken),
      part('b', 'POST', '/sobjects/Nonsense', {}),
      part('c', 'POST', '/sobjects/Lead', { Foo: 1 }),
      part('d', 'POST', '/sobjects/Account', { Name: 'x' }),
      part('e', 'PATCH', `/sobjects/Lead/${id}`, { Title: 'x' }),
      part('f', 'PATCH', '/sobjects/Lead/nonsense', { Title: 'x' }),
    ];
    expect(await statuses(parts)).toEqual([400, 404, 400, 201, 204, 404]);
    expect(await statuses(parts, { allOrNone: true })).toEqual([400, 404, 400, 400, 400, 400]);
  });
});

describe('composite/graph', () => {
  const graph = (graphs: object[]) => request(org, 'POST', `${data}/composite/graph`, { graphs });

  it('saves each graph as a whole or not at all, whatever the order of its nodes', async () => {
    const [accounts, contacts] = [countOf('Account'), countOf('Contact')];
    const { status, body } = await graph([
      {
        graphId: 'good',
        compositeRequest: [
          part('person', 'POST', '/sobjects/Contact', { LastName: 'Graph', AccountId: '@{firm.id}' }),
          part('firm', 'POST', '/sobjects/Account', { Name: 'Graph' }),
        ],
      },
      {
        graphId: 'bad',
        compositeRequest: [
          part('firm', 'POST', '/sobjects/Account', { Name: 'Graph' }),
          part('person', 'POST', '/sobjects/Contact', { LastName: 'T', Email: taken.Email }),
        ],
      },
    ]);
    expect(status).toBe(200);
    const [good, bad] = body.graphs;
    expect(good).toMatchObject({
      graphId: 'good',
      isSuccessful: true,
      graphResponse: { compositeResponse: [{ referenceId: 'person' }, { referenceId: 'firm' }] },
    });
    expect(bad.isSuccessful).toBe(false);
    expect(bad.graphResponse.compositeResponse).toMatchObject([
      { body: undone, httpStatusCode: 400 },
      { body: [{ errorCode: 'DUPLICATES_DETECTED' }], httpStatusCode: 400 },
    ]);
    expect([countOf('Account'), countOf('Contact')]).toEqual([accounts + 1, contacts + 1]);
  });

  it('tries no more after fourteen failures', async () => {
    const graphs = Array.from({ length: 16 }, (_, at) => ({
      graphId: `g${at}`,
      compositeRequest: [part('a', 'POST', '/sobjects/Lead', at < 14 ? taken : fresh())],
    }));
    const { body } = await graph(graphs);
    expect(body.graphs.filter((one: { isSuccessful: boolean }) => one.isSuccessful)).toEqual([]);
    expect(body.graphs[15].graphResponse.compositeResponse[0].body[0].errorCode).toBe('PROCESSING_HALTED');
  });

  const nodes = (length: number, refer: (at: number) => string) =>
    Array.from({ length }, (_, at) => part(`n${at}`, 'POST', '/sobjects/Account', { Name: refer(at) }));

  it.each<[why: string, graphs: object[], message: RegExp]>([
    ['76 graphs', Array.from({ length: 76 }, (_, at) => ({ graphId: `g${at}` })), /up to 75/],
    ['501 nodes', [{ graphId: 'g', compositeRequest: nodes(501, () => 'x') }], /up to 500/],
    [
      'a graph 16 deep',
      [{ graphId: 'g', compositeRequest: nodes(16, (at) => (at ? `@{n${at - 1}.id}` : 'x')) }],
      /15 nodes deep/,
    ],
    [
      'a circle',
      [{ graphId: 'g', compositeRequest: nodes(2, (at) => `@{n${1 - at}.id}`) }],
      /refer to each other/,
    ],
    ['a graph without id', [{ compositeRequest: nodes(1, () => 'x') }], /graphId/],
    [
      'the same id twice',
      ['g', 'g'].map((graphId) => ({ graphId, compositeRequest: nodes(1, () => 'x') })),
      /unique/,
    ],
  ])('refuses %s', async (_, graphs, message) => {
    const { status, body } = await graph(graphs);
    expect(status).toBe(400);
    expect(body[0]).toMatchObject({ errorCode: 'INVALID_INPUT', message: expect.stringMatching(message) });
  });
});

describe('composite/batch', () => {
  const batch = (batchRequests: object[], more: object = {}, headers = {}) =>
    request(org, 'POST', `${data}/composite/batch`, { batchRequests, ...more }, headers);

  it.each<[haltOnError: boolean, statuses: number[]]>([
    [false, [201, 400, 200]],
    [true, [201, 400, 412]],
  ])('with haltOnError %s gives %o', async (haltOnError, statuses) => {
    const before = countOf('Lead');
    const { status, body } = await batch(
      [
        { method: 'POST', url: 'v66.0/sobjects/Lead', richInput: fresh() },
        { method: 'POST', url: `${data}/sobjects/Lead`, richInput: taken },
        { method: 'GET', url: 'v66.0/query?q=SELECT+COUNT()+FROM+Lead' },
      ],
      { haltOnError },
    );
    expect(status).toBe(200);
    expect(body.hasErrors).toBe(true);
    expect(body.results.map(({ statusCode }: { statusCode: number }) => statusCode)).toEqual(statuses);
    expect(body.results[1].result[0].errorCode).toBe('DUPLICATES_DETECTED');
    if (haltOnError) expect(body.results[2].result[0].errorCode).toBe('BATCH_PROCESSING_HALTED');
    // A batch is no transaction.
    expect(countOf('Lead')).toBe(before + 1);
  });

  it('gives the outer header to its parts where that is chosen', async () => {
    const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
    const parts = [{ method: 'POST', url: 'v66.0/sobjects/Lead', richInput: taken }];
    const { body } = await batch(parts, {}, headers);
    expect(body).toMatchObject({ hasErrors: false, results: [{ statusCode: 201 }] });
  });

  it('refuses more than 25 parts, and batches in batches', async () => {
    const many = Array.from({ length: 26 }, () => ({ method: 'GET', url: 'v66.0/limits' }));
    expect((await batch(many)).status).toBe(400);
    const nested = await batch([{ method: 'POST', url: 'v66.0/composite/batch', richInput: {} }]);
    expect(nested.body.results[0].statusCode).toBe(400);
  });
});

describe('composite/tree', () => {
  const tree = (records: unknown, object = 'Account', headers = {}) =>
    request(org, 'POST', `${data}/composite/tree/${object}`, { records }, headers);
  const node = (type: string, referenceId: string, fields: object) => ({
    attributes: { type, referenceId },
    ...fields,
  });
  const firm = (reference: string, ...contacts: object[]) =>
    node('Account', reference, { Name: reference, Contacts: { records: contacts } });
  let accounts = 0;
  beforeEach(() => {
    accounts = countOf('Account');
  });

  it('saves records with their children, level by level', async () => {
    const person = (reference: string) => node('Contact', reference, { LastName: reference });
    const { status, body } = await tree([
      firm('a', person('b'), person('c')),
      firm('d', person('e')),
      firm('f'),
    ]);
    expect(status).toBe(201);
    expect(body.hasErrors).toBe(false);
    expect(body.results.map((one: { referenceId: string }) => one.referenceId)).toEqual([
      'a',
      'd',
      'f',
      'b',
      'c',
      'e',
    ]);
    const [a, , , b] = body.results;
    expect(org.org.store.record(b.id)?.values.get('AccountId')).toBe(a.id);
  });

  it('saves nothing where one is refused, and names that one', async () => {
    const refused = node('Contact', 'refused', { LastName: 'x', Email: taken.Email });
    const { status, body } = await tree([
      firm('a', node('Contact', 'b', { LastName: 'x' })),
      firm('c', refused),
    ]);
    expect(status).toBe(400);
    const errors = [{ statusCode: 'DUPLICATES_DETECTED', message: 'R says no.', fields: [] }];
    expect(body).toEqual({ hasErrors: true, results: [{ referenceId: 'refused', errors }] });
    expect(countOf('Account')).toBe(accounts);
  });

  it('does not compare the records of a tree with each other', async () => {
    const twin = { ...fresh() };
    const { body } = await tree([node('Lead', 'a', twin), node('Lead', 'b', twin)], 'Lead');
    expect(body.hasErrors).toBe(false);
  });

  it('names reference ids that come twice', async () => {
    const { status, body } = await tree([firm('a', node('Contact', 'a', { LastName: 'x' }))]);
    const errors = [
      { statusCode: 'INVALID_INPUT', message: 'Duplicate ReferenceId provided in the request.', fields: [] },
    ];
    expect({ status, body }).toEqual({
      status: 400,
      body: { hasErrors: true, results: [{ referenceId: 'a', errors }] },
    });
  });

  const deep = (level: number): object =>
    node('Account', `r${level}`, {
      Name: 'x',
      ...(level < 6 ? { ChildAccounts: { records: [deep(level + 1)] } } : {}),
    });

  it.each<[why: string, records: unknown, message: RegExp]>([
    ['no records', [], /array of records/],
    [
      '201 records',
      Array.from({ length: 201 }, (_, at) => node('Account', `r${at}`, { Name: 'x' })),
      /up to 200/,
    ],
    ['six levels', [deep(1)], /5 levels/],
    ['no reference id', [{ attributes: { type: 'Account' }, Name: 'x' }], /Include a reference ID/],
    ['another type', [node('Lead', 'a', fresh())], /must be Account/],
  ])('refuses %s', async (_, records, message) => {
    const { status, body } = await tree(records);
    expect(status).toBe(400);
    expect(body[0]).toMatchObject({ errorCode: 'INVALID_INPUT', message: expect.stringMatching(message) });
    expect(countOf('Account')).toBe(accounts);
  });
});
