import { textOf } from '../matching/record.ts';
import type { OfflineSave, RunningUser } from '../matching/run/model.ts';
import { bareField, isOnUser } from '../outcome/condition.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { FieldScalar } from '../records/model.ts';
import { nearest, suggestion } from '../records/suggest.ts';
import type { SavedRecord, TestUser } from './model.ts';
import type { KnownCandidate, World, WorldRecord } from './world.ts';

/** A record of a save as rules see it. */
export interface Sample {
  readonly save: OfflineSave;
  /** Of an update. */
  readonly existing: WorldRecord | null;
  /** What the record holds once it is saved, by `fieldKey`. */
  readonly values: ReadonlyMap<string, FieldScalar>;
}

/** Gives a sentence where the record to update cannot be told. */
export function sampleFor(
  saved: SavedRecord,
  user: TestUser | null,
  world: World,
  catalog: RuleCatalog,
): Sample | string {
  const existing = existingOf(saved, world);
  if (typeof existing === 'string') return existing;
  const own = new Map(saved.fields.map(({ name, value }) => [fieldKey(name), value]));
  const before = existing?.values ?? new Map<string, FieldScalar>();
  const values = new Map([...before, ...own]);
  const object = existing?.object ?? saved.object.value;
  const open = existing === null ? null : openKeys(object, catalog);
  return {
    existing,
    values,
    save: {
      object,
      operation: existing === null ? 'insert' : 'update',
      id: existing?.id ?? null,
      values: (key) => {
        const value = values.get(key);
        if (value !== undefined || existing === null) return value;
        return existing.isInline && !key.includes('.') && !open!.has(key) ? null : undefined;
      },
      changed:
        existing === null
          ? null
          : new Set(
              [...own]
                .filter(([key, value]) => textOf(value) !== textOf(before.get(key)))
                .map(([key]) => key),
            ),
      user: user && runningUser(user, world),
      catalog,
    },
  };
}

function existingOf(
  { operation, reference, externalId, fields, object }: SavedRecord,
  world: World,
): WorldRecord | null | string {
  if (reference !== null) {
    const found = world.find(reference.value);
    return typeof found === 'string' ? noRecord(reference.value, found, world) : found;
  }
  if (operation !== 'upsert' || externalId === null) return null;
  const name = externalId.value;
  const value = textOf(fields.find((field) => field.name.toLowerCase() === name.toLowerCase())?.value);
  if (value === '') return `The upsert goes by ${name}, and gives it no value.`;
  const found = world.holding(object.value, name, value);
  if (found.length > 1) return `The upsert goes by ${name}, and several records have its value.`;
  return found[0] ?? null;
}

/** Why a name does not stand for a record. */
export function noRecord(name: string, found: 'none' | 'several', world: World): string {
  if (found === 'several') return `Several records are called "${name}".`;
  const names = world.inlineNames;
  return `There is no record "${name}" at this point.${suggestion(nearest(name, names), names)}`;
}

/** Fields of which a value that is not given is not taken for blank: defaults and the kind of an account decide. */
function openKeys(object: string, catalog: RuleCatalog): ReadonlySet<string> {
  const conditions = catalog.rulesFor(object).flatMap(({ filter }) => filter?.conditions ?? []);
  const keys = conditions
    .filter((condition) => !isOnUser(condition))
    .map((condition) => fieldKey(bareField(condition)));
  const isAccount = /^(?:person)?account$/i.test(object);
  return new Set([...keys, ...(isAccount ? ['lastname', 'personemail', 'ispersonaccount'] : [])]);
}

/** Who saves a record owns it, and sees it. */
function runningUser(user: TestUser, world: World): RunningUser {
  const { fields, sees } = user;
  if (sees === 'all') return { values: fields, sees: () => true };
  const seen = new Set(sees.map(({ value }) => world.find(value)));
  return {
    values: fields,
    sees(candidate) {
      const { known } = candidate as KnownCandidate;
      return seen.has(known) || known.savedBy === user;
    },
  };
}
