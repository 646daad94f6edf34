import type { FieldScalar } from '../core/records/model.ts';

/** A record as a client sends it. */
export interface SentRecord {
  readonly object: string;
  /** Of an update. */
  readonly id: string | null;
  /** Of an upsert: the field that finds the record. */
  readonly externalId: string | null;
  readonly fields: readonly (readonly [string, FieldScalar])[];
}

export interface Target {
  readonly url: string;
  readonly token: string;
  readonly allowSave: boolean;
}

/** What an org answered about one record. */
export type Answered =
  | { readonly kind: 'saved'; readonly id: string }
  | {
      readonly kind: 'refused';
      /** Null where the protocol does not tell. */
      readonly rule: string | null;
      readonly allowSave: boolean | null;
      /** Ids. */
      readonly matches: readonly string[] | null;
    };

/** The test cannot be carried out on an org: a sentence that says why. */
export class NotSent extends Error {}

/** Saves records in one go; gives an answer for each. @throws NotSent */
export type Sender = (target: Target, records: readonly SentRecord[]) => Promise<readonly Answered[]>;

/** An error that is no duplicate rule's. Messages may quote values: they are left out. */
export function otherError(code: unknown, fields: unknown): NotSent {
  const names = Array.isArray(fields) && fields.length > 0 ? ` (${fields.join(', ')})` : '';
  return new NotSent(
    `The embedded org refuses a record for another reason than duplicates: ${String(code)}${names}. Give what a save needs, or run this test offline.`,
  );
}
