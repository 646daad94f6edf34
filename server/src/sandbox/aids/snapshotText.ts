import * as z from 'zod';
import type { StoreContent, StoredRow } from '../data/store.ts';

/** A snapshot: one line of JSON that says what it is, a line a record, and one that says that this is all. */
const header = z.strictObject({
  format: z.literal('duplicate-rules embedded org'),
  version: z.literal(1),
  written: z.string(),
  ids: z.array(z.tuple([z.string(), z.int()])),
  names: z.array(z.tuple([z.string(), z.int()])),
  /** Ids of the duplicate rules, by which duplicate record sets name them. */
  rules: z.array(z.tuple([z.string(), z.string()])),
});
const row = z.tuple([z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))]);
const footer = z.strictObject({ records: z.int() });

export interface SnapshotContent extends StoreContent {
  readonly rules: readonly (readonly [id: string, fullName: string])[];
}

export class BadSnapshot extends Error {}

export function snapshotText(content: SnapshotContent, written: Date): string {
  const { ids, names, rules } = content;
  const head = {
    format: 'duplicate-rules embedded org',
    version: 1,
    written: written.toISOString(),
    ids: [...ids],
    names: [...names],
    rules,
  };
  const lines = [JSON.stringify(head)];
  for (const { object, values } of content.records) {
    lines.push(JSON.stringify([object, Object.fromEntries(values)]));
  }
  lines.push(JSON.stringify({ records: lines.length - 1 }));
  return `${lines.join('\n')}\n`;
}

/** @throws BadSnapshot for a text that is none, or not a whole one */
export function readSnapshot(text: string): SnapshotContent {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new BadSnapshot('it ends in the middle of a line');
  const head = parsed(header, lines[0], 1);
  const { records: count } = parsed(footer, lines.at(-1), lines.length);
  if (count !== lines.length - 2) throw new BadSnapshot(`it has ${lines.length - 2} records of ${count}`);
  const records = lines.slice(1, -1).map((line, index): StoredRow => {
    const [object, values] = parsed(row, line, index + 2);
    return { object, values: Object.entries(values) };
  });
  return { ...head, records };
}

function parsed<T>(schema: z.ZodType<T>, line: string | undefined, number: number): T {
  try {
    return schema.parse(JSON.parse(line ?? ''));
  } catch {
    throw new BadSnapshot(`line ${number} is none of a snapshot`);
  }
}
