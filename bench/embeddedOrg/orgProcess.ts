import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DataSize } from '../../server/src/sandbox/data/generate.ts';
import { startSandbox } from '../../server/src/sandbox/server.ts';

/** What an org of a process of its own is made of. */
export interface OrgPlan {
  readonly files?: readonly (readonly [path: string, text: string])[];
  readonly project?: string;
  readonly data: DataSize | null;
}

/** What the process has cost so far. */
export interface Figures {
  /** Seconds, user and system. */
  readonly cpu: number;
  /** Megabytes, after a garbage collection. */
  readonly heap: number;
  readonly rss: number;
  readonly leads: number;
}

export interface OrgProcess {
  readonly url: string;
  readonly token: string;
  figures(): Promise<Figures>;
  /** As Ctrl+C or a supervisor does. Gives the exit code, and the seconds until it was there. */
  stop(): Promise<{ readonly code: number | null; readonly seconds: number }>;
}

/** The org in this process, as its parent asks for it. */
export async function runOrg(text: string): Promise<void> {
  const { files, ...plan } = JSON.parse(text) as OrgPlan;
  const sandbox = await startSandbox({ ...plan, ...(files && { files: new Map(files) }) });
  process.on('message', () => {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { heapUsed, rss } = process.memoryUsage();
    const leads = sandbox.org.store.count('Lead');
    process.send!({ cpu: (user + system) / 1e6, heap: heapUsed / 1e6, rss: rss / 1e6, leads });
  });
  process.once('SIGTERM', () => void sandbox.close().then(() => process.exit(0)));
  process.send!({ url: sandbox.url, token: sandbox.token });
}

/** Starts an org in a process of its own: a bench that is run again with `org`. */
export async function startOrg(plan: OrgPlan): Promise<OrgProcess> {
  const script = fileURLToPath(import.meta.url);
  const child = fork(script, ['org', JSON.stringify(plan)], { execArgv: ['--expose-gc'] });
  const { url, token } = await message<{ url: string; token: string }>(child);
  return {
    url,
    token,
    figures: () => {
      child.send('figures');
      return message<Figures>(child);
    },
    stop: () =>
      new Promise((resolve) => {
        const start = performance.now();
        child.once('exit', (code) => resolve({ code, seconds: (performance.now() - start) / 1000 }));
        child.kill('SIGTERM');
      }),
  };
}

function message<Kind>(child: ChildProcess): Promise<Kind> {
  return new Promise((resolve, reject) => {
    child.once('message', (value) => resolve(value as Kind));
    child.once('exit', (code) => reject(new Error(`The org ended with ${code}.`)));
  });
}
