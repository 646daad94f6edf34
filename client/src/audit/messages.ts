import type { Audit, AuditComparison } from '../../../server/src/protocol.ts';

/** All that the page shows. The extension sends it anew whenever something of it changes. */
export interface AuditState {
  /** Null until the first audit has come. */
  readonly audit: Audit | null;
  /** What differs from an earlier audit, and its file; null where there is none. */
  readonly compared: { readonly file: string; readonly comparison: AuditComparison } | null;
  /** An audit is under way. */
  readonly isBusy: boolean;
  /** Why there is no newer audit; null if there is nothing to tell. */
  readonly failure: string | null;
}

export type ExportFormat = 'markdown' | 'html' | 'json';

export type ToPage = { readonly kind: 'state'; readonly state: AuditState };

/** Commands of ours that help with what the plan names. */
export const auditCommands = ['scaffold', 'newRule', 'compareImpact', 'compareRules'] as const;

/** What the plan names of all that can be scaffolded. */
export const scaffoldedParts = ['backstop', 'save-class'] as const;

export type ScaffoldPart = (typeof scaffoldedParts)[number];

export type AuditCommand = (typeof auditCommands)[number];

export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'again' }
  | { readonly kind: 'askOrg' }
  | { readonly kind: 'addRecords' }
  | { readonly kind: 'compare' }
  | { readonly kind: 'export'; readonly format: ExportFormat }
  | { readonly kind: 'run'; readonly command: AuditCommand; readonly part: ScaffoldPart | null }
  /** The page of a rule that the plan names. */
  | { readonly kind: 'rulePage'; readonly ruleId: string }
  /** Of a place of the audit: the address as the audit has it. */
  | {
      readonly kind: 'open';
      readonly uri: string;
      readonly line: number | null;
      readonly column: number | null;
    };
