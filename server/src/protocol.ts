import type { RuleDrift } from './core/drift/model.ts';
import type { CodeSuggestion, Preview } from './core/preview/model.ts';
import type { RecordForm } from './core/records/formModel.ts';
import type { RecordDraft, SampleRecord } from './core/records/model.ts';
import type { RuleTreeNode, SavesOf } from './core/ruleTree/model.ts';
import type { SaveTable } from './core/saveTable/model.ts';
import type { TemplateQuestion, TemplateRefusal } from './core/templates/model.ts';
import type { EmbeddedLogin, OrgList, OrgProblemKind } from './org/gateway.ts';

/**
 * The messages of this server beyond the Language Server Protocol. This is the only server file that the
 * VS Code client imports; any other client may use them too.
 */

/** The method of a request with the shapes of its parameters and its result. */
export interface RequestDefinition<Params, Result> {
  readonly method: string;
  /** Never set: carries the types. */
  readonly types?: readonly [Params, Result];
}

/** The method of a notification with the shape of its parameters. */
export interface NotificationDefinition<Params> {
  readonly method: string;
  /** Never set: carries the type. */
  readonly types?: readonly [Params];
}

export type { RuleDrift } from './core/drift/model.ts';
export type { ErrorReading, OtherError, Refusal } from './core/explain/model.ts';
export type {
  CodeSuggestion,
  OfflineField,
  OfflineRule,
  OfflineVerdict,
  Preview,
  PreviewField,
  PreviewMatch,
  PreviewRecord,
  PreviewRule,
} from './core/preview/model.ts';
export type { FormField, RecordForm } from './core/records/formModel.ts';
export type { FieldScalar, OpenField, RecordDraft, SampleField, SampleRecord } from './core/records/model.ts';
export type { RuleTreeKind, SavesOf } from './core/ruleTree/model.ts';
export type {
  Decision,
  Elsewhere,
  SaveCell,
  SaveGroup,
  SavePart,
  SaveRow,
  SaveRule,
  SaveTable,
  Sourced,
} from './core/saveTable/model.ts';
export type { EmbeddedLogin, OrgEntry, OrgList, OrgProblemKind } from './org/gateway.ts';

