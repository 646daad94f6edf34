import { expect, it } from 'vitest';
import { savesIn } from '../../../../support/codeSaves.ts';

it('an event about a request is none', async () => {
  const code = `
    import { EventEmitter } from 'events';
    class Api extends EventEmitter {
      send(record) {
        const request = { method: 'POST', url: base + '/services/data/v58.0/sobjects/Lead', body: JSON.stringify(record) };
        this.emit('request', request);
        return this.transport.httpRequest(request);
      }
    }`;
  expect(await savesIn('api.ts', code)).toEqual([
    '7 httpRequest: insert Lead (rest-record) in Api.send, allowSave=unknown (not known here), includeRecordDetails=unknown (not known here), runAsCurrentUser=unknown (not known here), v58',
  ]);
});

it('a client that is one of two that are not known', async () => {
  const code = `
    import { createRequestClient } from 'actions-core';
    class Api {
      constructor(request) { this.request = request; }
      create(object, json) {
        return this.request(base + '/services/data/v58.0/sobjects/' + object, { method: 'post', json });
      }
    }
    export async function perform(settings, request, json) {
      const client = settings.password ? createRequestClient({ headers }) : request;
      return new Api(client).create('Lead', json);
    }`;
  expect(await savesIn('api.ts', code)).toContainEqual(
    expect.stringMatching(/^11 create: insert Lead \(rest-record\) in perform/),
  );
});
