/**
 * The messages of this server beyond the Language Server Protocol, by what they are about. This is the only server
 * file that the VS Code client imports; any other client may use them too.
 */

export type { AuditComparison } from './core/audit/compare.ts';
export type {
  Audit,
  AuditPlace,
  AuditSection,
  AuditStatement,
  AuditTable,
  Authorship,
  PlanItem,
  RegisteredBypass,
  Risk,
} from './core/audit/model.ts';
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
export * from './protocol/audit.ts';
export * from './protocol/codeActions.ts';
export * from './protocol/files.ts';
export * from './protocol/impact.ts';
export * from './protocol/lensCommands.ts';
export * from './protocol/messages.ts';
export * from './protocol/newRule.ts';
export * from './protocol/org.ts';
export * from './protocol/preflight.ts';
export * from './protocol/process.ts';
export * from './protocol/rules.ts';
export * from './protocol/ruleTests.ts';
export * from './protocol/ruleTree.ts';
export * from './protocol/saveTable.ts';
export * from './protocol/scaffold.ts';
export * from './protocol/status.ts';
export * from './protocol/tools.ts';
