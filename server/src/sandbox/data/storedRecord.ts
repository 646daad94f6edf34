import type { FieldScalar } from '../../core/records/model.ts';
import type { SandboxObject } from '../schema/model.ts';

/** A record: values by field name as the schema spells it; blank fields are left out. */
export interface StoredRecord {
  /** 18 characters. */
  readonly id: string;
  readonly object: SandboxObject;
  /** Ascending in the order of creation. */
  readonly ordinal: number;
  /** As they are now: they change with the record. */
  readonly values: ReadonlyMap<string, FieldScalar>;
}

/** What became of a record, after it became so; `before` and `after` are null where there was or is none. */
export interface StoreChange {
  readonly record: StoredRecord;
  readonly before: ReadonlyMap<string, FieldScalar> | null;
  readonly after: ReadonlyMap<string, FieldScalar> | null;
}
