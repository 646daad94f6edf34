import type { Settings } from '../config/settings.ts';
import type { Related, Severity } from '../findings.ts';
import type { Schema } from '../metadata/objects.ts';
import type { RuleFileIndex, RuleFileReading } from '../metadata/ruleIndex.ts';
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

/** Code or a flow that sets a field to a literal. */
export interface FieldWriter {
  readonly field: string;
  /** Null where it is not known of which object. */
  readonly object: string | null;
  readonly value: string | number | boolean | null;
  readonly place: Place;
}

/** What a rule about rule metadata may ask beyond its file. */
export interface RuleFileContext extends RuleContext {
  /** Every rule file of the project, in whichever package directory. */
  readonly ruleFiles: RuleFileIndex;
  /** Writes to a field (any case) that were seen in the workspace so far. */
  writersOf(object: string, field: string): readonly FieldWriter[];
}

export interface RuleMeta {
  /** Kebab-case, a public contract. */
  readonly id: string;
  /** One sentence: what it finds. The page's first line says the same; a test compares them. */
  readonly description: string;
  /** The default, as the findings' table says it. Which of several applies is in the report. */
  readonly severities: readonly Severity[];
  /** Reported only where the settings give it a severity; views and hovers show it all the same. */
  readonly offByDefault?: true;
}

/** A rule looks at one kind of thing. Rules never read source text and never know the language. */
export type Rule = RuleMeta &
  (
    | { readonly on: 'save'; check(judged: JudgedSite, context: RuleContext): Report | null }
    | { readonly on: 'option'; check(setting: OptionSetting, context: RuleContext): Report | null }
    | { readonly on: 'observation'; check(observation: Observation, context: RuleContext): Report | null }
    /** A file of rule metadata, together with the others that it refers to. */
    | {
        readonly on: 'rule-file';
        check(file: RuleFileReading, context: RuleFileContext): readonly Report[];
      }
    /** Reported by another part (suppressions); here for its meta data only. */
    | { readonly on: 'nothing' }
  );
