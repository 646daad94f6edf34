import type { SaveTable } from '../core/saveTable/model.ts';
import type { RequestDefinition } from './messages.ts';
import type { RuleEntry } from './rules.ts';

/** What becomes of saves of an object, with what else may be asked for. */
export interface SaveTableAnswer {
  /** Folder of the project, with a slash at its end, which later requests give as `uri`; null where none is meant. */
  readonly uri: string | null;
  /** Its name; '' where none is meant. */
  readonly project: string;
  /** Null where the request names no object, nor a file of rules; the client asks for one. */
  readonly table: SaveTable | null;
  /** The table as a page of Markdown; '' without one. */
  readonly markdown: string;
  /** Objects that can be chosen; those with rules first. */
  readonly objects: readonly { readonly name: string; readonly rules: number }[];
  /** Of the object, to open their files. */
  readonly rules: readonly RuleEntry[];
  /** Projects, where several are open and the request is about none of them: nothing else is answered then. */
  readonly projects: readonly { readonly name: string; readonly uri: string }[];
  /** The org may have rules of the object that are not known here. */
  readonly incomplete?: boolean;
}

/**
 * client → server: what the rules of an object do on every channel. `uri`: of a file of the project, or of its folder;
 * without an object, a file of rules says which.
 */
export const saveTableRequest: RequestDefinition<
  { readonly uri: string | null; readonly object: string | null },
  SaveTableAnswer
> = { method: 'duplicateRules/saveTable' };

/**
 * Command of the client that shows what happens on save, for an object or for that of a rule's file: its argument is
 * `{ uri?, object? }`. Without one the client asks for the object.
 */
export const whatHappensOnSaveCommand = 'duplicateRules.whatHappensOnSave';
