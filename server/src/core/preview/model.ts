import type { Certainty } from '../matching/certainty.ts';
import type { Confidence, Result, RuleOperation } from '../outcome/model.ts';
import type { FieldScalar, SampleRecord } from '../records/model.ts';

/**
 * What a person sees of a tested or a refused record: plain data that goes to a webview, a terminal or a JSON
 * file. Texts are plain text, never markup; record values are unchanged.
 */
export interface Preview {
  readonly heading: string;
  /** Of all rules together: what a plain save would get. */
  readonly verdict: Verdict;
  /** Null where no org took part. */
  readonly org: PreviewOrg | null;
  /** How the record was tested: "SOAP findDuplicates", "the error that you gave"; time in ISO 8601. */
  readonly testedBy: string;
  readonly testedAt: string;
  /** Null where only the error is known, not the record. */
  readonly sample: SampleRecord | null;
  /** Types of the sample's fields as describe says (string, date, …), by the names in the sample, where known. */
  readonly fieldTypes?: Readonly<Record<string, string>>;
  /** Operation that the test stands for; null if not known (an error's). */
  readonly operation: RuleOperation | null;
  /** Active rules that bear on the object, in sort order; those that matched first. */
  readonly rules: readonly PreviewRule[];
  /** What was not tested, or is not known to be: always shown, apart. */
  readonly untested: readonly Untested[];
  /** Problems on the way that leave something out, and what to do. */
  readonly problems: readonly string[];
}

export interface Verdict {
  /**
   * refused: a Block rule matched; refused-unless-allow-save: only Alert rules; saved: matches, but the rules
   * only report or do nothing; clean: no match; unknown: something failed or is not known.
   */
  readonly kind: 'refused' | 'refused-unless-allow-save' | 'saved' | 'clean' | 'unknown';
  readonly text: string;
}

export interface PreviewOrg {
  readonly username: string;
  readonly alias: string | null;
  readonly instanceUrl: string;
}

export interface PreviewRule {
  readonly fullName: string;
  readonly label: string;
  /** `matched`; `no-match`; `failed`: Salesforce could not compare; `unknown`: the answer does not name the rule. */
  readonly state: 'matched' | 'no-match' | 'failed' | 'unknown';
  /** "force-app/…", "org user@example.com", "assumed standard rule". */
  readonly source: string;
  /** URI of the rule's file in the workspace; null if there is none. */
  readonly file: string | null;
  /** "Allow + Alert + Report on create, Allow + Report on edit". */
  readonly actions: string;
  readonly alertText: string | null;
  /** The rule's condition in words; null without one. Whether the org applied it in the test is not known. */
  readonly condition: string | null;
  /** "finds only records shared with the running user", …; null where the source does not say. */
  readonly security: string | null;
  /** What the answer itself says: true Alert, false Block, null unsaid. */
  readonly allowSave: boolean | null;
  readonly channels: readonly PreviewChannel[];
  readonly matches: readonly PreviewMatch[];
  /**
   * Of a rule that finds nothing, tested without an org: the records that come closest, by matching rule. `deciding`
   * are the fields that keep them from matching; none where match keys do. Absent where none is near.
   */
  readonly near?: readonly PreviewMatch[];
  /** What the rule as it is known here says of the same save; absent where that was not asked, or nothing is known. */
  readonly offline?: OfflineRule;
}

/** A duplicate rule, run here on the sample and the records that are shown. */
export interface OfflineRule {
  /** Whether Salesforce runs it on this save; null: not known. */
  readonly runs: boolean | null;
  /** Where it differs from the org's answer, or is not known: sentences. */
  readonly why: readonly string[];
  /** Records among those that other rules matched, which this one finds here and not in the org. */
  readonly others: readonly OfflineMatchedRecord[];
}

export interface OfflineMatchedRecord {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly matchingRule: string;
  readonly offline: OfflineVerdict;
}

/** What a matching rule says of the sample and one record, run here. */
export interface OfflineVerdict {
  /** Null: it cannot be said. */
  readonly matches: boolean | null;
  readonly certainty: Certainty;
  /** Whether the org says the same; null where one of the two is not known, or no org was asked. */
  readonly agrees: boolean | null;
  /** What decided it: a sentence or two. */
  readonly summary: string;
  /** Why it differs from the org's answer, or cannot be said: sentences. Empty where they agree. */
  readonly why: readonly string[];
  /** How each field was compared; empty where the rule could not be run. */
  readonly fields: readonly OfflineField[];
}

export interface OfflineField {
  /** Of the matched record. */
  readonly name: string;
  readonly method: string;
  readonly matches: boolean | null;
  readonly certainty: Certainty;
  /** 0 to 100; null where a value is blank or not there. */
  readonly score: number | null;
  readonly threshold: number | null;
  /** "blank in one record, which never matches", "Jaro-Winkler 91, Initials 0"; '' if the score says it all. */
  readonly how: string;
}

/** What a rule does with a matching record on one channel, from the outcome model. */
export interface PreviewChannel {
  readonly channel: string;
  readonly title: string;
  readonly operation: RuleOperation;
  readonly result: Result | 'asked';
  readonly text: string;
  readonly confidence: Confidence;
  readonly source: string;
}

/** The matches by one matching rule. */
export interface PreviewMatch {
  /** Developer name of the matching rule, and its label if known. */
  readonly matchingRule: string;
  readonly label: string | null;
  readonly engine: string | null;
  readonly objectType: string;
  /** "Email (Exact) AND …" as far as known; '' if the rule's body is not known. */
  readonly criteria: string;
  /** True in a cross-object match. */
  readonly crossObject: boolean;
  /** As the answer says; may exceed `records`. */
  readonly size: number | null;
  readonly errors: readonly string[];
  readonly records: readonly PreviewRecord[];
}

export interface PreviewRecord {
  readonly id: string;
  readonly type: string;
  /** Name for a reader: its Name field, else its id. */
  readonly title: string;
  /** Opens the record in the org; null without an org. */
  readonly url: string | null;
  readonly confidence: number | null;
  readonly fields: readonly PreviewField[];
  /** What the matching rule as it is known here says; absent where only an error is known. */
  readonly offline?: OfflineVerdict;
}

export interface PreviewField {
  /** Field of the matched record. */
  readonly name: string;
  /** Field of the sample that it is compared with: another one in a cross-object match; null if none. */
  readonly sampleName: string | null;
  readonly label: string | null;
  readonly sampleValue: FieldScalar | undefined;
  readonly value: FieldScalar | undefined;
  readonly difference: 'same' | 'similar' | 'different' | 'blank' | 'unreadable' | 'unknown';
  /** Whether the org said so, or values were compared here. */
  readonly differenceFrom: 'org' | 'compared' | null;
  /** The matching rule compares it. */
  readonly deciding: boolean;
  /** Matching method; null where the field is not compared or the rule's body is not known. */
  readonly method: string | null;
}

export interface Untested {
  readonly what: string;
  readonly why: string;
}

/** Code that acts on a match; see `suggestions` in suggest.ts. */
export interface CodeSuggestion {
  readonly id: 'update-this-record' | 'handle-refusal';
  readonly title: string;
  /** Language id of VS Code: apex, javascript, … */
  readonly language: string;
  readonly code: string;
}
