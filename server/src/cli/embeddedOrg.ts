import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import type { DuplicateRule } from '../core/metadata/model.ts';
import { nearest, suggestion } from '../core/records/suggest.ts';
import { DataFileProblem } from '../data/readDataFile.ts';
import { SnapshotProblem } from '../sandbox/aids/snapshots.ts';
import { writeAuthFiles } from '../sandbox/authFiles.ts';
import {
  defaultOpenPoints,
  isOpenPoint,
  type OpenPoints,
  openPointValues,
  readOpenPoint,
} from '../sandbox/duplicates/openPoints.ts';
import { guessesOf, limitsOf } from '../sandbox/notes.ts';
import { readProjectFiles } from '../sandbox/rules/project.ts';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { readRecords } from '../sandbox/start/readRecords.ts';
import { reasonOf, whyNotWritten } from '../workspace/problem.ts';
import { recordFiles, refuseUnknownObjects } from './embeddedOrgData.ts';
import { EXIT_OK } from './exitCodes.ts';
import { printable } from './formats/terminal.ts';
import type { OrgRun } from './orgRun.ts';
import { writeError, writeOut } from './output.ts';
import { displayPath } from './paths.ts';
import { Problem } from './problem.ts';
import { openRuleProject } from './ruleProject.ts';

/** The options of `org`, as the command line gives them. */
export interface EmbeddedOrgOptions {
  /** What is behind `--`; empty: the org runs until it is stopped. */
  readonly command: readonly string[];
  readonly project?: string;
  readonly data?: readonly string[];
  readonly demo?: true;
  readonly port?: number;
  readonly dataDir?: string;
  readonly clock?: Date;
  readonly openPoint?: readonly string[];
  readonly latency?: number;
  readonly home?: string;
  /** Only with `home`. */
  readonly alias?: string;
  readonly format: 'text' | 'json';
}

/**
 * The `org` command: ends when the org is stopped, or with the command that is run with it.
 * @returns the exit code
 * @throws Problem where the org cannot start
 */
export async function embeddedOrg(options: EmbeddedOrgOptions, run: OrgRun): Promise<number> {
  run.endInOrder();
  const sandbox = await start(options, run);
  try {
    sandbox.latency = options.latency ?? 0;
    logIn(sandbox, options, run);
    run.settle();
    if (options.command.length > 0) return await runWith(sandbox, options.command, run);
    writeOut(options.format === 'json' ? `${JSON.stringify(address(sandbox))}\n` : startText(sandbox));
    writeError(notesText(sandbox));
    await untilStopped(run);
    return EXIT_OK;
  } finally {
    await sandbox.close();
  }
}

async function start(options: EmbeddedOrgOptions, run: OrgRun): Promise<Sandbox> {
  const project = openRuleProject(options.project === undefined ? {} : { project: options.project }, run);
  const { dataDir, port, clock, demo } = options;
  if (options.alias !== undefined && options.home === undefined) {
    throw new Problem('--alias names the org in the logins that --home FOLDER writes: give that as well.');
  }
  const openPoints = openPointsOf(options.openPoint ?? []);
  try {
    run.progress('Reading records …');
    const files = (options.data ?? []).flatMap((typed) => recordFiles(typed, project.project, run.cwd));
    const { records, problems } = await readRecords(files);
    for (const problem of problems) run.warn(problem);
    run.progress('Starting the org …');
    const sandbox = await startSandbox({
      files: readProjectFiles(project.root),
      ...(demo ? {} : { records, data: null }),
      ...(port !== undefined && { port }),
      ...(clock !== undefined && { clock }),
      ...(dataDir !== undefined && { dataFolder: path.resolve(run.cwd, dataDir) }),
      openPoints,
      warn: run.warn,
    });
    try {
      refuseUnknownObjects(files, sandbox.org);
    } catch (error) {
      await sandbox.close();
      throw error;
    }
    for (const problem of sandbox.problems) run.warn(problem);
    warnOfNoRules(sandbox, displayPath(project.root, run.cwd) || 'this folder', run);
    return sandbox;
  } catch (error) {
    if (error instanceof DataFileProblem) throw new Problem(`the data cannot be read: ${error.message}.`);
    if (error instanceof SnapshotProblem) throw new Problem(error.message);
    if ((error as NodeJS.ErrnoException).syscall === 'listen') {
      throw new Problem(
        `the org cannot listen on port ${port}: ${reasonOf(error)}. --port takes another one.`,
      );
    }
    throw error;
  }
}

