import type { Settings } from '../config/settings.ts';
import type { Related, Severity } from '../findings.ts';
import type { Schema } from '../metadata/objects.ts';
import type { RuleCatalog, RuleOutcome } from '../outcome/model.ts';
import type { Observation } from '../saves/facts.ts';
import type { OptionValue, SaveSite } from '../saves/site.ts';
import type { Place } from '../text.ts';

/** A save with what each rule does to it. */
export interface JudgedSite {
  readonly site: SaveSite;
  /** One entry for each rule and operation that bears on the save; inactive rules are not among them. */
  readonly outcomes: readonly RuleOutcome[];
}

export type OptionName = 'allowSave' | 'runAsCurrentUser' | 'includeRecordDetails' | 'optAllOrNone';

/** A place where an option is set, with all saves that it reaches, in whichever files they stand. */
export interface OptionSetting {
  readonly option: OptionName;
  readonly place: Place;
  readonly reaches: readonly { readonly judged: JudgedSite; readonly value: OptionValue }[];
}

/** What a rule says; the place, severity and fingerprint make a {@link Finding} of it. */
export interface Report {
  readonly place: Place;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly Related[];
  /** What stays the same when lines move: `enclosing`, operation, object. */
  readonly fingerprint: string;
}

/** A report with the id of its rule, as `evaluate.ts` gives it. */
export interface RuleReport extends Report {
  readonly ruleId: string;
}

export interface RuleContext {
  readonly catalog: RuleCatalog;
  /** For the type and label of the fields that rule conditions mention. */
  readonly schema: Schema;
  readonly settings: Settings;
}

export interface RuleMeta {
  /** Kebab-case, a public contract. */
  readonly id: string;
  /** One sentence: what it finds. The page's first line says the same; a test compares them. */
  readonly description: string;
  /** The default, as the findings' table says it. Which of several applies is in the report. */
  readonly severities: readonly Severity[];
}

/** A rule looks at one kind of thing. Rules never read source text and never know the language. */
export type Rule = RuleMeta &
  (
    | { readonly on: 'save'; check(judged: JudgedSite, context: RuleContext): Report | null }
    | { readonly on: 'option'; check(setting: OptionSetting, context: RuleContext): Report | null }
    | { readonly on: 'observation'; check(observation: Observation, context: RuleContext): Report | null }
    /** Reported by another part (suppressions, metadata reading); here for its meta data only. */
    | { readonly on: 'nothing' }
  );
