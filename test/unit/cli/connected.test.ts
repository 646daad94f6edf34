import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAuthFiles } from '../../../server/src/sandbox/authFiles.ts';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { startFakeOrg } from '../../support/fakeOrg.ts';
import { sampleProject, startSampleOrg } from '../../support/sandbox.ts';
import { copyBundle, leadProject, makeFolder, type Run, runAside, useCommandLine } from './commandLine.ts';

useCommandLine({ withOrg: true });

const ada = ['LastName=Byron', 'Email=ada.byron@analytical-engines.example'];
const refused = ['--object', 'Lead', ...ada.flatMap((pair) => ['--field', pair])];
const welcome = ['--object', 'Lead', '--field', 'LastName=New', '--field', 'Email=new@example.com'];

/** A home and a project of their own, logged in to an org. */
function logIn(org: Pick<Sandbox, 'url' | 'token'>) {
  const root = makeFolder({ 'home/.keep': '' });
  const [home, project] = [path.join(root, 'home'), path.join(root, 'project')];
  cpSync(sampleProject, project, { recursive: true });
  writeAuthFiles({
    home,
    projectFolder: project,
    url: org.url,
    token: org.token,
    username: 'ada@example.com',
    alias: 'dev',
    orgId: '00D000000000001EAA',
  });
  const env = { HOME: home, USERPROFILE: home, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true' };
  return { project, env };
}

describe('against an embedded org', () => {
  let org: Sandbox;
  let login: ReturnType<typeof logIn>;

  beforeAll(async () => {
    org = await startSampleOrg();
    login = logIn(org);
  });
  afterAll(() => org.close());

  async function inProject(args: readonly string[], input = ''): Promise<Run> {
    const result = await runAside(login.project, args, { env: login.env, input });
    expect(result.out + result.err).not.toContain(org.token);
    expect(org.journal.writes).toEqual([]);
    return result;
  }

  it('tests a record that a rule refuses, in the target-org', async () => {
    const { out, err, code } = await inProject(['test-record', ...refused]);
    expect(out).toContain("refused with DUPLICATES_DETECTED by rule 'Lead Email', unless allowSave=true");
    expect(out).toContain(`${org.url}/00Q`);
    expect({ err, code }).toEqual({ err: '', code: 1 });
  });

  it('tests a record that none refuses, in an org of an alias', async () => {
    const { out, err, code } = await inProject([
      'test-record',
      ...welcome,
      '--org',
      'dev',
      '--format',
      'json',
    ]);
    expect(JSON.parse(out)).toMatchObject({ verdict: { kind: 'clean' }, org: { alias: 'dev' } });
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  it('takes the record from a pipe', async () => {
    const record = { attributes: { type: 'Lead' }, LastName: 'Byron', Email: ada[1]!.slice(6) };
    const { err, code } = await inProject(['test-record', '--file', '-'], JSON.stringify(record));
    expect({ err, code }).toEqual({ err: '', code: 1 });
  });

  it('takes the record from Apex', async () => {
    const file = 'force-app/main/default/classes/LeadCapture.cls';
    const fields = [...ada, 'Company='].flatMap((pair) => ['--field', pair]);
    const { err, code } = await inProject(['test-record', '--file', file, '--line', '6', ...fields]);
    expect({ err, code }).toEqual({ err: '', code: 1 });
  });

  it('uses the project of the file, where it runs in none', async () => {
    const file = 'project/force-app/main/default/classes/LeadCapture.cls';
    const args = ['--file', file, '--row', '1', '--field', 'Company=', ...refused.slice(2)];
    const { out, code } = await runAside(path.dirname(login.project), ['test-record', ...args], {
      env: login.env,
    });
    expect(out).toMatch(/by\s+rule 'Lead Email'/);
    expect(out).toContain('force-app/…/Lead.Lead_Email.duplicateRule-meta.xml');
    expect(code).toBe(1);
  });

  it('joins and compares rules', async () => {
    const listed = await inProject(['rules', '--org']);
    expect(listed.out).toContain('Org dev (ada@example.com), rules read ');
    expect(listed).toMatchObject({ code: 0, err: '' });
    const { out, code } = await inProject(['rules', '--org', '--drift']);
    expect(out).toContain(
      "Account.Standard_Account_Duplicate_Rule 'Standard Account Duplicate Rule': only in the org",
    );
    expect(out).not.toContain('differs');
    expect(code).toBe(1);
  });

  it('explains an error with what the org knows, if it is asked', async () => {
    const id = [...org.org.store.records('Lead')][0]!.id;
    const error = [{ errorCode: 'DUPLICATES_DETECTED', message: 'Use?', duplicateResut: payload(id) }];
    const asked = await inProject(['explain', '--org'], JSON.stringify(error));
    expect(asked.out).toContain(`${org.url}/${id}`);
    expect(asked).toMatchObject({ code: 0, err: '' });
    const before = org.journal.entries.length;
    expect(await inProject(['explain'], JSON.stringify(error))).toMatchObject({ code: 0, err: '' });
    expect(org.journal.entries).toHaveLength(before);
  });

  it('tells what to do when the session has expired', async () => {
    const other = logIn({ url: org.url, token: '00D000000000001!of.yesterday' });
    const { out, err, code } = await runAside(other.project, ['test-record', ...welcome], { env: other.env });
    expect(err).toBe(
      'duplicate-rules: The session with dev has expired or was revoked. Run `sf org login web --alias dev`.\n',
    );
    expect({ out, code }).toEqual({ out: '', code: 2 });
  });

  it('tells what to do where no org is set', async () => {
    const folder = makeFolder(leadProject());
    const { err, code } = await runAside(folder, ['test-record', ...welcome], { env: login.env });
    expect(err).toMatch(/No org is set for this project\. .*sf config set target-org/);
    expect(code).toBe(2);
  });
});

it('ends at once on Ctrl-C', async () => {
  let interrupt = () => {};
  const org = await startFakeOrg(() => {
    interrupt();
    return null;
  });
  const { project, env } = logIn({ url: org.url, token: '00D000000000001!token' });
  const started = performance.now();
  const result = await runAside(project, ['test-record', ...welcome], {
    env,
    started: (child) => {
      interrupt = () => child.kill('SIGINT');
    },
  });
  expect(result).toEqual({ code: 130, out: '', err: 'duplicate-rules: cancelled.\n' });
  expect(performance.now() - started).toBeLessThan(30_000);
  await org.close();
});

describe('the bundle that talks to orgs', () => {
  /** Runs the command line beside another bundle, or none. */
  function runBeside(bundle: string | null, cwd: string, args: readonly string[]): Run {
    const folder = makeFolder({ 'package.json': '{"type":"module","version":"1.2.3"}', 'dist/.keep': '' });
    copyBundle(path.join(folder, 'dist'));
    if (bundle !== null) writeFileSync(path.join(folder, 'dist/org.cjs'), bundle);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(folder, 'dist/cli.js'), ...args],
      { cwd, encoding: 'utf8' },
    );
    return { code: status, out: stdout, err: stderr };
  }

  it.each<[args: string[], loads: boolean]>([
    [['check'], false],
    [['rules'], false],
    [['--help'], false],
    [['explain', 'error.txt'], false],
    [['test-record', '--object', 'Lead'], false],
    [['rules', '--org'], true],
    [['explain', 'error.txt', '--org'], true],
    [['test-record', ...welcome], true],
  ])('%j: loaded %s', (args, loads) => {
    const root = makeFolder(leadProject({ 'error.txt': 'DUPLICATES_DETECTED, Use?: []' }));
    const { err, code } = runBeside("process.stderr.write('LOADED'); process.exit(3);", root, args);
    expect(err.includes('LOADED')).toBe(loads);
    expect(code === 3).toBe(loads);
  });

  it('is missed with a message', () => {
    const { err, code } = runBeside(null, makeFolder({}), ['test-record', ...welcome]);
    expect(err).toMatch(
      /^duplicate-rules: the part that talks to orgs is missing \(.*org\.cjs\): build or install/,
    );
    expect(code).toBe(2);
  });
});

function payload(id: string) {
  return {
    allowSave: true,
    duplicateRule: 'Lead_Email',
    duplicateRuleEntityType: 'Lead',
    errorMessage: 'Use?',
    matchResults: [
      {
        entityType: 'Lead',
        rule: 'Lead_Email_Exact',
        matchEngine: 'ExactMatchEngine',
        size: 1,
        success: true,
        errors: [],
        matchRecords: [
          {
            matchConfidence: 100,
            fieldDiffs: [],
            additionalInformation: [],
            record: { attributes: { type: 'Lead', url: `/services/data/v66.0/sobjects/Lead/${id}` }, Id: id },
          },
        ],
      },
    ],
  };
}
