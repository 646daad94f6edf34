import { describe, expect, it } from 'vitest';
import { javascriptLibraries as models } from '../../../../../server/src/core/saves/code/libraries/javascript/index.ts';
import type { FunctionSyntax, Statement } from '../../../../../server/src/core/saves/code/tree.ts';
import type { Value } from '../../../../../server/src/core/saves/code/values.ts';
import {
  ask,
  at,
  callback,
  imported,
  memberOf,
  modelCall,
  parameter,
  type Recorder,
  recorder,
  shown,
  somewhere,
  value,
} from './calls.ts';

type Args = Parameters<typeof modelCall>[1];

const url = 'https://my.salesforce.com/services/data/v58.0/sobjects/Lead';
const path = '/services/data/v58.0/sobjects/Lead';
const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
const body = { LastName: 'Ng' };

function lines({ saves }: Recorder): string {
  return saves
    .map(({ operation, object, reports, options, records }) => {
      const allowSave = options?.allowSave;
      return [
        `${operation} ${shown(object)} ${reports}`,
        allowSave ? `allowSave=${allowSave.kind === 'known' ? allowSave.value : allowSave.kind}` : '',
        records ? shown(records) : '',
      ]
        .filter(Boolean)
        .join(' ');
    })
    .join('\n');
}

/** A call of a module's function (`axios(…)`), or of a method of it (`axios.post(…)`). */
function called(module: string, method: string, args: Args): string {
  const record = recorder();
  const library = imported(models, module);
  const asked = method === '' ? { callee: library } : { receiver: library };
  ask(models, modelCall(method, args, asked), record);
  return lines(record);
}

const asResponse = 'insert Lead response allowSave=true {LastName: Ng}';
const asException = 'insert Lead exception allowSave=true {LastName: Ng}';

function arrow(expression: object): Value {
  const statement = { ...at, kind: 'return', value: { ...at, ...expression } } as Statement;
  const target = { ...at, kind: 'name-pattern', name: 'status' };
  const definition = {
    parameters: [{ target }],
    body: { ...at, kind: 'block', statements: [statement] },
  } as unknown as FunctionSyntax;
  return { kind: 'function', definition, scope: null, self: null };
}

const always = arrow({ kind: 'boolean', value: true });
const below = (value: number) =>
  arrow({
    kind: 'binary',
    operator: '<',
    left: { ...at, kind: 'name', name: 'status' },
    right: { ...at, kind: 'number', value },
  });

