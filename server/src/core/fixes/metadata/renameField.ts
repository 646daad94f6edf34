import { misspeltFields } from '../../rules/misspeltFields.ts';
import type { FixDraft } from '../fix.ts';
import type { MetadataFixRequest } from './request.ts';

/** Writes the known field's name in the place of the one that nobody knows. */
export function renameField({ finding, reading, schema }: MetadataFixRequest): FixDraft | null {
  const { uri, start } = finding.location;
  const field = misspeltFields(reading, schema).find(({ span }) => span.start === start);
  if (!field) return null;
  return {
    id: 'rename-field',
    title: `Write ${field.meant} instead of ${field.name}: the rule looks at the field that is known`,
    edits: [{ uri, edits: [{ span: field.span, newText: field.meant }] }],
  };
}
