import type { MatchingRuleItem, RuleCondition, RuleReaction } from '../metadata/model.ts';
import type { Schema } from '../metadata/objects.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { FieldScalar } from '../records/model.ts';
import type { TextEdit } from '../text.ts';

/**
 * New rules from templates: a template and answers make a {@link RuleDesign}; `planNewRule` fits it to what is there and
 * says which files it makes, or why it cannot be had. All pure; nothing is written here.
 */
export const templateIds = [
  'account-exact-name',
  'account-fuzzy-name',
  'lead-to-lead',
  'lead-to-contact',
  'contact-to-contact',
  'contact-to-lead',
  'household',
  'external-id',
  'observation',
  'integration-user',
  'person-account',
] as const;

export type TemplateId = (typeof templateIds)[number];

export interface RuleTemplate {
  readonly id: TemplateId;
  /** A few words. */
  readonly title: string;
  /** What the rule compares and does, in a line. */
  readonly does: string;
  /** What it is good for, and what to know before: sentences. */
  readonly goodFor: string;
  /** The object whose saves it looks at; null: it is asked for. */
  readonly object: string | null;
  /** Whether it can refuse a save: then it is made inactive unless something else is said. */
  readonly refuses: boolean;
  /** What the rule is to be; or what has to be known before, or why it cannot be. */
  design(answers: TemplateAnswers, project: TemplateProject): RuleDesign | TemplateQuestion | TemplateRefusal;
}

/** What is said of a new rule. Null, or no fields: nothing is said. */
export interface TemplateAnswers {
  /** API name. */
  readonly object: string | null;
  /** Fields to compare: `Email`, or with another method than Exact `LastName:LastName`. */
  readonly fields: readonly string[];
  /** Developer name of a matching rule that is there, instead of fields. */
  readonly matchingRule: string | null;
  /** Username that the rule leaves alone. */
  readonly user: string | null;
  /** Why. */
  readonly reason: string | null;
  /** Developer name of the duplicate rule. */
  readonly name: string | null;
  /** URI of one of the package directories. */
  readonly packageDirectory: string | null;
  readonly active: boolean | null;
}

export const noAnswers: TemplateAnswers = {
  object: null,
  fields: [],
  matchingRule: null,
  user: null,
  reason: null,
  name: null,
  packageDirectory: null,
  active: null,
};

/** What there is. URIs of folders have no slash at their end. */
export interface TemplateProject {
  readonly root: string;
  /** Those of sfdx-project.json, whether the folders exist or not; at least one. */
  readonly packageDirectories: readonly PackageFolder[];
  readonly catalog: RuleCatalog;
  readonly schema: Schema;
  /** The files of the project that are known, in no order: rules and metadata among them. */
  readonly files: readonly string[];
  /** The text of a file of rules; null where it cannot be read. */
  text(uri: string): string | null;
}

export interface PackageFolder {
  readonly uri: string;
  /** As sfdx-project.json has it. */
  readonly path: string;
  readonly isDefault: boolean;
}

export type QuestionSubject =
  | 'template'
  | 'object'
  | 'fields'
  | 'user'
  | 'reason'
  | 'packageDirectory'
  | 'active'
  | 'name';

/** What has to be answered before there can be a plan. */
export interface TemplateQuestion {
  readonly kind: 'question';
  readonly about: QuestionSubject;
  readonly title: string;
  /** A sentence or two. */
  readonly explanation: string;
  /** `one` and `several` of the choices, or a text. */
  readonly takes: 'one' | 'several' | 'text';
  readonly choices: readonly TemplateChoice[];
  /** What is proposed: a text, or the value of a choice. */
  readonly proposed: string;
  /** What is wrong with the answer that was given; null: none was. */
  readonly problem: string | null;
}

export interface TemplateChoice {
  readonly value: string;
  readonly label: string;
  /** A few words beside the label. */
  readonly description: string;
  /** A line below it. */
  readonly detail: string;
}

