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
