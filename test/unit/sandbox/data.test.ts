import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOrg } from '../../../server/src/sandbox/create.ts';
import { defaultOpenPoints } from '../../../server/src/sandbox/duplicates/openPoints.ts';
import { asId, longId } from '../../../server/src/sandbox/ids.ts';
import { notesOf } from '../../../server/src/sandbox/notes.ts';
import { readProjectFiles } from '../../../server/src/sandbox/rules/project.ts';
import { sampleProject } from '../../support/sandbox.ts';
import { condition, duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

const files = readProjectFiles(sampleProject);
const now = () => new Date('2026-03-01T09:00:00Z');
const make = () => createOrg({ files, now });

const valuesIn = ({ store }: ReturnType<typeof make>, object: string) =>
  [...store.records(object)].map(({ values }) => Object.fromEntries(values));

describe('the made-up records', () => {
  it('are a few thousand, the same at every start', () => {
    const [one, other] = [make(), make()];
    const counts = ['Account', 'Contact', 'Lead', 'Candidate__c'].map(
      (object) => valuesIn(one, object).length,
    );
    expect(counts).toEqual([400, 1202, 1204, 602]);
    for (const { name } of one.schema.objects) expect(valuesIn(one, name)).toEqual(valuesIn(other, name));
  });

  it('repeat no e-mail address but those of the demo', () => {
    const org = make();
    for (const object of ['Lead', 'Contact']) {
      const addresses = valuesIn(org, object).map(({ Email }) => String(Email ?? '').toLowerCase());
      const repeated = addresses.filter((one, index) => one !== '' && addresses.indexOf(one) !== index);
      expect(repeated).toEqual(object === 'Lead' ? ['ada.byron@analytical-engines.example'] : []);
    }
  });

  it('use addresses that belong to nobody', () => {
    const org = make();
    const domains = ['Lead', 'Contact', 'User']
      .flatMap((object) => valuesIn(org, object))
      .map(({ Email }) => Email);
    for (const address of domains) if (typeof address === 'string') expect(address).toMatch(/\.example$/);
  });

  it('fit their fields', () => {
    const { schema, store } = make();
    for (const object of schema.objects) {
      for (const { values } of store.records(object.name)) {
        for (const [name, value] of values) {
          const field = schema.field(object.name, name);
          expect(field, `${object.name}.${name}`).not.toBeNull();
          if (typeof value === 'string' && field!.length > 0)
            expect(value.length).toBeLessThanOrEqual(field!.length);
        }
      }
    }
  });
});

it.each([
  ['001D000000IqhSL', '001D000000IqhSLIAZ'],
  ['0031i000013x2TE', '0031i000013x2TEAAY'],
])('the long form of the id %s is %s', (short, long) => {
  expect(longId(short)).toBe(long);
  expect(asId(long)).toBe(long);
});

describe('what a reader must know', () => {
  it('names the rules that are not compared as Salesforce does', () => {
    const notes = notesOf(make()).join('\n');
    expect(notes).toContain("may differ from Salesforce's: Candidate__c.Candidate_Name_and_Phone.");
    expect(notes).toContain('findDuplicates says so: Account.Standard_Account_Match_Rule_v1_0.');
    expect(notes).not.toContain('running user');
  });

  it('names the rules with a condition on the running user', () => {
    const onUser = condition('Username', 'equals', 'x', 'User');
    const rules = [
      matchingRulesFile('Lead', { R: ['Email'] }),
      duplicateRuleFile({ object: 'Lead', name: 'R', filter: onUser }),
    ];
    const notes = notesOf(createOrg({ files: new Map(rules), data: null }));
    expect(notes).toContain(
      "Conditions on the running user are evaluated by the user's record, profile and role: Lead.R.",
    );
  });

  it('is on its page: every open point with its default', () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/embedded-org.md'), 'utf8');
    const open = page.slice(page.indexOf('\n## What is open\n'));
    const rows = [...open.matchAll(/^\| `(\w+)` \| `(\w+)` \|/gm)].map(([, point, value]) => [point, value]);
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(Object.entries(defaultOpenPoints).map(([point, value]) => [point, String(value)])),
    );
  });
});