/** Why a rule cannot be had, and what can be done instead: sentences. */
export interface TemplateRefusal {
  readonly kind: 'refusal';
  readonly message: string;
  readonly offers: readonly string[];
}

export type FieldValues = Readonly<Record<string, FieldScalar>>;

/** What a rule is to be, whatever is there. */
export interface RuleDesign {
  readonly kind: 'design';
  readonly object: string;
  /** The object whose records are compared with. */
  readonly against: string;
  readonly compares: ComparedBy;
  /** Proposed developer name, label and alert text. */
  readonly name: string;
  readonly label: string;
  readonly alertText: string | null;
  readonly description: string;
  readonly onInsert: RuleReaction;
  readonly onUpdate: RuleReaction;
  readonly security: 'EnforceSharingRules' | 'BypassSharingRules';
  readonly condition: RuleCondition | null;
  /** What the person who deploys it should know, from the facts: sentences. */
  readonly caveats: readonly string[];
  /** Of a finding that the rule has by design, for a reason that was given. */
  readonly suppression?: { readonly rule: string; readonly reason: string };
  readonly example: RuleExample;
}

export type ComparedBy =
  /** A matching rule of all these items, none of them blank; made where there is none of the same items. */
  | {
      readonly kind: 'items';
      readonly items: readonly MatchingRuleItem[];
      readonly name: string;
      readonly label: string;
      /** In a rule between objects: the field of `object` for each item; else null. */
      readonly mappedFrom: readonly string[] | null;
    }
  /** One that is there. */
  | { readonly kind: 'rule'; readonly name: string };

/** Records for the rule tests. Fields are those of `against` in `existing`, else those of `object`. */
export interface RuleExample {
  readonly existing: FieldValues;
  readonly same: FieldValues;
  readonly different: FieldValues;
  /** Fields of the matching rule by which `different` is different. */
  readonly differsBy: readonly string[];
  /** A record that is edited so as to be the same. */
  readonly other: FieldValues;
  /** Of the edit: fields that become as those of `same`. */
  readonly edited: readonly string[];
  /** The running user that the rule leaves alone. */
  readonly exempt: FieldValues | null;
}

/** What becomes of a file. */
export type FileChange = { readonly uri: string } & (
  | { readonly kind: 'create'; readonly text: string }
  /** Text is added to a file; what is in it stays as it is. `before` is what it is added to. */
  | { readonly kind: 'edit'; readonly before: string; readonly edit: TextEdit }
);

/** A file of the plan. */
export type PlannedFile = FileChange & { readonly what: 'duplicate-rule' | 'matching-rule' | 'rule-test' };

/** What a rule will do once it is deployed: sentences. */
export interface RuleEffect {
  /** `create`, `edit`: what becomes of a save that the rule finds a match for, channel by channel. */
  readonly sentences: readonly string[];
}

export interface TemplatePlan {
  readonly kind: 'plan';
  readonly template: TemplateId;
  /** `Lead.Lead_Email_Exact`. */
  readonly fullName: string;
  readonly label: string;
  readonly active: boolean;
  /** `Block on create and edit`. */
  readonly actions: string;
  readonly compares: string;
  /** In the order in which a person should look at them: the duplicate rule first. */
  readonly files: readonly PlannedFile[];
  readonly effect: RuleEffect;
  /** What to know: sentences. */
  readonly notes: readonly string[];
  /** In their order. */
  readonly next: readonly NextStep[];
}

/** What to do with the files. */
export interface NextStep {
  readonly kind: 'test' | 'check' | 'deploy' | 'activate';
  /** A sentence. */
  readonly text: string;
  /** Files that it is about. */
  readonly uris: readonly string[];
}

export type TemplateResult = TemplatePlan | TemplateQuestion | TemplateRefusal;

export function refusal(message: string, ...offers: readonly string[]): TemplateRefusal {
  return { kind: 'refusal', message, offers };
}
