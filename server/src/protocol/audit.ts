import type { Audit } from '../core/audit/model.ts';
import type { RequestDefinition } from './messages.ts';

/** Whether anything gets past the duplicate rules of a project. */
export interface AuditAnswer {
  /** Folder of the project, with a slash at its end, which later requests give as `uri`; null where none is meant. */
  readonly uri: string | null;
  /** Null where several projects are open and the request is about none of them. */
  readonly audit: Audit | null;
  /** The audit as a page of Markdown, as a page of HTML, and as data; '' without one. */
  readonly markdown: string;
  readonly html: string;
  readonly json: string;
  /** Projects that may be meant, where there is no audit. */
  readonly projects: readonly { readonly name: string; readonly uri: string }[];
}

/**
 * client → server: the audit of a project. `uri`: of a file of the project, or of its folder. All files are looked at,
 * and git is asked who wrote some lines, unless the workspace is not trusted; no org is asked.
 */
export const auditRequest: RequestDefinition<{ readonly uri: string | null }, AuditAnswer> = {
  method: 'duplicateRules/audit',
};
