import type { RuleOperation } from '../../outcome/model.ts';
import type { FieldScalar } from '../../records/model.ts';

/** A save whose refusal is to be handled in code. */
export interface SaveToWrite {
  /** API name. */
  readonly object: string;
  readonly operation: RuleOperation;
  /** Of the record that is updated; null for an insert, and where it is not known. */
  readonly id: string | null;
  /** Without the id, each name once. Null: not known, left to be filled in. */
  readonly fields: readonly FieldToWrite[] | null;
  /** What can be done with a duplicate, for the place where that is to be written. */
  readonly note: string;
}

export interface FieldToWrite {
  readonly name: string;
  readonly value: FieldScalar;
  /** As describe says; null where it is not known. */
  readonly type: string | null;
}

/** Writes code of one language, for one way to call Salesforce. */
export interface SuggestionWriter {
  /** Language id of VS Code. */
  readonly language: string;
  /** Null where a value has no form in the language: left out, the code would be about another record. */
  write(save: SaveToWrite): string | null;
}
