import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { buildCommandLine, buildTo, copyGrammars } from '../../../esbuild.mjs';
import { copyOfBuild } from '../../support/builtOnce.ts';

/** The file that runs: the command line as it is shipped, built into a folder of the test's own. */
let bundle = '';
let folder = '';
let count = 0;

/**
 * Builds the command line once for a test file; the bundle that talks to orgs, and grammars, only where they are
 * wanted.
 */
export function useCommandLine({
  withOrg = false,
  grammars = [],
}: {
  readonly withOrg?: boolean;
  readonly grammars?: readonly string[];
} = {}): void {
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-cli-')));
    bundle = path.join(folder, 'dist/cli.js');
    const dist = path.join(folder, 'dist');
    await copyOfBuild('cli', dist, buildCommandLine);
    if (withOrg) await copyOfBuild('org', dist, (to) => buildTo('org.cjs', path.join(to, 'org.cjs')));
    if (grammars.length > 0) copyGrammars(path.join(folder, 'dist'), [...grammars]);
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module","version":"1.2.3"}');
    mkdirSync(path.join(folder, 'dist/rules'));
    writeFileSync(
      path.join(folder, 'dist/rules/missing-duplicate-rule-header.md'),
      '# missing-duplicate-rule-header\n\nThe page.\n',
    );
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

export function bundlePath(): string {
  return bundle;
}

/** Puts the command line where there is nothing beside it. */
export function copyBundle(to: string): void {
  for (const name of readdirSync(path.dirname(bundle)))
    if (name.endsWith('.js')) cpSync(path.join(path.dirname(bundle), name), path.join(to, name));
}

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function run(cwd: string, ...args: string[]): Run {
  const { NO_COLOR: _, ...env } = process.env;
  const result = spawnSync(process.execPath, [bundle, ...args], { cwd, encoding: 'utf8', env });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

/** The same without blocking: for what asks a server of this process. */
export function runAside(
  cwd: string,
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
    /** For signals. */
    readonly started?: (child: ChildProcess) => void;
  } = {},
): Promise<Run> {
  const { NO_COLOR: _, ...env } = process.env;
  const child = spawn(process.execPath, [bundle, ...args], { cwd, env: { ...env, ...options.env } });
  const run = { out: '', err: '' };
  for (const [name, stream] of [['out', child.stdout] as const, ['err', child.stderr] as const]) {
    stream.setEncoding('utf8').on('data', (data: string) => {
      run[name] += data;
    });
  }
  child.stdin.end(options.input ?? '');
  options.started?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...run }));
  });
}

/** One JSON object for each finding. */
// biome-ignore lint/suspicious/noExplicitAny: tests read what other programs would
export function jsonLines(text: string): any[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** Writes files into a new folder; returns its path. */
export function makeFolder(files: Readonly<Record<string, string>>): string {
  const root = path.join(folder, `case-${++count}`);
  mkdirSync(root);
  writeFiles(root, files);
  return root;
}

export function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

export function git(cwd: string, ...args: string[]): string {
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  return execFileSync('git', ['-c', 'init.defaultBranch=main', ...identity, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export function commitAll(cwd: string): void {
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', 'A step');
}

// --------------------------------------------------------------------------------------------------- projects

export const projectFile = JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }] });

export const classes = 'force-app/main/default/classes';

/** Lead: Allow + Alert on create. */
export const leadRule: Readonly<Record<string, string>> = {
  'force-app/main/default/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml': `<?xml version="1.0" encoding="UTF-8"?>
<DuplicateRule xmlns="http://soap.sforce.com/2006/04/metadata">
    <actionOnInsert>Allow</actionOnInsert>
    <actionOnUpdate>Allow</actionOnUpdate>
    <alertText>Is it one of these?</alertText>
    <duplicateRuleFilter xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>
    <duplicateRuleMatchRules>
        <matchRuleSObjectType>Lead</matchRuleSObjectType>
        <matchingRule>Lead_Email</matchingRule>
        <objectMapping xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>
    </duplicateRuleMatchRules>
    <isActive>true</isActive>
    <masterLabel>Lead Email</masterLabel>
    <operationsOnInsert>Alert</operationsOnInsert>
    <operationsOnUpdate>Report</operationsOnUpdate>
    <securityOption>EnforceSharingRules</securityOption>
    <sortOrder>1</sortOrder>
</DuplicateRule>
`,
  'force-app/main/default/matchingRules/Lead.matchingRule-meta.xml': `<?xml version="1.0" encoding="UTF-8"?>
<MatchingRules xmlns="http://soap.sforce.com/2006/04/metadata">
    <matchingRules>
        <fullName>Lead_Email</fullName>
        <label>Lead Email</label>
        <matchingRuleItems>
            <blankValueBehavior>NullNotAllowed</blankValueBehavior>
            <fieldName>Email</fieldName>
            <matchingMethod>Exact</matchingMethod>
        </matchingRuleItems>
        <ruleStatus>Active</ruleStatus>
    </matchingRules>
</MatchingRules>
`,
};

/** A class of which each method inserts the Lead that it is given: one `missing-duplicate-rule-header` each. */
export function leadClass(name: string, ...methods: string[]): string {
  const bodies = methods.map(
    (method) => `    public void ${method}(Lead record) {\n        insert record;\n    }\n`,
  );
  return `public class ${name} {\n${bodies.join('')}}\n`;
}

/** A project with the rule above and a class with one finding. */
export function leadProject(files: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return {
    'sfdx-project.json': projectFile,
    ...leadRule,
    [`${classes}/LeadService.cls`]: leadClass('LeadService', 'save'),
    ...files,
  };
}
