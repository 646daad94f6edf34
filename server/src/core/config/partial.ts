import type { z } from 'zod';
import { probably } from './probably.ts';
import { type Settings, settingsSchema } from './settings.ts';

/** Some of the settings, as one source (an editor, a configuration file) gives them. */
export type PartialSettings = { readonly [K in keyof Settings]?: Settings[K] };

export interface Reading<T> {
  /** What is right of it. */
  readonly values: T;
  /** One sentence for each unknown or wrong setting, with its name. */
  readonly problems: readonly string[];
}

/** Reads settings from an untrusted value, by {@link settingsSchema}; what is wrong is left out and told. */
export function readSettings(value: unknown): Reading<PartialSettings> {
  return readPartially(settingsSchema.shape, value);
}

/**
 * Reads an object key by key. A wrong entry of a list or record does not spoil the others. `$schema` is
 * allowed, so that JSON files can name their schema.
 */
export function readPartially<S extends z.ZodRawShape>(
  shape: S,
  value: unknown,
): Reading<{ readonly [K in keyof S]?: z.output<S[K]> }> {
  if (value === undefined || value === null) return { values: {}, problems: [] };
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { values: {}, problems: ['Settings must be an object.'] };
  }
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, given] of Object.entries(value)) {
    if (given === undefined || name === '$schema') continue;
    const schema = Object.hasOwn(shape, name) ? (shape[name] as z.ZodType) : undefined;
    if (schema === undefined) {
      problems.push(`Unknown setting "${name}"${probably(name, Object.keys(shape))}.`);
      continue;
    }
    const read = readOne(schema, given);
    for (const problem of read.problems) problems.push(`Setting "${name}"${problem}`);
    if (read.value !== undefined) values[name] = read.value;
  }
  return { values: values as { [K in keyof S]?: z.output<S[K]> }, problems };
}

/** Joins settings: the later ones win. Records such as severities are joined entry by entry, lists replaced. */
export function mergeSettings(...layers: readonly PartialSettings[]): Settings {
  const merged: Record<string, unknown> = {};
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer)) {
      const before = merged[name];
      merged[name] = isRecord(before) && isRecord(value) ? { ...before, ...value } : value;
    }
  }
  return settingsSchema.parse(merged);
}

function readOne(schema: z.ZodType, given: unknown): { value: unknown; problems: readonly string[] } {
  const first = schema.safeParse(given);
  if (first.success) return { value: first.data, problems: [] };
  const problems = first.error.issues.map((issue) => `${pathText(issue.path)}: ${issue.message}.`);
  const rest = withoutEntries(
    given,
    first.error.issues.map((issue) => issue.path[0]),
  );
  const second = rest === undefined ? undefined : schema.safeParse(rest);
  return { value: second?.success ? second.data : undefined, problems };
}

function withoutEntries(value: unknown, wrong: readonly (PropertyKey | undefined)[]): unknown {
  const keys = new Set(wrong);
  if (keys.has(undefined)) return undefined;
  if (Array.isArray(value)) return value.filter((_, index) => !keys.has(index));
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.has(key)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `["${String(part)}"]`)).join('');
}
