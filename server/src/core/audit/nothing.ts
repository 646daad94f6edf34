import { isIntegration, kindOf } from '../files.ts';
import type { AuditInput } from './input.ts';
import { type Audit, sectionNames } from './model.ts';

/** Whether there is nothing of Salesforce: no file of it, no save, nothing that might be one, and no org was asked. */
export function holdsNothing(input: AuditInput): boolean {
  const { catalog, saves, reviews, org, problems, leftOut = [], people, data } = input;
  return (
    org === null &&
    (data?.summary ?? []).length === 0 &&
    (data?.statements ?? []).length === 0 &&
    saves.length === 0 &&
    problems.length === 0 &&
    leftOut.length === 0 &&
    catalog.duplicateRules.every(({ source }) => source.kind === 'assumed') &&
    ![...reviews.keys()].some(isSalesforces) &&
    (people?.statements ?? []).every(({ places }) => places.length === 0)
  );
}

function isSalesforces(uri: string): boolean {
  const kind = kindOf(uri);
  return kind !== null && !isIntegration(kind);
}

/** The audit of a folder that {@link holdsNothing}. */
export function nothingToAudit({ project, today, inEditor }: AuditInput): Audit {
  return {
    project,
    today,
    answer: [
      'There is nothing to audit here: no rules, no metadata and no code that saves to Salesforce.',
      inEditor === true
        ? 'Open the folder of a Salesforce project, or of code that writes to Salesforce.'
        : 'Name the folder of a Salesforce project, or of code that writes to Salesforce.',
    ],
    sections: sectionNames.map((name) => ({
      name,
      summary: [],
      statements: [],
      tables: [],
      notLookedAt: [],
    })),
    register: [],
    plan: [],
  };
}

/** Whether an audit found nothing to look at. */
export function isEmpty({ sections }: Audit): boolean {
  return sections.every(({ summary, statements }) => summary.length === 0 && statements.length === 0);
}
