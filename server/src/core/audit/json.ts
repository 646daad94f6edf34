import { type AuditComparison, auditVersion } from './compare.ts';
import type { Audit, AuditPlace, AuditStatement, RegisteredBypass } from './model.ts';

export interface ComparedAudit {
  readonly audit: Audit;
  /** Null where there is no earlier audit to compare with. */
  readonly compared: AuditComparison | null;
}

/** Audits as data: the same projects give the same text, on every machine. */
export function auditJson(audits: readonly ComparedAudit[], today: string | null): object {
  return {
    version: auditVersion,
    today,
    projects: audits.map(({ audit, compared }) => ({
      project: audit.project,
      answer: audit.answer,
      ...(compared && { comparison: comparisonJson(compared) }),
      sections: audit.sections.map(({ statements, ...section }) => ({
        ...section,
        statements: statements.map(statementJson),
      })),
      register: audit.register.map(bypassJson),
      plan: audit.plan,
    })),
  };
}

function statementJson({ places, ...statement }: AuditStatement) {
  return { ...statement, places: places.map(placeJson) };
}

function bypassJson({ places, ...bypass }: RegisteredBypass) {
  return { ...bypass, places: places.map(placeJson) };
}

/** Addresses differ from machine to machine. */
function placeJson({ uri: _uri, ...place }: AuditPlace) {
  return place;
}

function comparisonJson({ fresh, worse, resolved, unchanged, notCompared }: AuditComparison) {
  return {
    new: fresh.map(({ id }) => id),
    worse: worse.map(({ now, before }) => ({
      id: now.id,
      riskBefore: before.risk,
      countBefore: before.count,
    })),
    resolved: resolved.map(({ id, text, risk, count }) => ({ id, text, risk, count })),
    unchanged,
    notCompared,
  };
}
