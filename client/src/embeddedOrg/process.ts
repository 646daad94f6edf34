import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What opens a running org. */
export interface Address {
  readonly url: string;
  readonly token: string;
  readonly username: string;
  readonly orgId: string;
  /** What it left out of its records: sentences. */
  readonly problems: readonly string[];
}

export interface OrgProcess {
  readonly address: Address;
  stop(): void;
}

/**
 * Runs `dist/sandbox.cjs` in a process of its own, which ends with this one.
 * @param log what it says while it runs, line by line
 * @param ended called once, when it has ended by itself
 * @throws Error with what it said, where it does not start
 */
export async function startProcess(
  bundle: string,
  args: readonly string[],
  log: (line: string) => void,
  ended: (code: number | null) => void,
): Promise<OrgProcess> {
  const child = spawn(process.execPath, [bundle, ...args, '--until-stdin-ends'], {
    // The editor's own program is Node only when it is told to be.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    log(line);
  });
  // Of one that has ended, it breaks when it is closed.
  child.stdin.on('error', () => {});
  let isWanted = true;
  const address = await firstLine(child, said);
  const tellEnd = (code: number | null) => {
    if (isWanted) ended(code);
  };
  // It may have ended right behind its first line.
  if (child.exitCode !== null || child.signalCode !== null) setImmediate(tellEnd, child.exitCode);
  else child.once('exit', tellEnd);
  return {
    address,
    stop: () => {
      isWanted = false;
      child.stdin.end();
      child.kill();
    },
  };
}

function firstLine(child: ChildProcess, said: readonly string[]): Promise<Address> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) => resolve(JSON.parse(line) as Address));
    child.once('error', reject);
    // Its last words may come after its end.
    child.once('close', () => reject(new Error(said.join(' ') || 'It ended without a word.')));
  });
}
