import { expect, it } from 'vitest';
import { factsIn, savesIn } from '../../../support/codeSaves.ts';

const client = `from simple_salesforce import Salesforce
sf = Salesforce(session_id=token, instance=host)
`;

it.each([
  [
    'names of a comprehension are its own',
    `name = 'Lead'
def run(rows):
    return [getattr(sf, name).create(row) for name, row in rows]`,
    ['5 create: insert <generic> (rest-record) in run'],
  ],
  [
    'what is gone through is known',
    `def run(row):
    return [getattr(sf, name).create(row) for name in ('Lead', 'Contact')]`,
    ['4 create: insert Lead+Contact (rest-record) in run'],
  ],
  [
    'a name outside keeps its value',
    `def run(rows):
    name = 'Lead'
    other = [name for name in rows]
    getattr(sf, name).create(other)`,
    ['6 create: insert Lead (rest-record) in run'],
  ],
])('%s', async (_, code, expected) => {
  expect((await savesIn('sync.py', client + code)).map((line) => line.replace(/, v\d+$/, ''))).toEqual(
    expected,
  );
});

it.each([
  ['united dicts', `sf.Lead.create({'Company': 'x'} | {'LastName': name})`, true, ['Company', 'LastName']],
  ['united with one that is not known', `sf.Lead.create({'Company': 'x'} | more)`, false, ['Company']],
  ['a dict comprehension', `sf.Lead.create({key: value for key, value in more.items()})`, false, []],
])('%s', async (_, call, complete, names) => {
  const { sites } = await factsIn('sync.py', `${client}def run(name, more):\n    ${call}`);
  expect(sites[0]?.fields.complete).toBe(complete);
  expect(sites[0]?.fields.writes.map((write) => write.name)).toEqual(names);
});
