import { RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { RowDraft } from './model.ts';

/**
 * Refuses rows that name the same record: none of them is saved. Of external ids the reference of upsert() says so, of
 * ids knowledge article 000384876; that updates may name a record twice is reported as well.
 */
export function withoutRepeated(
  org: Org,
  rows: readonly (RowDraft | RestError)[],
): readonly (RowDraft | RestError)[] {
  if (rows.length < 2) return rows;
  const names = rows.map((row) => (row instanceof RestError ? null : nameOf(org, row)));
  const counts = new Map<string, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  return rows.map((row, index) => {
    const name = names[index] ?? null;
    return name === null || counts.get(name) === 1 ? row : refusal(org, row as RowDraft);
  });
}

/** What a row calls its record by; null where it names none, or may name it again. */
function nameOf({ schema, openPoints }: Org, { object, target }: RowDraft): string | null {
  if (target.kind === 'new') return null;
  if (target.kind === 'id') {
    return openPoints.repeatedIdsRefused ? `${object.name} id ${asId(target.id) ?? target.id}` : null;
  }
  const value = String(target.value ?? '');
  if (value === '') return null;
  const field = schema.field(object.name, target.field);
  const key = field?.caseSensitive ? value : value.toLowerCase();
  return `${object.name} ${target.field.toLowerCase()} ${key}`;
}

function refusal({ schema }: Org, { object, target }: RowDraft): RestError {
  if (target.kind === 'external-id' && target.field.toLowerCase() !== 'id') {
    const { name = target.field } = schema.field(object.name, target.field) ?? {};
    const message = `Duplicate external id specified: ${String(target.value)}`;
    return new RestError(400, 'DUPLICATE_VALUE', message, { fields: [name] });
  }
  const id = target.kind === 'id' ? target.id : String((target as { value: unknown }).value);
  return new RestError(400, 'DUPLICATE_VALUE', `Duplicate id specified: ${asId(id) ?? id}`, {
    fields: ['Id'],
  });
}
