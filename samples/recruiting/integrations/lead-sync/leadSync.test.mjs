/** Runs against the embedded org, see README.md. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { syncSignUps } from './leadSync.mjs';

const { EMBEDDED_ORG_URL: url, EMBEDDED_ORG_TOKEN: token } = process.env;
if (!url || !token) throw new Error('No embedded org: run this by "duplicate-rules org … -- node --test …"');
const org = { url, token };

const signUps = [
  { lastName: 'Vale', email: 'dorothy.vale@segregation.example', company: 'Segregation', event: 'Orbits, 3 May' },
  { lastName: 'Vale', email: 'Dorothy.Vale@segregation.example', company: 'Segregation', event: 'Orbits, 3 May' },
  { lastName: 'Harper', email: 'grace.harper@compilers.example', company: 'Compilers', event: 'Parsing, 9 May' },
  { lastName: 'Nobody', email: 'nobody@nowhere.example', company: '', event: 'Parsing, 9 May' },
];

/** Every test begins with the records that `--data` names. */
beforeEach(() => request('POST', '/embedded-org/reset'));

test('every sign-up is a lead with its event, or stands on the review list', async () => {
  const reviewList = await syncSignUps(org, signUps);
  const lost = [];
  for (const signUp of signUps) {
    const isForReview = reviewList.some((one) => one.signUp === signUp);
    const leads = await leadsOf(signUp.email);
    if (!isForReview && !leads.some(({ Description }) => Description === signUp.event)) lost.push(signUp.email);
  }
  assert.deepEqual(lost, []);
});

test('nobody becomes a lead twice', async () => {
  await syncSignUps(org, signUps);
  for (const { email } of signUps) assert.ok((await leadsOf(email)).length <= 1, email);
});

test('a sign-up without a company stands on the review list', async () => {
  const reviewList = await syncSignUps(org, signUps);
  assert.deepEqual(reviewList, [{ signUp: signUps[3], reason: 'no company' }]);
});

async function leadsOf(email) {
  const soql = `SELECT Description FROM Lead WHERE Email = '${email}'`;
  const { records } = await request('GET', `/services/data/v66.0/query?q=${encodeURIComponent(soql)}`);
  return records;
}

async function request(method, path) {
  const response = await fetch(url + path, { method, headers: { Authorization: `Bearer ${token}` } });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: HTTP ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
