import type { ScaffoldQuestion as Question, ScaffoldFileKind } from '../core/scaffold/model.ts';
import type { TemplateRefusal } from '../core/templates/model.ts';
import type { RequestDefinition } from './messages.ts';

/** What was answered so far. Null, or nothing in a list: not yet. */
export interface ScaffoldGiven {
  /** URI of its folder. */
  readonly project: string | null;
  readonly parts: readonly string[];
  /** API names. */
  readonly objects: readonly string[];
  readonly prefix: string | null;
  /** URI of the folder. */
  readonly packageDirectory: string | null;
}

export interface ScaffoldQuestion extends Omit<Question, 'about'> {
  readonly about: keyof ScaffoldGiven;
}

export interface ScaffoldedFile {
  readonly uri: string;
  readonly what: ScaffoldFileKind;
  readonly text: string;
  /** All files are new. */
  readonly at: null;
}

/** All that is to be made. */
export interface ScaffoldingPlan {
  readonly kind: 'plan';
  readonly prefix: string;
  readonly files: readonly ScaffoldedFile[];
  /** What to know: sentences. */
  readonly notes: readonly string[];
  /** What to do next, in its order: sentences. */
  readonly next: readonly string[];
}

export type ScaffoldStep = ScaffoldQuestion | TemplateRefusal | ScaffoldingPlan;

/**
 * client → server: the next question about what is scaffolded, or what the answers come to. An answer that cannot be is
 * asked for again, with the problem. `uri`: where the command was called.
 */
export const scaffoldRequest: RequestDefinition<
  { readonly uri: string | null; readonly answers: ScaffoldGiven },
  ScaffoldStep
> = { method: 'duplicateRules/scaffold' };
