import type { DuplicateRule } from '../metadata/model.ts';
import type {
  FileChange,
  PackageFolder,
  TemplateChoice,
  TemplateProject,
  TemplateRefusal,
} from '../templates/model.ts';

/**
 * Apex and metadata that protect against duplicates where duplicate rules alone do not: answers make a
 * {@link ScaffoldPlan}, `planScaffold` fits it to what is there. All pure; nothing is written here.
 */
export const scaffoldPartIds = ['backstop', 'audit-object', 'save-class', 'refusal-test'] as const;

export type ScaffoldPartId = (typeof scaffoldPartIds)[number];

export interface ScaffoldPart {
  readonly id: ScaffoldPartId;
  /** A few words. */
  readonly title: string;
  /** What it is, in a line. */
  readonly does: string;
}

/** What is said of it. Null, or an empty list: nothing is said. */
export interface ScaffoldAnswers {
  readonly parts: readonly string[];
  /** API names of objects. */
  readonly objects: readonly string[];
  /** `Lead.Lead_Email`: the rule that the tests prove, of its object. */
  readonly rules: readonly string[];
  /** What the names of classes and of the audit object begin with. */
  readonly prefix: string | null;
  /** URI or path of one of the package directories. */
  readonly packageDirectory: string | null;
}

export const noScaffoldAnswers: ScaffoldAnswers = {
  parts: [],
  objects: [],
  rules: [],
  prefix: null,
  packageDirectory: null,
};

export interface ScaffoldProject extends TemplateProject {
  /** `sourceApiVersion` of sfdx-project.json: `66.0`; null: it says none. */
  readonly apiVersion: string | null;
}

export interface ScaffoldQuestion {
  readonly kind: 'question';
  readonly about: 'parts' | 'objects' | 'prefix' | 'packageDirectory';
  readonly title: string;
  readonly explanation: string;
  readonly takes: 'one' | 'several' | 'text';
  readonly choices: readonly TemplateChoice[];
  /** What is proposed: a text, the value of a choice, or values of choices joined by commas. */
  readonly proposed: string;
  /** What is wrong with the answer that was given; null: none was. */
  readonly problem: string | null;
}

export type ScaffoldFileKind = 'class' | 'test-class' | 'class-meta' | 'object' | 'access';

export type ScaffoldFile = FileChange & { readonly what: ScaffoldFileKind };

export interface ScaffoldPlan {
  readonly kind: 'plan';
  /** Also those that a part brings with it. */
  readonly parts: readonly ScaffoldPartId[];
  readonly objects: readonly string[];
  readonly prefix: string;
  readonly apiVersion: string;
  /** In the order in which a person should look at them. */
  readonly files: readonly ScaffoldFile[];
  /** What to know: sentences. */
  readonly notes: readonly string[];
  /** What to do next, in its order: sentences. */
  readonly next: readonly ScaffoldStep[];
}

export interface ScaffoldStep {
  /** A sentence. */
  readonly text: string;
  /** A command for a terminal in the project; '' where there is none. */
  readonly command: string;
}

export type ScaffoldResult = ScaffoldPlan | ScaffoldQuestion | TemplateRefusal;

/** What is settled about a scaffold once all is answered. */
export interface Scaffold {
  readonly prefix: string;
  /** As metadata files write it: `66.0`. */
  readonly apiVersion: string;
  /** API names; person accounts are accounts. At least one. */
  readonly objects: readonly string[];
  readonly folder: PackageFolder;
}

/** A rule that tests prove, and the records that they do it with. */
export interface ProvenRule {
  readonly rule: DuplicateRule;
  /** The object whose records are made: `Account` for person accounts. */
  readonly object: string;
  /** No other active rule finds the duplicate. */
  readonly isAlone: boolean;
  /** Whether some running rule of the object alerts on create, so that allowSave does something to its saves. */
  readonly alerts: boolean;
  readonly insert: 'refused' | 'refused-unless-allow-save';
  readonly update: 'refused' | 'refused-unless-allow-save' | null;
  readonly existing: readonly ApexField[];
  readonly different: readonly ApexField[];
  /** Whether no rule finds one of the different records by another; false where it is not known. */
  readonly areApart: boolean;
  /** Whether a rule refuses new accounts, which the records may look up. */
  readonly accountsAreRefused: boolean;
  /** The object of the record that is there: another one in a rule between objects. */
  readonly against: string;
  /** Of `object`: what is saved, and refused. */
  readonly duplicate: readonly ApexField[];
  readonly helpers: ReadonlySet<RecordHelper>;
  /** What is not known of it: sentences. */
  readonly notes: readonly string[];
}

/** A field with the Apex expression of its value. */
export interface ApexField {
  readonly name: string;
  readonly expression: string;
}

/** Methods that values of records need. */
export type RecordHelper = 'picklist' | 'account' | 'person-account';
