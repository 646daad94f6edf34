import type { RecordValues } from '../matching/model.ts';
import { wholeRecord } from '../matching/run/candidates.ts';
import type { CandidateSource, OfflineSave } from '../matching/run/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { FieldScalar } from '../records/model.ts';
import { bothSources, EarlierRows, rowId } from './earlierRows.ts';
import type { ExistingById } from './existingById.ts';
import { recordKey } from './existingById.ts';
import type { LoadPlan } from './model.ts';
import type { RowSave } from './rowSave.ts';

/** The records of the org as the rows that were saved so far leave them: inserted ones, and updated ones. */
export class LoadedRows implements ExistingById {
  /** Existing records, and those of the file. */
  readonly source: CandidateSource;
  /** Ordinals of rows of which it is not known whether they are saved. */
  readonly open = new Set<number>();
  readonly #rows: EarlierRows;
  readonly #plan: LoadPlan;
  readonly #fields: readonly string[];
  readonly #existing: ExistingById | null;
  readonly #newValues: (ordinal: number) => RecordValues;
  /** Rows that became records of their own by ordinal, others with what they leave. */
  readonly #byKey = new Map<string, number | Loaded>();

  /** @param newValues what a row leaves that became a record of its own */
  constructor(
    plan: LoadPlan,
    fields: readonly string[],
    newValues: (ordinal: number) => RecordValues,
    existing: CandidateSource,
    byId: ExistingById | null,
  ) {
    this.#plan = plan;
    this.#newValues = newValues;
    this.#fields = fields.map(fieldKey);
    this.#existing = byId;
    this.#rows = new EarlierRows(plan.object, fields, newValues, plan.operation === 'insert');
    this.source = bothSources(existing, this.#rows, plan.object);
  }

  find(value: string): Loaded | ReturnType<ExistingById['find']> {
    const loaded = this.#byKey.get(recordKey(value, this.#plan.externalId));
    if (loaded === undefined) return this.#existing?.find(value) ?? null;
    if (typeof loaded !== 'number') return loaded;
    return { id: rowId(loaded), values: this.#newValues(loaded), base: baseOf(null) };
  }

  add(ordinal: number, { save, key }: RowSave): void {
    const before = key === '' ? null : this.find(key);
    if (before === null && save.operation === 'insert') {
      this.#rows.add(ordinal);
      if (key !== '') this.#byKey.set(recordKey(key, this.#plan.externalId), ordinal);
      return;
    }
    const id = save.id ?? before?.id ?? rowId(ordinal);
    const base = baseOf(before);
    // Rows that update one record again and again are not piled up.
    const values = before !== null && 'base' in before ? this.#over(base, save.values) : savedValues(save);
    this.#rows.addChange(ordinal, id, values);
    if (key !== '') this.#byKey.set(recordKey(key, this.#plan.externalId), { id, values, base });
  }

  #over(base: RecordValues, latest: RecordValues): RecordValues {
    const own = new Map<string, FieldScalar>();
    for (const field of this.#fields) {
      const value = latest(field);
      if (value !== undefined) own.set(field, value);
    }
    return (field) => (own.has(field) ? own.get(field) : base(field));
  }
}

/** What a new row does not give is blank in the record that it becomes. */
export function savedValues({ operation, values }: OfflineSave): RecordValues {
  return operation === 'insert' ? wholeRecord(values) : values;
}

function baseOf(before: ReturnType<LoadedRows['find']>): RecordValues {
  if (before === null) return wholeRecord(() => undefined);
  return 'base' in before ? before.base : before.values;
}

interface Loaded {
  readonly id: string;
  readonly values: RecordValues;
  /** Without what rows of the file changed. */
  readonly base: RecordValues;
}

/** The Id that a record has in the data; null for one that it only stands for. */
export function realId(id: string | null): string | null {
  return id?.startsWith('row ') ? null : id;
}
