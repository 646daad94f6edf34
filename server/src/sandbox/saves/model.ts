import type { TableChannel } from '../../core/outcome/table.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import type { DuplicateHeader } from '../duplicates/header.ts';
import type { RestError } from '../errors.ts';
import type { SandboxObject } from '../schema/model.ts';

/** The channels on which this org saves records: rows of the outcome table. */
export type SaveChannel = Extract<
  TableChannel,
  | 'rest-record'
  | 'rest-external-id'
  | 'rest-collections'
  | 'rest-composite'
  | 'rest-tree'
  | 'rest-batch'
  | 'ui-api'
  | 'soap'
  | 'bulk-1'
  | 'bulk-2'
>;

/** Which record a row is about. */
export type RowTarget =
  | { readonly kind: 'new' }
  /** As the caller writes the id: 15 or 18 characters, or nonsense. */
  | { readonly kind: 'id'; readonly id: string }
  /** The record with that value, or a new one. `field` in any case; `Id` will do as well. */
  | { readonly kind: 'external-id'; readonly field: string; readonly value: unknown };

/** One record to save, as a caller gives it. */
export interface RowDraft {
  readonly object: SandboxObject;
  readonly target: RowTarget;
  /**
   * Without the id. A value that is an object names a parent by an external id: `['Account', { Ext__c: 'A-1' }]`.
   * Values are JSON's or texts; null and '' make blank.
   */
  readonly fields: readonly (readonly [string, unknown])[];
}

/** How rows are saved. */
export interface SaveOptions {
  readonly channel: SaveChannel;
  /** Of the API: 66. */
  readonly version: number;
  readonly header: DuplicateHeader;
  /** A refused row refuses all. */
  readonly allOrNone: boolean;
}

export type RowOutcome =
  | { readonly success: true; readonly record: StoredRecord; readonly created: boolean }
  /** A `DuplicateRefusal` where a duplicate rule refuses. */
  | { readonly success: false; readonly error: RestError };
