import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { packCommandLine } from '../../../scripts/packCommandLine.mjs';
import { deadLinks } from '../../../scripts/release/settleLinks.mjs';
import { leadProject, writeFiles } from './commandLine.ts';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-package-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('installs into another project without the network, and runs there', async () => {
  const isWindows = process.platform === 'win32';
  const project = path.join(folder, 'project');
  mkdirSync(project);
  writeFiles(project, {
    ...leadProject(),
    'package.json': '{"private": true}',
    'load.py':
      "from simple_salesforce import Salesforce\nSalesforce().Lead.create({'LastName': 'x', 'Email': 'y'})\n",
    'error.txt': 'DUPLICATES_DETECTED: Is it one of these?',
  });
  const { file } = await packCommandLine(folder);
  expect(path.basename(file)).toMatch(/^duplicate-rules-\d+\.\d+\.\d+\.tgz$/);
  const install = ['install', '--save-dev', '--offline', '--no-audit', '--no-fund', file];
  execFileSync('npm', install, { cwd: project, stdio: 'pipe', shell: isWindows });
  expect(readdirSync(path.join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'duplicate-rules',
  ]);

  // Its pages lead to each other.
  const packed = path.join(project, 'node_modules/duplicate-rules');
  expect(deadLinks(packed)).toEqual([]);
  const readme = readFileSync(path.join(packed, 'README.md'), 'utf8');
  const commands = readFileSync('docs/cli.md', 'utf8').matchAll(/^\| \[((?:`[\w-]+`(?:, )?)+)\]\(#/gm);
  const named = [...commands].flatMap(([, names]) => names!.split(', '));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !readme.includes(name))).toEqual([]);

  const bin = path.join(project, 'node_modules/.bin', isWindows ? 'duplicate-rules.cmd' : 'duplicate-rules');
  const run = (...args: string[]) =>
    spawnSync(bin, args, { cwd: project, encoding: 'utf8', shell: isWindows, input: '' });
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(run('--version').stdout.trim()).toBe(version);
  const checked = run('check');
  expect(checked.stdout).toContain('LeadService.cls:3:9 warning missing-duplicate-rule-header');
  expect(checked.stdout).toContain('load.py:2:');
  expect(checked.stdout).toContain(
    'node_modules/duplicate-rules/dist/rules/missing-duplicate-rule-header.md',
  );
  expect(checked).toMatchObject({ status: 1, stderr: '' });
  // The part that talks to orgs is there: it looks for logins.
  const explained = run('explain', 'error.txt', '--org', 'no-such-org');
  expect(explained.stdout).toContain("by rule 'Lead Email'");
  expect(explained.stdout).toMatch(/The org was not asked: .*sf CLI/);
});
