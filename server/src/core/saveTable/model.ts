import type { Confidence, RuleOperation } from '../outcome/model.ts';
import type { TableChannel, TableResult } from '../outcome/tableModel.ts';

/**
 * What becomes of a record that is saved, on every channel, by the rules that are known: plain data that goes to a
 * webview, a terminal, a Markdown page or a JSON file. Texts are plain text, never markup.
 */
export interface SaveTable {
  /** API name; `Account` for person accounts too. */
  readonly object: string;
  /** What the cells say, in a sentence or two. */
  readonly reading: string;
  /** One for most objects; business accounts and person accounts apart where both have rules. */
  readonly parts: readonly SavePart[];
  /** What is assumed, and what is not known. */
  readonly notes: readonly Sourced[];
  /** When rules find nothing although there is a duplicate: sentences. */
  readonly silences: readonly Sourced[];
  /** What holds whatever the rules are set to do. */
  readonly facts: readonly Sourced[];
  /** Titles of all sources, each once: a list that gives them numbers. */
  readonly sources: readonly string[];
}

/** A sentence, how sure it is, and the titles of what it rests on: never none. */
export interface Sourced {
  readonly text: string;
  readonly confidence: Confidence;
  readonly sources: readonly string[];
}

export interface SavePart {
  /** `Lead`, `Account, business accounts`. */
  readonly title: string;
  /** That no rule runs; null where one does. */
  readonly quiet: Sourced | null;
  /** Those that run and those that do not, in sort order. */
  readonly rules: readonly SaveRule[];
  /** Which edits the rules look at; null where none runs. */
  readonly onEdit: Sourced | null;
  /** Empty where no rule runs. */
  readonly groups: readonly SaveGroup[];
  /** Channels that save other objects. */
  readonly elsewhere: readonly Elsewhere[];
}

export interface SaveRule {
  readonly fullName: string;
  readonly label: string;
  /** Why it does not run: sentences. Empty for a rule that does. */
  readonly notRun: readonly Sourced[];
  /** "Block on create, Allow + Alert on edit". */
  readonly actions: string;
  readonly sortOrder: number | null;
  /** "force-app/…/Lead.X.duplicateRule-meta.xml", "org user@example.com, read …", "assumed standard rule". */
  readonly source: string;
  readonly sourceKind: 'file' | 'org' | 'assumed';
  /** URI of its file; null if there is none. */
  readonly file: string | null;
  readonly alertText: string | null;
  /** `Lead: Email (Exact)`: what it compares with, by matching rule. */
  readonly compares: readonly string[];
  /** On which saves and for whom it runs: conditions, sharing, kind of account. */
  readonly provisos: readonly Sourced[];
}

export interface SaveGroup {
  readonly name: string;
  readonly rows: readonly SaveRow[];
}

export interface SaveRow {
  readonly channel: TableChannel;
  readonly title: string;
  /** '' if there is nothing to say besides. */
  readonly note: string;
  /** Whether the channel can carry allowSave=true. */
  readonly carriesAllowSave: boolean;
  /**
   * For create and edit, each without and, where the channel can carry it, with allowSave=true. A channel that neither
   * creates nor edits has one cell.
   */
  readonly cells: readonly SaveCell[];
  /** What whoever saves sees of a refusal; null where nothing is refused, or it is not known. */
  readonly seen: Sourced | null;
  /** What would change its refusals: sentences, of create and edit each where these differ. */
  readonly changes: readonly string[];
  /** Where the code gets to see it: a step to take; '' if none is known. */
  readonly step: string;
}

/** What all rules together do: the strictest decides, where each finds a match. */
export interface SaveCell extends Decision {
  /** Null: neither. */
  readonly operation: RuleOperation | null;
  readonly allowSave: boolean;
  /** Where the rules that decide do not run because of their conditions: which ones decide then, and so on. */
  readonly otherwise: readonly Decision[];
  /** "what 'Odd' does is not known", of rules that do not decide; '' if there is none. */
  readonly unknown: string;
  /** Of each rule that runs, in sort order. */
  readonly ofRules: readonly RuleCell[];
}

export interface Decision {
  readonly result: TableResult;
  /** "Refused", "Saved by allowSave". */
  readonly words: string;
  /** Full names of the rules that decide. */
  readonly decidedBy: readonly string[];
  /** "by 'Strict' where its condition holds": who decides, as far as that says something; else ''. */
  readonly by: string;
  /** Whether each of them runs only under a condition. */
  readonly conditional: boolean;
  /** What else this holds under: "only with "Require Validation for Converted Leads" on, …". */
  readonly provisos: readonly string[];
  readonly confidence: Confidence;
  readonly sources: readonly string[];
}

/** What one rule does where it finds a match. */
export interface RuleCell {
  readonly fullName: string;
  readonly result: TableResult;
  readonly words: string;
  /** Where alone it runs: `Country equals "US"`; null for a rule that runs always. */
  readonly condition: string | null;
  readonly provisos: readonly string[];
  readonly confidence: Confidence;
  readonly sources: readonly string[];
}

export interface Elsewhere {
  readonly channel: TableChannel;
  readonly title: string;
  readonly why: Sourced;
}
