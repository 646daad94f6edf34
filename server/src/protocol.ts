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

/** Files that the server wants to be told of and, those of the first group, wants to see while they are open. */
export const watchedFiles = {
  sources: '**/*.{cls,trigger,apex}',
  rules: '**/*.{duplicateRule-meta.xml,duplicateRule,matchingRule-meta.xml,matchingRule}',
  metadata: '**/*.{field-meta.xml,object-meta.xml,object,settings-meta.xml,settings,cls-meta.xml}',
  project: '**/{sfdx-project.json,.forceignore,duplicate-rules.config.json}',
  /** A deleted folder is told of alone, not with its files. */
  folders: '**/{classes,triggers,duplicateRules,matchingRules,objects,settings}',
} as const;
