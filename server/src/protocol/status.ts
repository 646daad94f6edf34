import type { NotificationDefinition, RequestDefinition } from './messages.ts';

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
