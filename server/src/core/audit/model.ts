import type { Confidence } from '../outcome/model.ts';

/**
 * The answer to "can anything get past our duplicate rules?": plain data that goes to a terminal, a page, a webview or
 * a JSON file. Texts are plain text, never markup. The same project gives the same audit, whatever the machine.
 */
export interface Audit {
  /** The project's folder as the report names it: `.`, `crm`. */
  readonly project: string;
  /** `2027-01-31`, by which expiry was judged; null where no date was given. */
  readonly today: string | null;
  /** What a reader should know first: a few sentences with counts, made of what follows. */
  readonly answer: readonly string[];
  /** Each section once, in the order of {@link sectionNames}. */
  readonly sections: readonly AuditSection[];
  /** Every bypass of the code, intended ones with what is stated about them. */
  readonly register: readonly RegisteredBypass[];
  /** What to change, the first thing first. */
  readonly plan: readonly PlanItem[];
}

export const sectionNames = ['rules', 'code', 'people', 'data'] as const;

export type SectionName = (typeof sectionNames)[number];

export interface AuditSection {
  readonly name: SectionName;
  /** Sentences with counts that sum it up. Empty only where nothing was looked at. */
  readonly summary: readonly string[];
  /** In any order; the audit sorts them by risk. Ids are unique within the audit. */
  readonly statements: readonly AuditStatement[];
  /** Figures that are read side by side. */
  readonly tables: readonly AuditTable[];
  /** What was not looked at, why, and how it would be. Empty where all was. */
  readonly notLookedAt: readonly NotLookedAt[];
}

/**
 * How grave it is if nothing changes; the gravest first. `high`: duplicates get in, or a refusal is lost, and nobody
 * gets to know. `medium`: they get in by a decision that nobody has stated, or under a condition. `low`: what was
 * decided with a reason, and what only matters together with something else. `none`: worth knowing, nothing to do.
 */
export const risks = ['high', 'medium', 'low', 'none'] as const;

export type Risk = (typeof risks)[number];

/**
 * How sure a statement is. `exact`: it says what a file or an org's answer holds, and nothing else. `approximate`: the
 * matching engine stands in for an algorithm that is not public. The others are those of the outcome model; `open` is
 * what is not known.
 */
export type AuditConfidence = 'exact' | 'approximate' | Confidence;

export interface AuditStatement {
  /** `kind:subject`, as {@link statementId} makes it: the same for the same thing when lines move. */
  readonly id: string;
  /** Kebab-case, a public contract: `report-only-rule`, `allow-save-bypass`. */
  readonly kind: string;
  readonly section: SectionName;
  readonly risk: Risk;
  /** A sentence that stands by itself. */
  readonly text: string;
  /** What else there is to say of it: sentences. */
  readonly details: readonly string[];
  readonly confidence: AuditConfidence;
  /** Titles of what it rests on; empty where the places are the evidence. */
  readonly sources: readonly string[];
  /** Where it can be seen, in files. */
  readonly places: readonly AuditPlace[];
  /** How many of its kind and subject there are, where one more would be news: saves, users, record sets. */
  readonly count: number;
  readonly recommendation: Recommendation | null;
}

export interface AuditPlace {
  readonly uri: string;
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string;
  /** One-based; null: the file as a whole. */
  readonly line: number | null;
  /** One-based. */
  readonly column: number | null;
  /** What is there: "insert of Lead in LeadCapture.capture", "allowSave=true". */
  readonly what: string;
  /** Who wrote the line; null where nobody was asked. */
  readonly written: Authorship | null;
}

/** Who wrote a line last, by the version control. */
export type Authorship =
  /** `date` as 2027-01-31. */
  | { readonly kind: 'known'; readonly author: string; readonly date: string; readonly commit: string }
  | { readonly kind: 'not-committed' }
  | { readonly kind: 'not-tracked' }
  | { readonly kind: 'no-repository' }
  /** The history ends before: a shallow clone, or an error. `why` is a sentence without its end. */
  | { readonly kind: 'unknown'; readonly why: string };

/** What would mend it. Statements with the same key make one item of the plan. */
export interface Recommendation {
  /** `state-reasons`, `report-only:Lead.Lead_Email`. */
  readonly key: string;
  /** An imperative sentence. */
  readonly text: string;
  readonly ease: Ease;
  /** What of this product does it or helps; empty if nothing. */
  readonly means: readonly Means[];
}

/** How much work it is; the least first. */
export const eases = ['minutes', 'hours', 'days'] as const;

export type Ease = (typeof eases)[number];

/** Something of this product that helps. */
export interface Means {
  readonly kind: /** A code action at the places. `name`: the id of the finding that it is offered for. */
    | 'fix'
    /** A template of `new-rule`; `name` is its id. */
    | 'template'
    /** A scaffold; `name` is its id. */
    | 'scaffold'
    /** A class of the project; `name` is its name. */
    | 'class'
    /** A command line to run; `name` is its text. */
    | 'command'
    /** A page of the documentation; `name` is its path in docs, or the id of a rule. */
    | 'page';
  readonly name: string;
  /** What it does, as a part of a sentence: "handles the refusal at each of these saves". */
  readonly does: string;
}

export interface AuditTable {
  /** Unique within its section: `saves-by-object`. */
  readonly id: string;
  readonly title: string;
  readonly head: readonly string[];
  /** Each as long as the head. */
  readonly rows: readonly (readonly string[])[];
  /** What a reader has to know to read it: sentences. */
  readonly notes: readonly string[];
}

export interface NotLookedAt {
  /** Kebab-case and unique within its section: `org`, `data`, `unread-file:force-app/…`. */
  readonly id: string;
  /** A sentence: what was not looked at. */
  readonly what: string;
  /** A sentence: why. */
  readonly why: string;
  /** A sentence: what would make it be looked at; null if nothing would. */
  readonly remedy: string | null;
}

/** A bypass of the code, with what is stated about it. */
export interface RegisteredBypass {
  /** Of the statement that tells of it. */
  readonly statement: string;
  /** The finding's rule: `allow-save-bypass`. */
  readonly ruleId: string;
  /** What it lets through: "allowSave=true on insert of Lead". */
  readonly what: string;
  readonly places: readonly AuditPlace[];
  /** Null where none is stated. */
  readonly reason: string | null;
  /** Where the reason stands: in a comment or annotation, or in the configuration. */
  readonly statedIn: 'code' | 'settings' | null;
  /** `blame`: nobody is named in the reason, and the line's author stands in. */
  readonly owner: { readonly name: string; readonly by: 'reason' | 'blame' } | null;
  /** Null where no date is stated. */
  readonly until: Expiry | null;
}

export interface Expiry {
  /** As it is written. */
  readonly written: string;
  /** `not-judged`: today's date was not given. `unreadable`: it is no date. */
  readonly state: 'running' | 'expired' | 'not-judged' | 'unreadable';
}

export interface PlanItem {
  /** The key of its recommendation. */
  readonly id: string;
  /** What to do: an imperative sentence. */
  readonly text: string;
  /** The gravest of its statements. */
  readonly risk: Risk;
  readonly ease: Ease;
  /** Ids of the statements that it settles. */
  readonly statements: readonly string[];
  /** How many saves, rules, users these are. */
  readonly count: number;
  readonly means: readonly Means[];
}

/**
 * An id that stays the same while lines move and counts change: `report-only-rule:Lead.Lead_Email`.
 *
 * @param subject what it is about, such as an object and a channel; never positions
 */
export function statementId(kind: string, ...subject: readonly string[]): string {
  return [kind, ...subject.map((part) => part.trim().replace(/\s+/g, ' '))].join(':');
}
