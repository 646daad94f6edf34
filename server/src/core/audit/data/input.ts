import type { OrgDuplicateSets } from '../../orgData/duplicateSets.ts';
import type { DuplicatesInFile } from './records.ts';

/** What the section about data is made of: counts, never records. */
export interface DataInput {
  /** Null: no org was asked. */
  readonly org: OrgDuplicateSets | null;
  readonly files: readonly DuplicatesInFile[];
  /** Files that could not be read; `why` is a sentence without its end. */
  readonly unread?: readonly { readonly file: string; readonly object: string; readonly why: string }[];
  /** Whether usernames and ids may be in the report. */
  readonly names: boolean;
}