function openPointsOf(typed: readonly string[]): Partial<OpenPoints> {
  const chosen: Record<string, unknown> = {};
  for (const one of typed) {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(one) ?? [];
    const names = Object.keys(defaultOpenPoints);
    if (!isOpenPoint(name)) {
      throw new Problem(
        `--open-point "${one}": there is no such point.${suggestion(nearest(name || one, names), [])} The org tells their names when it starts.`,
      );
    }
    const read = readOpenPoint(name, value);
    if (read === null) {
      throw new Problem(`--open-point "${one}": say ${name}=${openPointValues(name).join(` or ${name}=`)}.`);
    }
    chosen[name] = read;
  }
  return chosen;
}

/** Whoever starts it in the wrong folder would test against rules that are not theirs. */
function warnOfNoRules({ org }: Sandbox, folder: string, { warn }: OrgRun): void {
  const rules = org.metadata.catalog.duplicateRules;
  if (rules.some(({ source }) => source.kind !== 'assumed')) return;
  warn(
    `no duplicate rule was found in ${folder}: the org has Salesforce's standard rules. --project names another folder.`,
  );
}

function logIn(
  { url, token, username, orgId }: Sandbox,
  { home, alias = 'embedded' }: EmbeddedOrgOptions,
  run: OrgRun,
) {
  if (home === undefined) return;
  try {
    writeAuthFiles({ home: path.resolve(run.cwd, home), url, token, username, alias, orgId });
  } catch (error) {
    throw new Problem(`"${home}" cannot be logged in: ${whyNotWritten(error)}.`);
  }
}

function address({ url, token, username, orgId }: Sandbox) {
  return { url, token, username, orgId };
}

function startText(sandbox: Sandbox): string {
  const { url, token, username, restored, org } = sandbox;
  const objects = org.schema.objects.filter(({ createable }) => createable);
  const counts = objects
    .map(({ name }) => [name, org.store.count(name)] as const)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count.toLocaleString('en')} ${name}`);
  const rules = org.metadata.catalog.duplicateRules;
  const active = rules.filter((rule) => rule.active);
  const rows: [string, string][] = [
    ['token', token],
    ['username', username],
    [
      'rules',
      `${active.length} of ${rules.length} duplicate rules active: ${active.map(ruleName).join(', ') || 'none'}`,
    ],
    ['records', `${counts.join(', ') || 'none'}${restored === null ? '' : ' (from the snapshot)'}`],
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(9)} ${printable(value)}`);
  return `Embedded org at ${url}\n${lines.join('\n')}\n`;
}

function ruleName({ fullName, source }: DuplicateRule): string {
  return source.kind === 'assumed' ? `${fullName} (assumed)` : fullName;
}

function notesText({ org }: Sandbox): string {
  const limits = limitsOf(org).map((text) => `- ${printable(text)}\n`);
  const guesses = guessesOf(org).map(({ point, said }) => `- ${point}: ${printable(said)}.\n`);
  return `It is not Salesforce:\n${limits.join('')}What the documentation leaves open it answers so (--open-point changes it):\n${guesses.join('')}Ctrl-C stops it.\n`;
}

function untilStopped({ signal, onTerminate }: OrgRun): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    onTerminate(resolve);
  });
}

/** Runs a command whose environment names the org. Gives its exit code, 128 and the signal where one ended it. */
function runWith(sandbox: Sandbox, command: readonly string[], run: OrgRun): Promise<number> {
  const { url, token, username } = sandbox;
  const env = {
    ...process.env,
    EMBEDDED_ORG_URL: url,
    EMBEDDED_ORG_TOKEN: token,
    EMBEDDED_ORG_USERNAME: username,
    SF_ORG_INSTANCE_URL: url,
    SF_ACCESS_TOKEN: token,
  };
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    // On Windows npm and its like are scripts, which only a shell runs.
    const child = spawn(program, args, {
      cwd: run.cwd,
      env,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    run.onTerminate(() => child.kill('SIGTERM'));
    child.once('error', (error) => {
      reject(new Problem(`"${program}" cannot be run: ${reasonOf(error)}.`));
    });
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (constants.signals[signal!] ?? 0));
    });
  });
}
