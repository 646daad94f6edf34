import { describe, expect, it } from 'vitest';
import type { OrgFile } from '../../../server/src/core/orgData/model.ts';
import { leadProject, leadRule, makeFolder, projectFile, useCommandLine } from './commandLine.ts';
import { type FakeGatewayOptions, fakeGateway, orgProblem, runHere } from './fakeGateway.ts';

useCommandLine();

const [duplicateRule, matchingRules] = ['duplicateRules/', 'matchingRules/'].map(
  (folder) => Object.entries(leadRule).find(([name]) => name.includes(folder))![1],
) as [string, string];

const matchingFile: OrgFile = { path: 'matchingRules/Lead.matchingRule-meta.xml', text: matchingRules };

function orgRule(name: string, action = 'Allow'): OrgFile {
  return {
    path: `duplicateRules/Lead.${name}.duplicateRule-meta.xml`,
    text: duplicateRule
      .replace(/<actionOnInsert>\w+/, `<actionOnInsert>${action}`)
      .replace('<masterLabel>Lead Email<', `<masterLabel>${name.replace('_', ' ')}<`),
  };
}

async function rules(args: readonly string[], options: FakeGatewayOptions, files = leadProject()) {
  const gateway = fakeGateway(options);
  const run = await runHere(gateway, 'rules', makeFolder(files), ...args);
  return { ...run, gateway };
}

describe('rules --org', () => {
  it('puts the rules of the org beside those of the project, whose files win', async () => {
    const files = [orgRule('Lead_Email', 'Block'), orgRule('Lead_Phone', 'Block'), matchingFile];
    const { out, err, code, gateway } = await rules(['--org'], { files });
    expect(out).toMatch(/^Project .*\nOrg dev \(ada@example\.com\), rules read 2026-03-01 09:00 UTC\n/);
    expect(out).toMatch(
      /Lead: Lead Email\n {4}Allow \+ Alert on create, .*\n .*duplicateRule-meta\.xml:\d+\n {4}the org's copy differs: action on create Block\n/,
    );
    expect(out).toMatch(/Lead: Lead Phone\n {4}Block on create, .*\n {4}only in the org\n/);
    expect(out).not.toContain('assumed');
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(gateway.connected).toEqual([null]);
    expect(gateway.isClosed).toBe(true);
  });

  it.each<[what: string, options: FakeGatewayOptions, inOrg: object]>([
    ['same', { files: [orgRule('Lead_Email'), matchingFile] }, { state: 'same', differences: [] }],
    [
      'different',
      { files: [orgRule('Lead_Email', 'Block')] },
      { state: 'different', differences: ['action on create Block'] },
    ],
    ['missing', {}, { state: 'missing', differences: [] }],
    ['unknown', { reading: { objects: [] } }, { state: 'unknown', differences: [] }],
  ])('tells as data what is known of the org: %s', async (_, options, inOrg) => {
    const { out } = await rules(['--org', 'uat', '--format', 'json'], options);
    const [project] = JSON.parse(out);
    expect(project.org).toEqual({
      username: 'ada@example.com',
      alias: 'dev',
      instanceUrl: 'https://dev.my.salesforce.example',
      readAt: '2026-03-01T09:00:00Z',
      readBy: 'metadata',
      problems: [],
    });
    const rule = project.rules.find(({ fullName }: { fullName: string }) => fullName === 'Lead.Lead_Email');
    expect(rule).toMatchObject({ source: 'file', inOrg });
  });

  it('tells what could not be read, and where only active rules were', async () => {
    const reading = { by: 'ui-api' as const, objects: [], problems: ['A permission is missing.'] };
    const { out, err } = await rules(['--org'], { reading });
    expect(out).toContain('; active rules and their actions only\n');
    expect(err).toBe('duplicate-rules: warning: A permission is missing.\n');
  });

  it('2 where the org cannot be asked, or no org was named to compare with', async () => {
    const problem = orgProblem('no-org', 'No org is set.');
    expect(await rules(['--org'], { problem })).toMatchObject({
      code: 2,
      out: '',
      err: 'duplicate-rules: No org is set. --org ORG names one.\n',
    });
    expect(await rules(['--drift'], {})).toMatchObject({ code: 2, out: '' });
  });
});

describe('rules --org --drift', () => {
  it('0 where nothing differs', async () => {
    const { out, code } = await rules(['--org', '--drift'], { files: [orgRule('Lead_Email'), matchingFile] });
    expect(out).toMatch(/\n {2}No difference: all 2 rules are the same\.\n$/);
    expect(code).toBe(0);
  });

  it('1 where something does, in words', async () => {
    const files = [orgRule('Lead_Email', 'Block'), orgRule('Lead_Phone')];
    const { out, code } = await rules(['--org', '--drift'], { files });
    expect(code).toBe(1);
    expect(out).toMatch(
      /Duplicate rule Lead\.Lead_Email 'Lead Email': differs\n {4}action on create: Allow \+ Alert here, Block in the org\n {4}\S+Lead_Email\.duplicateRule-meta\.xml\n/,
    );
    expect(out).toContain("Matching rule Lead.Lead_Email 'Lead Email': not in the org\n");
    expect(out).toContain("Duplicate rule Lead.Lead_Phone 'Lead Phone': only in the org\n");
    expect(out).toMatch(/\n {2}0 of 3 rules are the same\.\n$/);
  });

  it("gives the org's copies as data", async () => {
    const copy = orgRule('Lead_Email', 'Block');
    const { out, code } = await rules(['--org', '--drift', '--format', 'json'], {
      files: [copy, matchingFile],
    });
    const [{ rules: drift }] = JSON.parse(out);
    expect(drift).toMatchObject([
      { kind: 'DuplicateRule', state: 'different', orgText: copy.text, path: expect.stringMatching(/xml$/) },
      { kind: 'MatchingRule', state: 'same' },
    ]);
    expect(code).toBe(1);
  });

  it('compares each project of a folder', async () => {
    const one = Object.entries(leadProject()).map(([name, text]) => [`one/${name}`, text]);
    const files = { ...Object.fromEntries(one), 'two/sfdx-project.json': projectFile };
    const { out, gateway } = await rules(['--org', 'dev', '--drift'], {}, files);
    expect(gateway.connected).toEqual(['dev', 'dev']);
    expect(out).toMatch(/Project \S+one\n.*not in the org.*\nProject \S+two\n.*\n {2}There is no rule/s);
  });
});
