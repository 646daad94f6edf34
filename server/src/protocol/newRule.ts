import type { TemplateQuestion, TemplateRefusal } from '../core/templates/model.ts';
import type { RequestDefinition } from './messages.ts';
import type { TextRange } from './ruleTests.ts';

/** What was answered so far. Null, or no fields: not yet. */
export interface NewRuleAnswers {
  /** URI of its folder. */
  readonly project: string | null;
  /** Id of a template. */
  readonly template: string | null;
  readonly object: string | null;
  /** `Email`, `LastName:LastName`: with a method. */
  readonly fields: readonly string[];
  readonly user: string | null;
  readonly reason: string | null;
  readonly name: string | null;
  /** URI of the folder. */
  readonly packageDirectory: string | null;
  readonly active: boolean | null;
}

export interface NewRuleQuestion extends Omit<TemplateQuestion, 'about'> {
  readonly about: keyof NewRuleAnswers;
}

export type NewRuleRefusal = TemplateRefusal;

export interface NewRuleFile {
  readonly uri: string;
  readonly what: 'duplicate-rule' | 'matching-rule' | 'rule-test';
  readonly text: string;
  /** Where the text is put into a file that is there; null: it is that of a new file. */
  readonly at: TextRange | null;
}

/** All that is to be made, and what it will do: sentences. */
export interface NewRulePlan {
  readonly kind: 'plan';
  readonly fullName: string;
  readonly label: string;
  readonly active: boolean;
  readonly actions: string;
  readonly compares: string;
  readonly files: readonly NewRuleFile[];
  readonly effect: readonly string[];
  /** What it would do to the saves of the project's code: a sentence; null: not asked for, or stopped. */
  readonly impact: string | null;
  readonly notes: readonly string[];
  readonly next: readonly string[];
}

export type NewRuleStep = NewRuleQuestion | NewRuleRefusal | NewRulePlan;

/**
 * client → server: the next question of an interview for a new rule, or what its answers come to. An answer that
 * cannot be is asked for again, with the problem. `uri`: where the command was called.
 */
export const newRuleRequest: RequestDefinition<
  {
    readonly uri: string | null;
    readonly answers: NewRuleAnswers;
    /** Only whether the answers are right is asked: the saves of the project are not looked for. */
    readonly isCheck: boolean;
  },
  NewRuleStep
> = { method: 'duplicateRules/newRule' };
