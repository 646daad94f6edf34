import { expect, it } from 'vitest';
import { savesIn } from '../../../support/codeSaves.ts';

const save = `async function lead(record) { await (await connect()).sobject('Lead').create(record); }`;

it.each<readonly [string, string, string]>([
  [
    'kept by the function that makes it',
    `let kept: jsforce.Connection | undefined;
async function connect() {
  if (kept) return kept;
  const conn = new jsforce.Connection({});
  kept = conn;
  return conn;
}`,
    'create: insert Lead (rest-record) in lead, v50',
  ],
  [
    'null at first',
    `let kept: jsforce.Connection | null = null;
function connect(): jsforce.Connection {
  if (!kept) kept = new jsforce.Connection({ version: '61.0' });
  return kept;
}`,
    'create: insert Lead (rest-record) in lead, v61',
  ],
  [
    'set by another function',
    `let kept: jsforce.Connection;
export function init() { kept = new jsforce.Connection({ version: '61.0' }); }
const connect = () => kept;`,
    'create: insert Lead (rest-record) in lead, v61',
  ],
  [
    'set from elsewhere: its type is all that is known',
    `let kept: jsforce.Connection;
export function init(conn) { kept = conn; }
const connect = () => kept;`,
    'create: insert Lead (rest-record) in lead',
  ],
  [
    'never set: its type is all that is known',
    `let kept: jsforce.Connection;
const connect = () => kept;`,
    'create: insert Lead (rest-record) in lead',
  ],
])('a connection in a name of the file, %s', async (_, code, told) => {
  const found = await savesIn('code.ts', `import jsforce from 'jsforce';\n${code}\n${save}`);
  expect(found.map((one) => one.replace(/^\d+ /, ''))).toEqual([told]);
});
