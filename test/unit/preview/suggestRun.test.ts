import { transformSync } from 'esbuild';
import { Connection } from 'jsforce';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suggestCode } from '../../../server/src/core/preview/suggest.ts';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { startSampleOrg } from '../../support/sandbox.ts';
import { answer, lead, match, preview, record, result } from './answers.ts';

/** What is suggested, run against an org that refuses. */
let org: Sandbox;
beforeAll(async () => {
  org = await startSampleOrg();
});
afterAll(() => org.close());

function emailOfLead(): { id: string; email: string } {
  for (const { id, values } of org.org.store.records('Lead')) {
    const email = values.get('Email');
    if (typeof email === 'string') return { id, email };
  }
  throw new Error('The sample org has no lead with an email address.');
}

async function run(source: string, fields: Record<string, string>, id: string) {
  const matched = answer(result({ matchResults: [match('M', [record(emailOfLead().id)])] }));
  const shown = preview({ sample: lead(fields), answer: matched });
  const { code } = suggestCode(shown, 'typescript', source).find((one) => one.id === id)!;
  const plain = transformSync(code, { loader: 'ts' }).code.replace(/^import .*$/gm, '');
  const warned: string[] = [];
  const log = { warn: (text: string) => warned.push(text) };
  const name = /async function (\w+)/.exec(plain)![1]!;
  const made = new Function('console', `${plain}; return ${name};`)(log);
  const connection = new Connection({ instanceUrl: org.url, accessToken: org.token });
  const outcome = await made(...(source === 'jsforce' ? [connection] : [org.url, org.token])).then(
    () => 'done',
    (error: Error) => error.message,
  );
  return { outcome, warned };
}

describe.each(['jsforce', 'fetch(url)'])('with %s', (source) => {
  test('a refusal is handled, with the matched record', async () => {
    const { id, email } = emailOfLead();
    const fields = { LastName: 'Other', Company: 'Any', Email: email };
    const { outcome, warned } = await run(source, fields, 'handle-refusal');
    expect(outcome).toBe('done');
    expect(warned).toHaveLength(1);
    expect(warned[0]).toMatch(/^Duplicate rule \w+ matches /);
    expect(warned[0]).toContain(id);
  });

  test('the matched record is updated instead', async () => {
    const { id } = emailOfLead();
    const city = source === 'jsforce' ? 'Ulm' : 'Bonn';
    expect(await run(source, { City: city }, 'update-this-record')).toEqual({ outcome: 'done', warned: [] });
    const updated = [...org.org.store.records('Lead')].find((one) => one.id === id)!;
    expect(updated.values.get('City')).toBe(city);
  });

  test('other errors stay errors', async () => {
    const { outcome, warned } = await run(source, { Nope__c: 'x' }, 'handle-refusal');
    expect(outcome).not.toBe('done');
    expect(warned).toEqual([]);
  });
});
