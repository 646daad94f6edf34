import type { Place } from '../../text.ts';
import type { Operation } from '../site.ts';
import type { Expression } from './tree.ts';

/** A record as a save is given it. */
export interface SavedRecord {
  /** Where the code makes it. */
  readonly literal: Place;
  /** The object that it names itself; null if it does not. */
  readonly type: string | null;
  /** It may hold fields that are not known. */
  readonly isOpen: boolean;
  /** In the order of setting; the later one of a name wins. */
  readonly fields: readonly SavedField[];
}

export interface SavedField {
  readonly name: string;
  /** Undefined where the code does not tell it. */
  readonly value: string | number | boolean | null | undefined;
  /** It holds a record or a list. */
  readonly isRecord: boolean;
  /** The entry, the assignment or the call that sets it. */
  readonly place: Place;
  /** Set on some ways only: the condition as the code writes it, shortened. */
  readonly when: string | null;
}

/** A record that stands in a file, and one save of it. */
export interface RecordInCode extends SavedRecord {
  /** Null where the code does not tell it, or several are possible. */
  readonly object: string | null;
  readonly operation: Operation;
  /** The call of the file that saves it, or leads there. */
  readonly save: Place;
  /** The id that the call itself is given, beside the record; null where it takes none. */
  readonly idAt: Expression | null;
  readonly enclosing: string;
  readonly inTest: boolean;
}
