import type { RuleDrift } from '../core/drift/model.ts';
import type { CodeSuggestion, Preview } from '../core/preview/model.ts';
import type { RecordForm } from '../core/records/formModel.ts';
import type { RecordDraft, SampleRecord } from '../core/records/model.ts';
import type { EmbeddedLogin, OrgList, OrgProblemKind } from '../org/gateway.ts';
import type { FileRange, NotificationDefinition, RequestDefinition } from './messages.ts';
import type { RuleEntry } from './rules.ts';

/** `data` of a response error whose code is {@link orgFailureCode}: what went wrong, for the client to offer help. */
export interface OrgFailure {
  readonly kind: OrgProblemKind | 'untrusted';
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

export interface DescribedForm extends RecordForm {
  /** No org was asked for the types of fields that the project does not tell. */
  readonly typesGuessed: boolean;
}

/**
 * client → server: what to ask for an object; without types where no org or object metadata tells them.
 * `withoutOrg`: no org is asked, as none takes part in the test.
 */
export const recordFormRequest: RequestDefinition<
  { readonly uri: string | null; readonly object: string; readonly withoutOrg?: boolean | undefined },
  DescribedForm
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
  /** Why the org was not asked, though it was to be; null where it was. */
  readonly notAsked?: OrgFailure['kind'] | null;
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

/** Command of the client that tests a record; code lenses call it. */
export const testRecordCommand = 'duplicateRules.testRecord';
