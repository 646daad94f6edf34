import { homedir } from 'node:os';
import path from 'node:path';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { EXIT_CANCELLED, EXIT_OK, EXIT_PROBLEM } from '../exitCodes.ts';
import { printable } from '../formats/terminal.ts';
import type { OrgRun } from '../orgRun.ts';
import { writeError } from '../output.ts';
import { Problem } from '../problem.ts';
import { toolServer } from './serve.ts';
import { ToolHosts } from './toolHost.ts';

/** The options of `mcp`, as the command line gives them. */
export interface McpOptions {
  readonly root?: readonly string[];
  readonly org?: string;
}

/**
 * The `mcp` command: serves tools on standard input and output until the input ends. What it has to say to a person
 * goes to standard error.
 *
 * @throws Problem for a folder that is none
 */
export async function runServer({ root, org }: McpOptions, version: string, run: OrgRun): Promise<never> {
  const log = (text: string) => writeError(`duplicate-rules: ${printable(text)}\n`);
  if (root === undefined) refuseWholeDisk(run.cwd);
  const hosts = new ToolHosts({
    roots: root ?? ['.'],
    org: org ?? null,
    cwd: run.cwd,
    gateway: () => run.gateway(),
    warn: (text) => run.warn(text),
  });
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
    const whole = () => resolve(EXIT_OK);
    process.stdin.once('end', whole).once('close', whole);
    run.signal.addEventListener('abort', () => resolve(EXIT_CANCELLED), { once: true });
    run.onTerminate(whole);
  });
  const info = { name: 'duplicate-rules', title: 'Duplicate Rules for Salesforce', version };
  const failed = (tool: string, error: unknown) => log(`${tool} failed: ${whereOf(error)}`);
  const connection = serveStdio(() => toolServer(info, hosts, org !== undefined, failed), {
    // A message that is none may hold anything.
    onerror: (error) => {
      // The SDK stops reading then.
      const isTooLong = /exceeded maximum size/.test(error.message);
      log(isTooLong ? 'a message is too long: it ends.' : `a message was not understood (${error.name}).`);
      if (isTooLong) end(EXIT_PROBLEM);
    },
  });
  const asked = org === undefined ? 'no org is asked' : `org ${org} is asked where a tool wants it`;
  log(`serving the Model Context Protocol; reads below ${hosts.folders.roots.join(', ')}; ${asked}.`);
  const code = await ended;
  await connection.close();
  hosts.close();
  run.settle();
  // Nobody is left to read; V8 would first finish making grammars fast.
  process.exit(code);
}

/** Some clients start servers in the root of the disk, or at home: nobody meant that all of it is read. */
function refuseWholeDisk(cwd: string): void {
  if (cwd !== path.parse(cwd).root && cwd !== homedir()) return;
  throw new Problem(`${cwd} is more than a project: name the folder to read with --root FOLDER.`);
}

/** The name of an error and where it was thrown: its message may quote a record. */
function whereOf(error: unknown): string {
  const { name, stack } = error instanceof Error ? error : new Error();
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [name, ...frames.slice(0, 8)].join('\n');
}
