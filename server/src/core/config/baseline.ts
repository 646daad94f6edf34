import * as z from 'zod';
import { whatItIs } from '../foreignText.ts';

/** What identifies a finding while lines move. */
export interface FindingKey {
  readonly rule: string;
  /** Relative to the baseline's folder, with forward slashes. */
  readonly path: string;
  /** What the finding is about: method, operation, object. */
  readonly subject: string;
}

export interface BaselineEntry extends FindingKey {
  /** How many findings of this rule with this subject the file had. */
  readonly count: number;
}

/** Findings that are known and not to be shown: the content of a baseline file. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

const schema = z.object({
  version: z.literal(1),
  findings: z.array(
    z.object({
      rule: z.string(),
      path: z.string(),
      subject: z.string(),
      count: z.number().int().positive().default(1),
    }),
  ),
});

export type BaselineReading =
  | { readonly baseline: Baseline }
  /** A sentence for the user, without the file's name. */
  | { readonly problem: string };

export function readBaseline(text: string): BaselineReading {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: `it is ${whatItIs(text)}` };
  }
  const version = (json as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > 1) {
    return { problem: `it has version ${version}, and this release reads version 1` };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { baseline: parsed.data };
  const [issue] = parsed.error.issues;
  const [list, index] = issue!.path;
  // Somebody merged it by hand: which entry it is helps more than what the file is.
  return list === 'findings' && typeof index === 'number'
    ? {
        problem: `entry ${index + 1} of its findings lacks rule, path, subject or count, or has them in another form`,
      }
    : { problem: `it is ${whatItIs(text)}` };
}

/** Sorted and one entry a line, so that two baselines of the same findings are the same text. */
export function writeBaseline(baseline: Baseline): string {
  const lines = [...baseline.findings]
    .sort((a, b) => compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.subject, b.subject))
    .map(({ rule, path, subject, count }) => '    ' + JSON.stringify({ rule, path, subject, count }));
  const body = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": ${baseline.version},\n  "findings": ${body}\n}\n`;
}

export interface Filtered<T> {
  /** Findings that the baseline does not hold: where it holds two of a kind, the third and on. */
  readonly fresh: readonly T[];
  readonly known: readonly T[];
  /** What the baseline holds and nobody found any more. */
  readonly gone: readonly BaselineEntry[];
}

export function filterByBaseline<T>(
  findings: readonly T[],
  keyOf: (finding: T) => FindingKey,
  baseline: Baseline,
): Filtered<T> {
  const left = new Map<string, BaselineEntry>();
  for (const entry of baseline.findings) {
    const key = keyText(entry);
    left.set(key, { ...entry, count: entry.count + (left.get(key)?.count ?? 0) });
  }
  const fresh: T[] = [];
  const known: T[] = [];
  for (const finding of findings) {
    const key = keyText(keyOf(finding));
    const entry = left.get(key);
    if (!entry) {
      fresh.push(finding);
      continue;
    }
    known.push(finding);
    if (entry.count === 1) left.delete(key);
    else left.set(key, { ...entry, count: entry.count - 1 });
  }
  return { fresh, known, gone: [...left.values()] };
}

/**
 * The baseline of today's findings. Entries of files that were not looked at (`isCovered` is false) stay as
 * they were; of the others only what is still found remains.
 */
export function freeze(
  keys: Iterable<FindingKey>,
  before: Baseline | null,
  isCovered: (path: string) => boolean,
): Baseline {
  const entries = new Map<string, BaselineEntry>();
  for (const entry of before?.findings ?? []) {
    if (!isCovered(entry.path)) entries.set(keyText(entry), entry);
  }
  for (const { rule, path, subject } of keys) {
    const key = keyText({ rule, path, subject });
    entries.set(key, { rule, path, subject, count: 1 + (entries.get(key)?.count ?? 0) });
  }
  return { version: 1, findings: [...entries.values()] };
}

function keyText({ rule, path, subject }: FindingKey): string {
  return `${rule}\0${path}\0${subject}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
