import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTo } from '../../../esbuild.mjs';
import { loadOrgGateway } from '../../../server/src/org/load.ts';
import { writeAuthFiles } from '../../../server/src/sandbox/authFiles.ts';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { startSampleOrg } from '../../support/sandbox.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-org-bundle-'));
const home = path.join(folder, 'home');
const project = path.join(folder, 'project');
const bundle = path.join(folder, 'dist/org.cjs');
let org: Sandbox;

/** A program that uses the bundle as the server and the command line do. Prints JSON. */
const program = `
import { loadOrgGateway } from ${JSON.stringify(path.resolve('server/src/org/load.ts'))};
const { bundle, project } = JSON.parse(process.env.TEST_INPUT!);
const signal = new AbortController().signal;
async function main() {
  const gateway = loadOrgGateway(bundle, { log: () => {} });
  const isLoaded = () => Object.keys(require.cache).includes(bundle);
  const before = isLoaded();
  const { target } = await gateway.listOrgs(project);
  const session = await gateway.connect(project, null, signal);
  const record = { object: 'Lead', id: null, fields: [{ name: 'LastName', value: 'x' }, { name: 'Email', value: 'nobody@example.com' }] };
  const tested = await session.testRecord(record, signal);
  const again = await session.testRecord(record, signal);
  const rules = await session.readRules(signal, () => {}, []);
  const lead = await session.describe('Lead', signal);
  const problem = await session.describe('Nope__c', signal).catch((error) => [error.name, error.kind]);
  gateway.close();
  console.log(JSON.stringify({ before, after: isLoaded(), target, by: tested.by, success: again.answer.success, files: rules.files.length, fields: lead.fields.length, problem }));
}
main().catch((error) => { console.error(error); process.exitCode = 1; });
`;

beforeAll(async () => {
  for (const sub of [home, project, path.join(folder, 'dist')]) mkdirSync(sub, { recursive: true });
  await buildTo('org.cjs', bundle);
  const entry = path.join(folder, 'program.ts');
  writeFileSync(entry, program);
  const common: BuildOptions = { entryPoints: [entry], bundle: true, platform: 'node', target: 'node20' };
  buildSync({ ...common, format: 'cjs', outfile: path.join(folder, 'dist/program.cjs') });
  buildSync({
    ...common,
    format: 'esm',
    outfile: path.join(folder, 'dist/program.mjs'),
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  });
  org = await startSampleOrg();
  const { url, token, username, orgId } = org;
  writeAuthFiles({ home, projectFolder: project, url, token, username, orgId, alias: 'loop' });
});
afterAll(async () => {
  await org.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(
  file: string,
  env: Record<string, string> = {},
): Promise<{ out: string; err: string; code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(folder, 'dist', file)], {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: home,
        USERPROFILE: home,
        SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
        TEST_INPUT: JSON.stringify({ bundle, project }),
        ...env,
      },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('close', (code) => resolve({ out, err, code }));
  });
}

function filesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(root, name)).isFile())
    .toSorted();
}

describe('the bundle, in a process of its own', () => {
  it.each(['program.cjs', 'program.mjs'])('works from %s and is loaded on first use', async (file) => {
    const { out, err, code } = await run(file);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      before: false,
      after: true,
      target: 'loop',
      by: 'findDuplicates',
      success: true,
      files: expect.any(Number),
      fields: expect.any(Number),
      problem: ['OrgProblem', 'bad-record'],
    });
    expect(org.journal.writes).toEqual([]);
  });

  it('writes nothing to the home and the project, and nothing secret anywhere', async () => {
    const before = filesIn(folder);
    const { out, err } = await run('program.cjs', {
      DEBUG: '*',
      SF_LOG_LEVEL: 'trace',
      JSFORCE_LOG_LEVEL: 'DEBUG',
    });
    expect(filesIn(folder)).toEqual(before);
    expect(err).not.toContain(org.token);
    expect(out).not.toContain(org.token);
    expect(out.split('\n').filter((line) => line !== '')).toHaveLength(1);
    expect(filesIn(home)).toEqual([
      '.sfdx/admin@loopback.example.json',
      '.sfdx/alias.json',
      '.sfdx/key.json',
    ]);
  });

  it('says so when it is missing', async () => {
    const gateway = loadOrgGateway(path.join(folder, 'nowhere/org.cjs'), { log: () => {} });
    await expect(gateway.listOrgs(null)).rejects.toThrow('Install the extension again');
    gateway.close();
  });

  it('stays below its size', () => {
    expect(statSync(bundle).size).toBeLessThan(3.2 * 1024 * 1024);
  });
});
