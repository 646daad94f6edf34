import type { Audit, AuditComparison } from '../../protocol.ts';
import { language, localised, localisedFields } from './language.ts';

/** Fields of an audit that hold our own words; owners, reasons and who wrote a line are told by people. */
const fields: ReadonlySet<string> = new Set([
  ...['answer', 'summary', 'text', 'details', 'what', 'does', 'title', 'head', 'notes', 'why', 'remedy'],
  'rows',
]);

export function localisedAudit(audit: Audit): Audit {
  return localisedFields(audit, fields);
}

/** Earlier statements were kept in English. */
export function localisedComparison(comparison: AuditComparison): AuditComparison {
  return localisedFields(comparison, fields);
}

/** What a report speaks. */
export function speech(): { readonly language: string; readonly say: (text: string) => string } {
  return { language: language(), say: localised };
}