/** A range of zero-based lines and UTF-16 columns in a file. */
export interface FileRange {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** The state of one Salesforce project. */
export interface ProjectStatus {
  /** URI of the folder that holds sfdx-project.json; empty for open files that belong to no project. */
  readonly root: string;
  readonly name: string;
  /** `cancelled`: the user stopped reading; nothing is reported until the server is restarted. */
  readonly state: 'loading' | 'ready' | 'cancelled' | 'failed';
  /** Why reading failed. */
  readonly problem?: string;
  readonly files: number;
  /** Duplicate rules with a file in the project. */
  readonly rules: number;
  readonly activeRules: number;
  /** Standard rules that are assumed beside them; lists of rules hold these too. */
  readonly assumedRules: number;
  /** The org whose rules were read to be used beside the files; null before that. */
  readonly org: ProjectOrg | null;
}

export interface ProjectOrg {
  readonly username: string;
  readonly alias: string | null;
  /** When its rules were read, in ISO 8601. */
  readonly rulesReadAt: string;
  /** Rules that only the org has. */
  readonly addedRules: number;
  /** Why its rules are not used at present: "the project's target-org is uat now"; absent where they are. */
  readonly unused?: string;
}

export interface ServerStatus {
  readonly projects: readonly ProjectStatus[];
  /** What the last look at the whole workspace found; null before the first one. */
  readonly workspace: WorkspaceSummary | null;
}

/** server → client: sent whenever something of it changes. */
export const statusNotification: NotificationDefinition<ServerStatus> = { method: 'duplicateRules/status' };

export interface WorkspaceSummary {
  readonly files: number;
  readonly filesWithFindings: number;
  readonly findings: number;
  /** Files whose findings are left out so as not to flood the editor. */
  readonly hiddenFiles: number;
  readonly bySeverity: { readonly error: number; readonly warning: number; readonly information: number };
  /** False if it was stopped before the end. */
  readonly complete: boolean;
}

/** client → server: looks at every file and, from then on, shows the findings of all of them. */
export const checkWorkspaceRequest: RequestDefinition<null, WorkspaceSummary> = {
  method: 'duplicateRules/checkWorkspace',
};

export interface RuleEntry {
  /** `Lead.Lead_Email_Exact` */
  readonly fullName: string;
  readonly label: string;
  readonly object: string;
  readonly active: boolean;
  /** In words: "Block on create, Allow + Alert on edit". */
  readonly actions: string;
  /** Name of the project that it belongs to. */
  readonly project: string;
  /** Where it stands; null for a rule without a file. */
  readonly location: FileRange | null;
  /** "assumed standard rule", "org user@example.com": for rules without a file; else empty. */
  readonly origin: string;
  /** "the org's copy differs: action on create Block"; absent where it does not, or is not known. */
  readonly orgNote?: string;
}

/**
 * client → server: the duplicate rules of the project that a file belongs to; without one, of all projects. Those
 * without a file come last.
 */
export const listRulesRequest: RequestDefinition<{ readonly uri: string | null }, readonly RuleEntry[]> = {
  method: 'duplicateRules/listRules',
};

/**
 * Command of the client that shows a rule's file; code lenses call it with the rules that refuse a save.
 * Without an argument the client offers all rules.
 */
export const openRuleCommand = 'duplicateRules.openRule';

/** Kind of the code action that applies all safe fixes of a file. */
export const fixAllKind = 'source.fixAll.duplicateRules';

/**
 * A cheap look at a text: whether there may be anything in it for the server. What the server itself goes by is
 * narrower.
 */
export function mentionsSalesforce(text: string): boolean {
  return salesforceMention.test(text);
}

const salesforceMention =
  /sales_?force|s_?force|sfdc|\bsf(?:dx)?\b|\b_?sf_|(?<!\bi)sobject|force\.com|services\/(?:data|apexrest|async|soap)|jobs\/(?:ingest|query)|ui-api|composite\/|lightning\/ui|duplicate_?rule|duplicateres|duplicates_detected|duplicate_value|allow_?save|\w__(?:c|r|pc)\b|record(?:Creates|Updates)|\.(?:account|contact|lead|opportunity|case)\.(?:create|update|upsert)/i;

/**
 * Files that the server wants to be told of and, those of the first three groups, wants to see while they are open.
 */
export const watchedFiles = {
  sources: '**/*.{cls,trigger,apex}',
  integration:
    '**/{*.js,*.mjs,*.cjs,*.jsx,*.ts,*.mts,*.cts,*.tsx,*.py,*.java,*.cs,*.rb,*.php,*.sh,*.bash,*.zsh,*.ksh,*.ps1,*.psm1,*.yml,*.yaml,*.http,*.rest,*.postman_collection.json,*.flow-meta.xml,*.flow,package.json,process-conf*.xml,config*.properties}',
  rules: '**/*.{duplicateRule-meta.xml,duplicateRule,matchingRule-meta.xml,matchingRule}',
  metadata:
    '**/*.{field-meta.xml,object-meta.xml,object,settings-meta.xml,settings,cls-meta.xml,trigger-meta.xml}',
  project: '**/{sfdx-project.json,.forceignore,duplicate-rules.config.json}',
  /** Name the project's default org. */
  orgs: '**/{.sf/config.json,.sfdx/sfdx-config.json}',
  /** A deleted folder is told of alone, not with its files. */
  folders: '**/{classes,triggers,duplicateRules,matchingRules,objects,settings,flows,lwc,aura}',
} as const;

// ------------------------------------------------------------------------------------------------ the rules' tree

/** An entry of the tree of rules; its id is unique within the project. */
export type RuleNode = RuleTreeNode<FileRange>;

export interface RuleTree {
  /** Salesforce projects; where there is none, folders with integration code. Empty: there is neither. */
  readonly projects: readonly RuleTreeProject[];
}

export interface RuleTreeProject {
  /** URI of its folder. */
  readonly root: string;
  readonly name: string;
  /** Why there are no rules of it: "reading it failed: …"; null where it was read. */
  readonly problem: string | null;
  /** Rules with a file or of an org; without any, all that is known is assumed. */
  readonly ownRules: number;
  /** The org whose rules are used beside the files; null: none. */
  readonly org: string | null;
  readonly objects: readonly RuleNode[];
}

/**
 * client → server: the duplicate rules of all projects by object, with what belongs to them. Nodes of kind `saves`
 * have no children: {@link ruleSavesRequest} gives them. `withSaves`: their numbers are brought up to date first,
 * which takes as long as looking at every file; without it they are those of the last look, if there was one.
 */
export const ruleTreeRequest: RequestDefinition<{ readonly withSaves: boolean }, RuleTree> = {
  method: 'duplicateRules/ruleTree',
};

/** client → server: the entries of a node of kind `saves`. Looks at every file of the project where that is needed. */
export const ruleSavesRequest: RequestDefinition<{ readonly root: string } & SavesOf, readonly RuleNode[]> = {
  method: 'duplicateRules/ruleSaves',
};

/** server → client: the tree of rules, or the saves that they govern, may have changed. */
export const ruleTreeChangedNotification: NotificationDefinition<null> = {
  method: 'duplicateRules/ruleTreeChanged',
};

// --------------------------------------------------------------------------------------- what happens on save

/** What becomes of saves of an object, with what else may be asked for. */
export interface SaveTableAnswer {
  /** Folder of the project, with a slash at its end, which later requests give as `uri`; null where none is meant. */
  readonly uri: string | null;
  /** Its name; '' where none is meant. */
  readonly project: string;
  /** Null where the request names no object, nor a file of rules; the client asks for one. */
  readonly table: SaveTable | null;
  /** The table as a page of Markdown; '' without one. */
  readonly markdown: string;
  /** Objects that can be chosen; those with rules first. */
  readonly objects: readonly { readonly name: string; readonly rules: number }[];
  /** Of the object, to open their files. */
  readonly rules: readonly RuleEntry[];
  /** Projects, where several are open and the request is about none of them: nothing else is answered then. */
  readonly projects: readonly { readonly name: string; readonly uri: string }[];
}

/**
 * client → server: what the rules of an object do on every channel. `uri`: of a file of the project, or of its folder;
 * without an object, a file of rules says which.
 */
export const saveTableRequest: RequestDefinition<
  { readonly uri: string | null; readonly object: string | null },
  SaveTableAnswer
> = { method: 'duplicateRules/saveTable' };

// ------------------------------------------------------------------------------ impact of a change of the rules

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

// ------------------------------------------------------------------------------------------ the connected org
// Requests below may fail with an OrgFailure; each is cancelled by cancelling the request.

/** `data` of a response error whose code is {@link orgFailureCode}: what went wrong, for the client to offer help. */
export interface OrgFailure {
  readonly kind: OrgProblemKind | 'untrusted';
}
/**
 * Command of the client that shows places beside a place, as those that refer to it; code lenses call it with
 * {@link ShownPlaces}.
 */
export const showPlacesCommand = 'duplicateRules.showPlaces';

export interface ShownPlaces {
  readonly at: FileRange;
  readonly places: readonly FileRange[];
}

/** The same for the saves of a node of kind `saves`, which the client asks for; code lenses give {@link ShownSaves}. */
export const showSavesCommand = 'duplicateRules.showSaves';

export interface ShownSaves extends SavesOf {
  readonly at: FileRange;
  /** Of the project. */
  readonly root: string;
}

export const orgFailureCode = -31001;

/** server → client: what a running org request is doing, for a progress notification. */
export const orgProgressNotification: NotificationDefinition<{ readonly text: string }> = {
  method: 'duplicateRules/orgProgress',
};

/** client → server: the workspace is trusted from now on; before, requests that need an org fail. */
export const trustGrantedNotification: NotificationDefinition<null> = {
  method: 'duplicateRules/trustGranted',
};

/** client → server: an embedded org runs, which can be used like any other; null: it runs no more. */
export const embeddedOrgNotification: NotificationDefinition<EmbeddedLogin | null> = {
  method: 'duplicateRules/embeddedOrg',
};

/** client → server: the orgs that the sf CLI knows, and the one that the project of a file uses. */
export const listOrgsRequest: RequestDefinition<
  { readonly uri: string | null },
  OrgList & { readonly chosen: string | null }
> = { method: 'duplicateRules/listOrgs' };

/** client → server: use this org for the project of a file from now on; null: its target-org again. */
export const selectOrgRequest: RequestDefinition<
  { readonly uri: string | null; readonly username: string | null },
  null
> = { method: 'duplicateRules/selectOrg' };

export interface RulesRefreshed {
  readonly username: string;
  readonly readAt: string;
  readonly duplicateRules: number;
  readonly matchingRules: number;
  readonly objects: number;
  /** What could not be read, and what to do. */
  readonly problems: readonly string[];
}

/** client → server: reads the rules of the org; findings use them at once. */
export const refreshRulesRequest: RequestDefinition<{ readonly uri: string | null }, RulesRefreshed> = {
  method: 'duplicateRules/refreshRules',
};

/** client → server: reads the org's rules and compares those of the workspace with them. */
export const compareRulesRequest: RequestDefinition<
  { readonly uri: string | null },
  { readonly username: string; readonly drift: readonly RuleDrift[]; readonly problems: readonly string[] }
> = { method: 'duplicateRules/compareRules' };

/** client → server: the address of a rule in Setup, to be opened in a browser. */
export const ruleSetupUrlRequest: RequestDefinition<
  { readonly uri: string | null; readonly fullName: string },
  { readonly url: string }
> = { method: 'duplicateRules/ruleSetupUrl' };

/**
 * client → server: the records in a document, at a position or in a selection. The text goes along, so that
 * documents that the server does not watch (JSON, CSV) can be read; nothing of it is kept.
 */
export const readRecordsRequest: RequestDefinition<
  {
    readonly uri: string;
    readonly languageId: string;
    readonly text: string;
    readonly selection: FileRange['range'];
  },
  { readonly drafts: readonly RecordDraft[]; readonly problems: readonly string[] }
> = { method: 'duplicateRules/readRecords' };

/**
 * client → server: what to ask for an object; without types where no org or object metadata tells them.
 * `withoutOrg`: no org is asked, as none takes part in the test.
 */
export const recordFormRequest: RequestDefinition<
  { readonly uri: string | null; readonly object: string; readonly withoutOrg?: boolean | undefined },
  RecordForm
> = { method: 'duplicateRules/recordForm' };

/** client → server: objects that have active duplicate rules, for choosing one. */
export const ruleObjectsRequest: RequestDefinition<
  { readonly uri: string | null },
  readonly { readonly object: string; readonly rules: number }[]
> = { method: 'duplicateRules/ruleObjects' };

export interface TestedPreview {
  readonly preview: Preview;
  readonly suggestions: readonly CodeSuggestion[];
  /** For "Open rule": by the full names in the preview. */
  readonly rules: readonly RuleEntry[];
  /** A file of rule tests that expects what the preview says; null where there is nothing to expect. */
  readonly ruleTest: string | null;
}

/** client → server: tests a record against the org's active duplicate rules. It is never saved. */
export const testRecordRequest: RequestDefinition<
  { readonly uri: string | null; readonly record: SampleRecord; readonly languageId: string | null },
  TestedPreview
> = { method: 'duplicateRules/testRecord' };

/**
 * client → server: tests a record against the records of a file by the known rules. No org is asked, so that it works
 * in workspaces that are not trusted.
 */
export const testLocallyRequest: RequestDefinition<
  {
    readonly uri: string | null;
    readonly record: SampleRecord;
    readonly languageId: string | null;
    /** URI of a CSV or JSON file. */
    readonly file: string;
  },
  TestedPreview
> = { method: 'duplicateRules/testLocally' };

/** One refusal of an error text, explained. */
export interface ExplainedRefusal {
  readonly title: string;
  readonly count: number;
  readonly preview: Preview;
  readonly suggestions: readonly CodeSuggestion[];
  /** Failed rows that can be tested one by one. */
  readonly rows: readonly RecordDraft[];
  /** What the code could have done: sentences. */
  readonly advice: readonly string[];
}

export interface Explanation {
  /** "REST answer: 1 refusal", "Results of a bulk job: 1,200 of 5,000 rows refused". */
  readonly heading: string;
  readonly refusals: readonly ExplainedRefusal[];
  readonly others: readonly {
    readonly code: string;
    readonly message: string;
    readonly count: number;
    readonly explanation: string | null;
  }[];
  readonly problems: readonly string[];
  readonly rules: readonly RuleEntry[];
}

/**
 * client → server: explains an error text. `useOrg`: ask the org for the rules and the matched records too;
 * without an org, or when it fails, what the text and the known rules tell is given, and a problem says so.
 */
export const explainRequest: RequestDefinition<
  {
    readonly uri: string | null;
    readonly text: string;
    readonly languageId: string | null;
    readonly useOrg: boolean;
  },
  Explanation
> = { method: 'duplicateRules/explain' };

// ------------------------------------------------------------------------------------------------- rule tests

/** Files of rule tests, as a glob. */
export const ruleTestFiles = '**/*.duptest.{yaml,yml}';

export type TextRange = FileRange['range'];

/** One test of a file. */
export interface RuleTestEntry {
  /** Unique within the file. */
  readonly id: string;
  readonly name: string;
  /** Of its name. */
  readonly range: TextRange;
  /** Why it is skipped; null if it is not. */
  readonly skip: string | null;
}

/**
 * client → server: the tests of a file, from its text as it is now. Of a file that cannot be read there are none, and
 * `problem` says why.
 */
export const ruleTestsOfRequest: RequestDefinition<
  { readonly uri: string },
  { readonly tests: readonly RuleTestEntry[]; readonly problem: string | null }
> = { method: 'duplicateRules/ruleTestsOf' };

export interface RuleTestFailureEntry {
  /** Of what was expected. */
  readonly range: TextRange;
  readonly message: string;
  /** Texts of some lines, for a diff. */
  readonly expected: string;
  readonly actual: string;
  /** Why it is so: sentences. */
  readonly why: readonly string[];
}

/** What became of one test. */
export interface RuleTestOutcome {
  readonly uri: string;
  readonly id: string;
  /** `error`: it could not run; `messages` say why. */
  readonly status: 'passed' | 'failed' | 'skipped' | 'error';
  readonly milliseconds: number;
  readonly messages: readonly string[];
  readonly failures: readonly RuleTestFailureEntry[];
  /** How each record fared and how it compares with others, as a page of text. */
  readonly trace: string;
}

/** server → client: a test of the run with this number has ended. */
export const ruleTestEndedNotification: NotificationDefinition<{
  readonly run: number;
  readonly outcome: RuleTestOutcome;
}> = { method: 'duplicateRules/ruleTestEnded' };

export interface CoveredFile {
  readonly uri: string;
  readonly elements: readonly CoveredPart[];
}

/** An element of a rule's file. */
export interface CoveredPart {
  /** `rule`: it stands for a whole duplicate rule or matching rule. */
  readonly kind: 'rule' | 'part';
  readonly name: string;
  readonly range: TextRange;
  readonly count: number;
  readonly branches: readonly { readonly label: string; readonly count: number }[];
}

export interface RuleTestRun {
  readonly run: number;
  readonly files: readonly { readonly uri: string; readonly ids: readonly string[] | null }[];
  readonly coverage: boolean;
}

/**
 * client → server: runs tests of these files, all of a file where `ids` is null, by the rules in the files of the
 * project alone. Each is told as soon as it has ended; the answer comes after the last.
 */
export const runRuleTestsRequest: RequestDefinition<
  RuleTestRun,
  { readonly coverage: readonly CoveredFile[] }
> = { method: 'duplicateRules/runRuleTests' };

// -------------------------------------------------------------------------------------- new rules from templates

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

/** Commands of the client that code lenses call. */
export const testRecordCommand = 'duplicateRules.testRecord';

/**
 * Command of the client that shows what happens on save, for an object or for that of a rule's file: its argument is
 * `{ uri?, object? }`. Without one the client asks for the object.
 */
export const whatHappensOnSaveCommand = 'duplicateRules.whatHappensOnSave';
