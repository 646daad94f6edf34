import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Seconds, and megabytes at the peak. */
export interface Cost {
  readonly wall: number;
  /** User and system, all threads. */
  readonly cpu: number;
  /** Null where /usr/bin/time is missing. */
  readonly peak: number | null;
}

/** What this process has cost since a moment. */
export function stopwatch(): () => Cost {
  const start = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return {
      wall: (performance.now() - start) / 1000,
      cpu: (user + system) / 1e6,
      peak: process.resourceUsage().maxRSS / 1024,
    };
  };
}

/** Runs a command to its end; exit codes above 1 are failures. */
export function timed(
  command: string,
  args: readonly string[],
  cwd: string,
): Cost & { readonly output: string } {
  const timer = '/usr/bin/time';
  const isThere = existsSync(timer);
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    isThere ? timer : command,
    isThere ? ['-f', 'cost %U %S %M', command, ...args] : [...args],
    { encoding: 'utf8', maxBuffer: 1 << 30, cwd },
  );
  const wall = (performance.now() - start) / 1000;
  if (status === null || status > 1)
    throw new Error(`${command} ended with ${status}: ${stderr.slice(-2000)}`);
  const [, user = '', system = '', peak = ''] = /cost (\S+) (\S+) (\S+)/.exec(stderr) ?? [];
  return {
    wall,
    cpu: isThere ? Number(user) + Number(system) : Number.NaN,
    peak: isThere ? Number(peak) / 1024 : null,
    output: stdout,
  };
}

/** Times of many calls of one kind, in milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** Calls per second of all of them. */
  readonly rate: number;
}

export function spread(milliseconds: readonly number[]): Spread {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  const sum = sorted.reduce((total, one) => total + one, 0);
  return { p50: at(0.5), p99: at(0.99), most: sorted.at(-1)!, rate: (1000 * sorted.length) / sum };
}

/** Microseconds of processor time of this process so far, which others on the machine do not make longer. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** How well what was found meets the labels: a lead counts as found if its contact is among its matches. */
export interface Quality {
  readonly precision: number;
  readonly recall: number;
}

/** @param found per lead the contacts that it was said to match */
export function quality(labels: readonly (string | null)[], found: readonly ReadonlySet<string>[]): Quality {
  let pairs = 0;
  let right = 0;
  const wanted = labels.filter((label) => label !== null).length;
  for (const [lead, label] of labels.entries()) {
    pairs += found[lead]!.size;
    if (label !== null && found[lead]!.has(label)) right++;
  }
  return { precision: right / pairs, recall: right / wanted };
}
