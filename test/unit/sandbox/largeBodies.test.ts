import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';

let org: Sandbox;
beforeAll(async () => {
  org = await startSandbox({ data: null });
});
afterAll(() => org.close());

const path = '/services/data/v66.0/sobjects/Lead';
/** Without a token, so that nobody looks at what was read. */
const post = async (body: Uint8Array<ArrayBuffer>): Promise<number> =>
  (await fetch(org.url + path, { method: 'POST', body })).status;

it('tells who sends too much, also where many do at once', async () => {
  expect(await post(new Uint8Array(50_000_001))).toBe(413);
  const large = new Uint8Array(49_000_000);
  const many = await Promise.all(Array.from({ length: 6 }, () => post(large)));
  expect([...new Set([401, 503, ...many])]).toEqual([401, 503]);
  expect(await post(large)).toBe(401);
});

it('goes on where requests break off', async () => {
  const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{"LastName":`;
  const broken = Array.from({ length: 20 }, async () => {
    const socket = connect(Number(new URL(org.url).port), '127.0.0.1');
    await new Promise<void>((resolve) => socket.write(head, () => resolve()));
    socket.destroy();
  });
  await Promise.all(broken);
  expect(await post(new Uint8Array(10))).toBe(401);
});
