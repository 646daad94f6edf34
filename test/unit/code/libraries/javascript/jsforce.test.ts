import { describe, expect, it } from 'vitest';
import { javascriptLibraries } from '../../../../../server/src/core/saves/code/libraries/javascript/index.ts';
import type { Value } from '../../../../../server/src/core/saves/code/values.ts';
import {
  ask,
  callback,
  imported,
  memberOf,
  modelCall,
  parameter,
  recorder,
  shown,
  somewhere,
  value,
} from './calls.ts';

const models = javascriptLibraries;
const header = { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } };

function connection(config: Record<string, string> | Value = {}): Value {
  const callee = memberOf(models, imported(models, 'jsforce'), 'Connection');
  return ask(models, modelCall('Connection', [config], { callee, isNew: true }), recorder())!;
}

type Args = Parameters<typeof modelCall>[1];

/** `conn.sobject('Lead').METHOD(…)`, as a line. */
function onSobject(method: string, args: Args, conn: Value = connection()): string {
  const record = recorder();
  const receiver = ask(models, modelCall('sobject', ['Lead'], { receiver: conn }), record)!;
  ask(models, modelCall(method, args, { receiver }), record);
  return record.saves.map(line).join('\n');
}

function line(draft: ReturnType<typeof recorder>['saves'][number]): string {
  const { operation, channel, reports, object, version, externalId, allOrNone, options } = draft;
  const allowSave =
    options?.allowSave.kind === 'known' ? String(options.allowSave.value) : options?.allowSave.kind;
  return [
    `${operation} ${shown(object)} ${channel} ${reports} v${shown(version).replace(/^v/, '')}`,
    externalId ? `by ${shown(externalId)}` : '',
    allOrNone ? `allOrNone=${shown(allOrNone)}` : '',
    allowSave ? `allowSave=${allowSave}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

describe('sobject(…)', () => {
  const lead = { LastName: 'Ng' };
  it.each<[string, string, Args, string]>([
    ['one record', 'create', [lead], 'insert Lead rest-record exception v50.0'],
    ['synonym', 'insert', [lead], 'insert Lead rest-record exception v50.0'],
    ['options', 'create', [lead, header], 'insert Lead rest-record exception v50.0 allowSave=true'],
    ['update', 'update', [lead, header], 'update Lead rest-record exception v50.0 allowSave=true'],
    ['callback', 'create', [lead, callback], 'insert Lead rest-record exception v50.0'],
    [
      'a list',
      'create',
      [[lead], { allOrNone: true, ...header }],
      'insert Lead rest-collections rows v50.0 allOrNone=true allowSave=true',
    ],
    ['a list alone', 'create', [[lead]], 'insert Lead rest-collections rows v50.0 allOrNone=false'],
    ['upsert', 'upsert', [lead, 'Ext__c'], 'upsert Lead rest-external-id exception v50.0 by Ext__c'],
    [
      'upsert with options',
      'upsert',
      [lead, 'Ext__c', header],
      'upsert Lead rest-external-id exception v50.0 by Ext__c allowSave=true',
    ],
    [
      'upsert of a list',
      'upsert',
      [[lead], 'Ext__c'],
      'upsert Lead rest-collections rows v50.0 by Ext__c allOrNone=false',
    ],
    [
      'options of lists',
      'create',
      [somewhere, { allOrNone: true }],
      'insert Lead rest-collections rows v50.0 allOrNone=true',
    ],
    ['not known whether a list', 'create', [somewhere], 'insert Lead rest-record exception-or-rows v50.0'],
    ['bulk', 'createBulk', [[lead]], 'insert Lead bulk-1 rows v50.0'],
    ['bulk upsert', 'upsertBulk', [[lead], 'Ext__c'], 'upsert Lead bulk-1 rows v50.0 by Ext__c'],
    ['bulkload', 'bulkload', ['update', [lead]], 'update Lead bulk-1 rows v50.0'],
    [
      'bulkload with options',
      'bulkload',
      ['upsert', { extIdField: 'E__c' }, [lead]],
      'upsert Lead bulk-1 rows v50.0 by E__c',
    ],
    ['deletes', 'bulkload', ['delete', [lead]], ''],
    ['deletes', 'destroy', ['00Q'], ''],
    ['reads', 'retrieve', ['00Q'], ''],
  ])('%s: %s', (_, method, args, expected) => {
    expect(onSobject(method, args)).toBe(expected);
  });

  it('takes the version from the connection', () => {
    expect(onSobject('create', [lead], connection({ version: '58.0' }))).toContain('v58.0');
    expect(onSobject('create', [lead], connection(somewhere))).toContain('vunknown');
  });

  it('calls back with the result', () => {
    const record = recorder();
    const receiver = ask(models, modelCall('sobject', ['Lead'], { receiver: somewhere }), record)!;
    ask(models, modelCall('create', [lead, callback], { receiver }), record);
    expect(record.invoked.map((args) => args.map(({ kind }) => kind))).toEqual([['unknown', 'library']]);
  });

  it('needs no known connection, and no known object', () => {
    const record = recorder();
    const receiver = ask(
      models,
      modelCall('sobject', [parameter('type')], { receiver: parameter('c') }),
      record,
    )!;
    ask(
      models,
      modelCall('upsert', [parameter('rows'), parameter('key'), parameter('opts')], { receiver }),
      record,
    );
    expect(record.saves.map(line)).toEqual([
      'upsert type rest-external-id exception-or-rows vnone by key allowSave=parameter',
    ]);
  });

  it('updates a record reference', () => {
    const record = recorder();
    const sobject = ask(models, modelCall('sobject', ['Lead'], { receiver: connection() }), record)!;
    const reference = ask(models, modelCall('record', ['00Q'], { receiver: sobject }), record)!;
    ask(models, modelCall('update', [lead, header], { receiver: reference }), record);
    expect(record.saves.map(line)).toEqual(['update Lead rest-record exception v50.0 allowSave=true']);
  });

  it('updates what a query finds', () => {
    const record = recorder();
    const sobject = ask(models, modelCall('sobject', ['Lead'], { receiver: connection() }), record)!;
    const found = ask(models, modelCall('find', [{}], { receiver: sobject }), record)!;
    const limited = ask(models, modelCall('limit', [3], { receiver: found }), record)!;
    ask(models, modelCall('update', [lead], { receiver: limited }), record);
    expect(record.saves.map(line)).toEqual(['update Lead rest-collections rows v50.0 allOrNone=false']);
  });

  it('saves nothing over the tooling API', () => {
    const record = recorder();
    const tooling = memberOf(models, connection(), 'tooling');
    expect(ask(models, modelCall('sobject', ['ApexClass'], { receiver: tooling }), record)).toBeUndefined();
    expect(
      ask(models, modelCall('create', ['ApexClass', {}], { receiver: tooling }), record),
    ).toBeUndefined();
  });
});

describe('a connection', () => {
  function on(
    receiver: Value,
    method: string,
    args: Args,
    asked: Parameters<typeof modelCall>[2] = {},
  ): string[] {
    const record = recorder();
    ask(models, modelCall(method, args, { receiver, ...asked }), record);
    return record.saves.map(line);
  }

  it.each<[string, string, Args, string]>([
    ['create', 'create', ['Lead', {}, header], 'insert Lead rest-record exception v50.0 allowSave=true'],
    [
      'private',
      '_createMany',
      ['Lead', somewhere, header],
      'insert Lead rest-collections rows v50.0 allOrNone=false allowSave=true',
    ],
    ['upsert', 'upsert', ['Lead', {}, 'Id'], 'upsert Lead rest-external-id exception v50.0 by Id'],
    [
      'typed by the record',
      'create',
      [null, { attributes: { type: 'Contact' } }],
      'insert Contact rest-record exception v50.0',
    ],
    ['post', 'requestPost', ['/sobjects/Lead', { LastName: 'x' }], 'insert Lead rest-record exception v50.0'],
    [
      'request',
      'request',
      [{ method: 'PATCH', url: '/services/data/v61.0/sobjects/Lead/00Q', body: {}, ...header }],
      'update Lead rest-record exception v61.0 allowSave=true',
    ],
    ['reading', 'request', ['/sobjects/Lead/describe'], ''],
  ])('%s', (_, method, args, expected) => {
    expect(on(connection(), method, args).join('\n')).toBe(expected);
  });

  it.each<[string, readonly string[], Args, Parameters<typeof modelCall>[2], number]>([
    ['by its name', ['conn', 'create'], ['Lead', {}], { text: 'salesforce' }, 1],
    ['as a member', ['this', 'connection', 'create'], ['My__c', {}], { text: 'salesforce' }, 1],
    ['with a variable', ['conn', 'create'], [parameter('type'), {}], { imports: ['jsforce'] }, 1],
    ['of another library', ['conn', 'create'], ['users', {}], { text: 'salesforce' }, 0],
    [
      'with a variable, of another library',
      ['conn', 'create'],
      [parameter('type'), {}],
      { text: 'salesforce' },
      0,
    ],
    ['without Salesforce', ['conn', 'create'], ['Lead', {}], { text: 'mysql' }, 0],
    ['another receiver', ['prisma', 'create'], ['Lead', {}], { text: 'salesforce' }, 0],
    ['an array', ['conn', 'create'], [[], {}], { imports: ['jsforce'] }, 0],
  ])('that is not known, %s', (_, path, args, asked, count) => {
    expect(on(somewhere, 'create', args, { ...asked, path })).toHaveLength(count);
  });

  it.each<[string, string, string, Args, string]>([
    ['load', 'bulk', 'load', ['Lead', 'insert', [{}]], 'insert Lead bulk-1 rows v50.0'],
    [
      'load with options',
      'bulk',
      'load',
      ['Lead', 'upsert', { extIdField: 'E__c' }, [{}]],
      'upsert Lead bulk-1 rows v50.0 by E__c',
    ],
    ['query', 'bulk', 'load', ['Lead', 'query', 'SELECT'], ''],
    [
      'bulk 2.0',
      'bulk2',
      'loadAndWaitForResults',
      [{ object: 'Lead', operation: 'upsert', externalIdFieldName: 'E__c', input: [] }],
      'upsert Lead bulk-2 job v50.0 by E__c',
    ],
    ['soap', 'soap', 'create', [{ type: 'Lead' }], 'insert Lead soap rows v50.0'],
    ['soap upsert', 'soap', 'upsert', ['E__c', [{ type: 'Lead' }]], 'upsert Lead soap rows v50.0 by E__c'],
    [
      'conversion',
      'soap',
      'convertLead',
      [{ leadId: '00Q', contactId: '003' }],
      'convertLead else: Account soap-convert-lead rows v50.0',
    ],
  ])('%s', (_, part, method, args, expected) => {
    expect(on(memberOf(models, connection(), part), method, args).join('\n')).toBe(expected);
  });

  it.each<[string, string, Args, string, string, string]>([
    ['bulk', 'bulk', ['Lead', 'insert'], 'createBatch', 'execute', 'insert Lead bulk-1 rows v50.0'],
    ['bulk', 'bulk', ['Lead', 'delete'], 'createBatch', 'execute', ''],
  ])('a job of %s', (_, part, args, create, send, expected) => {
    const record = recorder();
    const job = ask(
      models,
      modelCall('createJob', args, { receiver: memberOf(models, connection(), part) }),
      record,
    )!;
    const batch = ask(models, modelCall(create, [], { receiver: job }), record)!;
    ask(models, modelCall(send, [[{}]], { receiver: batch }), record);
    expect(record.saves.map(line).join('\n')).toBe(expected);
  });

  it('sends records to a job of bulk 2.0', () => {
    const record = recorder();
    const receiver = memberOf(models, connection({ version: '60.0' }), 'bulk2');
    const job = ask(
      models,
      modelCall('createJob', [{ object: 'Lead', operation: 'insert' }], { receiver }),
      record,
    )!;
    ask(models, modelCall('uploadData', [[{}]], { receiver: job }), record);
    expect(record.saves.map(line)).toEqual(['insert Lead bulk-2 job v60.0']);
  });

  it('comes from @salesforce/core', () => {
    const record = recorder();
    const core = imported(models, '@salesforce/core');
    const options = { connectionOptions: { version: '61.0' } };
    const made = ask(
      models,
      modelCall('create', [options], { receiver: memberOf(models, core, 'Connection') }),
      record,
    )!;
    expect(onSobject('create', [{}], made)).toContain('v61.0');
    const org = ask(models, modelCall('create', [{}], { receiver: memberOf(models, core, 'Org') }), record)!;
    const ofOrg = ask(models, modelCall('getConnection', [], { receiver: org }), record)!;
    expect(onSobject('create', [{}], ofOrg)).toContain('vnone');
    const asked = { receiver: somewhere, imports: ['@salesforce/sf-plugins-core'] };
    const ofFlag = ask(models, modelCall('getConnection', ['60.0'], asked), record)!;
    expect(onSobject('create', [{}], ofFlag)).toContain('v60.0');
  });

  it('takes another version later', () => {
    const conn = connection();
    ask(models, modelCall('setApiVersion', ['61.0'], { receiver: conn }), recorder());
    expect(onSobject('create', [{}], conn)).toContain('v61.0');
    const url = ask(models, modelCall('_baseUrl', [], { receiver: conn }), recorder())!;
    expect(shown(url)).toBe('/services/data/v61.0');
  });

  it('is declared by its type', () => {
    const found = models
      .map((model) => model.declared?.('Connection', { ...value(1) } as never))
      .find(Boolean);
    expect(found).toMatchObject({ kind: 'library', type: 'jsforce.Connection' });
  });
});
