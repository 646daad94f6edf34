import type { RequestDefinition } from './messages.ts';

/** Rules at another time. */
export interface EarlierRules {
  /** "main" */
  readonly name: string;
  /** Rule files that differ; null where there was none. */
  readonly files: { readonly uri: string; readonly text: string | null }[];
}

/** What the rules of the editor do otherwise than others. */
export interface RuleImpactAnswer {
  readonly title: string;
  /** Name of the project; '' for files that belong to none. */
  readonly project: string;
  /** Whether the rules differ at all. */
  readonly changes: boolean;
  /** "3 saves become refused on a match, 1 rule test fails"; null where nothing changes outcome. */
  readonly headline: string | null;
  /** All of it, as a page of Markdown; its links lead to files and lines. */
  readonly markdown: string;
}

/**
 * client → server: what the rules as they are in the editor do to saves and rule tests, compared with those of
 * `before`: the rule files that it had otherwise, null where it had none. Null: compared with what is saved.
 * `uri`: of a file of the project. The answer is null where the user has stopped it.
 */
export const ruleImpactRequest: RequestDefinition<
  {
    readonly uri: string | null;
    readonly before: EarlierRules | null;
  },
  RuleImpactAnswer | null
> = { method: 'duplicateRules/ruleImpact' };

/** Command of the client that shows what rule files do that are not saved; code lenses call it with one's URI. */
export const showImpactCommand = 'duplicateRules.showImpact';
