import type { AuditComparison } from '../core/audit/compare.ts';
import type { Audit } from '../core/audit/model.ts';
import type { RequestDefinition } from './messages.ts';

/** Whether anything gets past the duplicate rules of a project. */
export interface AuditAnswer {
  /** Folder of the project, with a slash at its end, which later requests give as `uri`; null where none is meant. */
  readonly uri: string | null;
  /** Null where several projects are open and the request is about none of them. */
  readonly audit: Audit | null;
  /** What differs from the earlier audit; null where there is none to compare with. */
  readonly comparison: AuditComparison | null;
  /** The audit as a page of Markdown, as a page of HTML, and as data; '' without one. */
  readonly markdown: string;
  readonly html: string;
  readonly json: string;
  /** Objects with active duplicate rules, of which exported records can be looked at. */
  readonly objects: readonly string[];
  /** Projects that may be meant, where there is no audit. */
  readonly projects: readonly { readonly name: string; readonly uri: string }[];
}

export interface AuditParams {
  /** Of a file of the project, or of its folder. */
  readonly uri: string | null;
  /** Whom the audit asks too; left out, no org is asked. */
  readonly org?: {
    /** Of the org in use, as the user has agreed; where another one is in use by now, none is asked. */
    readonly username: string;
    /** Usernames and ids of records may be in the audit, and are counted otherwise. */
    readonly names: boolean;
  };
  /** The JSON of an audit to compare with. */
  readonly earlier?: string;
  /** Files of exported records that are searched for duplicates; counts of them come into the audit, and no values. */
  readonly data?: readonly AuditedRecords[];
}

/** A file of exported records. */
export interface AuditedRecords {
  /** A file on disk. */
  readonly uri: string;
  /** As the report names it. */
  readonly name: string;
  /** API name of the object that the records are of. */
  readonly object: string;
}

/**
 * client → server: the audit of a project. All files are looked at, and git is asked who wrote some lines, unless the
 * workspace is not trusted. With `org`, {@link orgProgressNotification} tells how far it is, and it fails with an
 * {@link OrgFailure} where the org cannot be asked; what its user may not read is in the audit.
 */
export const auditRequest: RequestDefinition<AuditParams, AuditAnswer> = {
  method: 'duplicateRules/audit',
};

export interface CompareAuditParams {
  /** As the audit's answer has it. */
  readonly uri: string | null;
  /** The JSON of an earlier audit. */
  readonly earlier: string;
}

/**
 * client → server: the last audit of a project that was answered, compared with an earlier one. Nothing is asked anew;
 * where the server has no such audit, it makes one without an org. A string says why it cannot be compared.
 */
export const compareAuditRequest: RequestDefinition<CompareAuditParams, AuditAnswer | string> = {
  method: 'duplicateRules/compareAudit',
};
