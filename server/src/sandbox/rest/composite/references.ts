import { RestError } from '../../errors.ts';

/** Bodies of the parts answered so far, by their reference id; null for one that failed. */
export type Answered = ReadonlyMap<string, unknown>;

const reference = /@\{([^{}]*)\}/g;

/**
 * Puts the answers of earlier parts in the place of `@{account.id}` and `@{found.records[0].Id}`. A text that is
 * nothing but a reference becomes the value itself.
 * `nullsAllowed`: from version 52.0 a reference to a field that is blank gives null.
 * @throws RestError PROCESSING_HALTED for a reference without a value
 */
export function withReferences(value: unknown, answered: Answered, nullsAllowed: boolean): unknown {
  if (typeof value === 'string') return textWithReferences(value, answered, nullsAllowed);
  if (Array.isArray(value)) return value.map((item) => withReferences(item, answered, nullsAllowed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withReferences(inner, answered, nullsAllowed)]),
  );
}

/** The same in an address: values are encoded, and stay what they are between the quotes of a query. */
export function addressWithReferences(url: string, answered: Answered, nullsAllowed: boolean): string {
  // A whole address may be a reference: `@{found.nextRecordsUrl}`.
  const whole = /^@\{[^{}]*\}$/.test(url);
  return url.replace(reference, (_, path: string) => {
    const value = String(referred(path, answered, nullsAllowed) ?? '');
    return whole ? value : encodeURIComponent(value);
  });
}

/** The ids of the parts that a body or an address refers to. */
export function referredIds(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [...value.matchAll(reference)].map(([, path]) => idOf(path!));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(referredIds);
}

function textWithReferences(text: string, answered: Answered, nullsAllowed: boolean): unknown {
  const whole = /^@\{([^{}]*)\}$/.exec(text);
  if (whole) return referred(whole[1]!, answered, nullsAllowed);
  return text.replace(reference, (_, path: string) => String(referred(path, answered, nullsAllowed) ?? ''));
}

function referred(path: string, answered: Answered, nullsAllowed: boolean): unknown {
  const id = idOf(path);
  const steps = path.slice(id.length).match(/\.[^.[\]]+|\[\d+\]/g) ?? [];
  let value: unknown = answered.get(id);
  for (const step of steps) {
    const key = step.startsWith('[') ? step.slice(1, -1) : step.slice(1);
    const inner = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    value = inner ? (value as Record<string, unknown>)[key] : undefined;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null && nullsAllowed && steps.length > 0) return null;
  const message = `Invalid reference specified. No value for ${path} found in ${id}`;
  throw new RestError(400, 'PROCESSING_HALTED', message);
}

function idOf(path: string): string {
  return /^[^.[]*/.exec(path)![0];
}
