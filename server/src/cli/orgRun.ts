import { constants } from 'node:os';
import { isOrgProblem } from '../connected/problem.ts';
import { DataFileProblem } from '../data/dataFileProblem.ts';
import type { OrgGateway } from '../org/gateway.ts';
import { EXIT_CANCELLED } from './exitCodes.ts';
import { printable } from './formats/terminal.ts';
import { writeError } from './output.ts';
import { Problem } from './problem.ts';
import { fewSteps, terminalProgress } from './progress.ts';

/** What a command that may ask an org works with. */
export interface OrgRun {
  readonly cwd: string;
  /** Loads the org's bundle when something is asked of it. @throws Problem where there is none */
  gateway(): OrgGateway;
  /** Aborted by Ctrl-C once the run is to end in order. */
  readonly signal: AbortSignal;
  progress(text: string): void;
  warn(text: string): void;
  /** Clears the progress: to be called before something is written. */
  settle(): void;
  /** From now on Ctrl-C aborts `signal`, and the run tells that it was cancelled, instead of ending at once. */
  endInOrder(): void;
  /** The same, with what a request to terminate does from now on. */
  onTerminate(end: () => void): void;
}

/**
 * Runs a command that may ask an org. Signals end the process at once, as the system does it: a handler would only be
 * called when work that takes seconds is done. Only a run that waits for something asks to be ended in order; then a
 * second Ctrl-C ends the process at once. Unfinished files are removed either way (`removedAtExit`).
 *
 * @returns the exit code
 * @throws Problem with what the user can do
 */
export async function runWithOrg(
  makeGateway: () => OrgGateway,
  work: (run: OrgRun) => Promise<number>,
): Promise<number> {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT_CANCELLED);
    controller.abort();
  };
  let terminate: (() => void) | null = null;
  let handlers: (() => void)[] = [];
  const handle = (signal: NodeJS.Signals, handler: () => void) => {
    process.on(signal, handler);
    return () => process.off(signal, handler);
  };
  const endInOrder = () => {
    if (handlers.length > 0) return;
    const ends = (['SIGTERM', 'SIGHUP'] as const).map((signal) =>
      handle(signal, () => (terminate ?? (() => process.exit(128 + constants.signals[signal])))()),
    );
    handlers = [handle('SIGINT', interrupt), ...ends];
  };
  const bar = terminalProgress(process.stderr, fewSteps);
  const warned = new Set<string>();
  let gateway: OrgGateway | null = null;
  try {
    return await work({
      cwd: process.cwd(),
      gateway: () => {
        gateway ??= makeGateway();
        return gateway;
      },
      signal: controller.signal,
      progress: (text) => bar.step(() => text),
      warn: (text) => {
        if (warned.has(text)) return;
        warned.add(text);
        bar.end();
        writeError(`duplicate-rules: warning: ${printable(text)}\n`);
      },
      settle: () => bar.end(),
      endInOrder,
      onTerminate: (end) => {
        terminate = end;
        endInOrder();
      },
    });
  } catch (error) {
    if (!controller.signal.aborted) throw told(error);
    bar.end();
    writeError('duplicate-rules: cancelled.\n');
    return EXIT_CANCELLED;
  } finally {
    bar.end();
    for (const off of handlers) off();
    (gateway as OrgGateway | null)?.close();
  }
}

/** Messages of unexpected errors may quote a record: they are left out, where they come from is not. */
function told(error: unknown): Error {
  if (error instanceof Problem) return error;
  if (error instanceof DataFileProblem) return new Problem(`${error.message}.`);
  if (isOrgProblem(error)) {
    const hint = error.kind === 'no-org' ? ' --org ORG names one.' : '';
    return new Problem(error.message + hint);
  }
  const { name, stack } = error instanceof Error ? error : new Error();
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return new Problem([`unexpected error, please report it: ${name}`, ...frames].join('\n'));
}