describe('a request', () => {
  it.each<[string, string, string, Args, string]>([
    ['node-fetch', 'node-fetch', '', [url, { method: 'POST', headers, body }], asResponse],
    ['undici fetch', 'undici', 'request', [url, { method: 'POST', headers, body }], asResponse],
    ['axios.post', 'axios', 'post', [url, body, { headers }], asException],
    ['axios(config)', 'axios', '', [{ url, method: 'post', data: body, headers }], asException],
    ['axios(url, config)', 'axios', '', [url, { method: 'post', data: body, headers }], asException],
    [
      'axios.request',
      'axios',
      'request',
      [{ url: path, baseURL: 'https://x.my.salesforce.com', method: 'post', data: body, headers }],
      asException,
    ],
    ['axios, no status fails', 'axios', 'post', [url, body, { headers, validateStatus: always }], asResponse],
    [
      'axios, only 5xx fail',
      'axios',
      'post',
      [url, body, { headers, validateStatus: below(500) }],
      asResponse,
    ],
    ['axios, as it is', 'axios', 'post', [url, body, { headers, validateStatus: below(300) }], asException],
    ['axios, null', 'axios', 'post', [url, body, { headers, validateStatus: null }], asResponse],
    ['axios.get', 'axios', 'get', [url, { headers }], ''],
    ['got.post', 'got', 'post', [url, { json: body, headers }], asException],
    ['got', 'got', '', [url, { method: 'POST', json: body, headers }], asException],
    ['got, as a response', 'got', 'post', [url, { json: body, headers, throwHttpErrors: false }], asResponse],
    [
      'ky.post',
      'ky',
      'post',
      [
        'sobjects/Lead',
        { prefixUrl: 'https://x.my.salesforce.com/services/data/v58.0', json: body, headers },
      ],
      asException,
    ],
    ['request', 'request', '', [{ url, method: 'POST', json: true, body, headers }, callback], asResponse],
    ['request.post', 'request', 'post', [{ uri: url, json: body, headers }, callback], asResponse],
    ['request.post with a URL', 'request', 'post', [url, { json: body, headers }, callback], asResponse],
    [
      'request-promise',
      'request-promise',
      '',
      [{ uri: url, method: 'POST', body, json: true, headers }],
      asException,
    ],
    [
      'request-promise, as a response',
      'request-promise-native',
      'post',
      [{ uri: url, body, simple: false, headers }],
      asResponse,
    ],
    ['needle.post', 'needle', 'post', [url, body, { headers, json: true }], asResponse],
    ['needle', 'needle', '', ['post', url, body, { headers }], asResponse],
    ['another host', 'axios', 'post', ['https://example.org/api/leads', body, {}], ''],
  ])('%s', (_, module, method, args, expected) => {
    expect(called(module, method, args)).toBe(expected);
  });

  it('by the global fetch', () => {
    const record = recorder();
    ask(models, modelCall('fetch', [url, { method: 'POST', headers, body }]), record);
    expect(lines(record)).toBe(asResponse);
  });

  it('by a fetch of something else, which may throw', () => {
    const record = recorder();
    const asked = { receiver: somewhere, path: ['collection', 'fetch'] };
    ask(models, modelCall('fetch', [url, { method: 'POST' }], asked), record);
    expect(lines(record)).toBe('insert Lead exception');
  });

  it('by a client of the project, known by its path', () => {
    const record = recorder();
    ask(models, modelCall('post', [path, body, { headers }], { receiver: parameter('client') }), record);
    ask(
      models,
      modelCall('post', ['/api/leads', body, { headers }], { receiver: parameter('client') }),
      record,
    );
    expect(lines(record)).toBe(asException);
  });

  it.each<[string, string, Args, Value | null, string]>([
    [
      'with a configuration',
      'post',
      [{ endpoint: path, data: body, headers }],
      parameter('nango'),
      asException,
    ],
    ['with a method', 'proxy', [{ method: 'POST', url, body, headers }], somewhere, asException],
    ['by a function', 'fetchAgain', [url, { method: 'POST', body, headers }], null, asException],
    ['the method first', 'send', ['POST', url, body], somewhere, 'insert Lead exception {LastName: Ng}'],
    ['of jQuery', 'ajax', [{ type: 'POST', url, data: body, headers }], somewhere, asException],
    ['reading', 'fetchAgain', [url, { method: 'GET', headers }], null, ''],
    ['of another service', 'post', [{ url: '/api/leads', data: body }], somewhere, ''],
  ])('by a client of the project, %s', (_, method, args, receiver, expected) => {
    const record = recorder();
    ask(models, modelCall(method, args, { receiver }), record);
    expect(lines(record)).toBe(expected);
  });

  it.each(['HttpClient', 'HttpService'])('by an injected %s', (type) => {
    const receiver = models.map((model) => model.declared?.(type, at)).find(Boolean)!;
    const record = recorder();
    ask(models, modelCall('post', [url, body, { headers }], { receiver }), record);
    expect(lines(record)).toBe(asException);
  });

  it('by superagent, in a chain', () => {
    const record = recorder();
    let request = ask(
      models,
      modelCall('post', [url], { receiver: imported(models, 'superagent') }),
      record,
    )!;
    request = ask(
      models,
      modelCall('set', ['sforce-duplicate-rule-header', 'allowSave=true'], { receiver: request }),
      record,
    )!;
    request = ask(models, modelCall('set', [{ Accept: 'application/json' }], { receiver: request }), record)!;
    ask(models, modelCall('send', [body], { receiver: request }), record);
    expect(lines(record)).toBe(asException);
  });

  it('by https.request, sent at its end', () => {
    const record = recorder();
    const options = { hostname: 'x.my.salesforce.com', path, method: 'POST', headers };
    const receiver = ask(
      models,
      modelCall('request', [options, callback], { receiver: imported(models, 'https') }),
      record,
    )!;
    ask(models, modelCall('write', [body], { receiver }), record);
    expect(lines(record)).toBe('');
    ask(models, modelCall('end', [], { receiver }), record);
    expect(lines(record)).toBe(asResponse);
    expect(record.invoked).toHaveLength(1);
  });

  it('by XMLHttpRequest', () => {
    const record = recorder();
    const receiver = ask(models, modelCall('XMLHttpRequest', [], { isNew: true }), record)!;
    ask(models, modelCall('open', ['POST', url], { receiver }), record);
    ask(
      models,
      modelCall('setRequestHeader', ['Sforce-Duplicate-Rule-Header', 'allowSave=true'], { receiver }),
      record,
    );
    ask(models, modelCall('send', [body], { receiver }), record);
    expect(lines(record)).toBe(asResponse);
  });
});

describe('a client with headers of its own', () => {
  it.each<[string, string, string, Args, Args]>([
    [
      'axios',
      'create',
      'post',
      [{ baseURL: 'https://x.my.salesforce.com/services/data/v58.0/', headers }],
      ['sobjects/Lead', body],
    ],
    ['axios', 'create', 'post', [{ headers: { common: headers } }], [url, body]],
    [
      'got',
      'extend',
      'post',
      [{ prefixUrl: 'https://x.my.salesforce.com/services/data/v58.0', headers }],
      ['sobjects/Lead', { json: body }],
    ],
    ['ky', 'create', 'post', [{ headers }], [url, { json: body }]],
    ['request-promise', 'defaults', 'post', [{ headers, json: true }], [{ uri: url, body }]],
  ])('%s.%s', (module, make, method, config, args) => {
    const record = recorder();
    const client = ask(models, modelCall(make, config, { receiver: imported(models, module) }), record)!;
    ask(models, modelCall(method, args, { receiver: client }), record);
    expect(lines(record)).toBe(asException);
  });

  it('axios.defaults, and those of an instance', () => {
    const record = recorder();
    const module = imported(models, 'axios');
    const client = ask(models, modelCall('create', [], { receiver: module }), record)!;
    const defaults = memberOf(models, module, 'defaults');
    const group = (name: string): Value => {
      const all = defaults.kind === 'record' ? defaults.entries[0]!.value : defaults;
      return all.kind === 'record' ? all.entries.find(({ key }) => key === name)!.value : all;
    };
    const post = group('post');
    if (post.kind !== 'record') throw new Error('no group');
    post.entries.push({
      key: 'Sforce-Duplicate-Rule-Header',
      value: value('allowSave=true'),
      place: at,
      when: null,
    });
    ask(models, modelCall('post', [url, body], { receiver: client }), record);
    ask(models, modelCall('patch', [`${url}/00Q`, body], { receiver: client }), record);
    expect(lines(record)).toBe(`${asException}\nupdate Lead exception {LastName: Ng}`);
  });

  it('an interceptor of axios', () => {
    const record = recorder();
    const client = imported(models, 'axios');
    const receiver = memberOf(models, memberOf(models, client, 'interceptors'), 'request');
    const evaluation = { ...record, invoke: () => value({ headers }) };
    ask(models, modelCall('use', [callback], { receiver }), evaluation);
    ask(models, modelCall('post', [url, body], { receiver: client }), record);
    expect(lines(record)).toBe(asException);
  });
});

describe('Lightning web components', () => {
  const api = imported(models, 'lightning/uiRecordApi');
  const lead = memberOf(models, imported(models, '@salesforce/schema/Lead'), 'objectApiName');

  it.each<[string, string, Args, readonly string[], string, string?]>([
    [
      'createRecord',
      'createRecord',
      [{ apiName: lead, fields: body }],
      [],
      'insert Lead exception {LastName: Ng}',
    ],
    [
      'allowed',
      'createRecord',
      [{ apiName: 'Lead', fields: body, allowSaveOnDuplicate: true }],
      [],
      asException,
    ],
    [
      'by a parameter',
      'createRecord',
      [parameter('input')],
      [],
      'insert input.apiName exception allowSave=value input.fields',
    ],
    [
      'updateRecord',
      'updateRecord',
      [{ fields: { Id: 'x', Email: 'y' } }],
      ['@salesforce/schema/Lead.Id', '@salesforce/schema/Contact.Name', '@salesforce/schema/Lead.Email'],
      'update Lead exception {Id: x, Email: y}',
      '[ID.fieldApiName]: id',
    ],
    [
      'updateRecord, with names of fields that are no imports',
      'updateRecord',
      [{ fields: { Id: 'x', Email: 'y' } }],
      ['@salesforce/schema/Lead.Email'],
      'update unknown exception {Id: x, Email: y}',
      '{ Id: id, Email: email }',
    ],
    [
      'updateRecord, unknown',
      'updateRecord',
      [{ fields: { Id: 'x' } }],
      [],
      'update unknown exception {Id: x}',
    ],
  ])('%s', (_, name, args, imports, expected, text) => {
    const record = recorder();
    ask(
      models,
      modelCall(name, args, {
        callee: memberOf(models, api, name),
        imports,
        ...(text === undefined ? {} : { text }),
      }),
      record,
    );
    expect(lines(record)).toBe(expected);
  });

  it('take names from the schema', () => {
    const email = imported(models, '@salesforce/schema/Lead.Email');
    expect(shown(memberOf(models, email, 'fieldApiName'))).toBe('Email');
    expect(shown(memberOf(models, email, 'objectApiName'))).toBe('Lead');
  });
});

describe('other clients of Salesforce', () => {
  it('nforce', () => {
    const record = recorder();
    const module = imported(models, 'nforce');
    const org = ask(
      models,
      modelCall('createConnection', [{ apiVersion: 'v58.0' }], { receiver: module }),
      record,
    )!;
    const lead = ask(models, modelCall('createSObject', ['Lead'], { receiver: module }), record)!;
    ask(models, modelCall('set', ['LastName', 'Ng'], { receiver: lead }), record);
    ask(
      models,
      modelCall('insert', [{ sobject: lead, headers, oauth: somewhere }, callback], { receiver: org }),
      record,
    );
    expect(lines(record)).toBe(asException);
    expect(record.invoked).toHaveLength(1);
  });

  it('nforce, by its shape', () => {
    const record = recorder();
    ask(models, modelCall('upsert', [{ sobject: somewhere }], { receiver: parameter('org') }), record);
    ask(models, modelCall('upsert', [{ user: somewhere }], { receiver: parameter('org') }), record);
    expect(lines(record)).toBe('upsert unknown exception');
  });

  it("Salesforce's SDK for functions", () => {
    const record = recorder();
    const asked = { receiver: somewhere, path: ['context', 'org', 'dataApi', 'create'] };
    ask(models, modelCall('create', [{ type: 'Lead', fields: body }], asked), record);
    expect(lines(record)).toBe('insert Lead exception {LastName: Ng}');
  });
});
