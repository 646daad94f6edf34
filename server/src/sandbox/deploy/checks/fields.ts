import { standardField } from '../../../core/metadata/standardFields.ts';
import type { SandboxSchema } from '../../schema/model.ts';
import type { MetadataDraft } from '../draft.ts';

/**
 * Whether a rule may name a field. Formulas and the like, of which this org has no values, count; so do all standard
 * fields of standard objects, of which it knows but the common ones.
 */
export function isFieldThere(
  schema: SandboxSchema,
  draft: MetadataDraft,
  object: string,
  field: string,
): boolean {
  if (isModelled(schema, object, field) || draft.has('CustomField', `${object}.${field}`)) return true;
  if (/__p?c$/i.test(field)) return isOfPersonAccount(schema, draft, object, field);
  return schema.object(standardName(object))?.custom === false;
}

/** Whether this org has values of a standard field, or of one that it has been told of. */
export function isModelled(schema: SandboxSchema, object: string, field: string): boolean {
  const own = standardName(object);
  const isOwn =
    schema.field(own, field) !== null ||
    schema.relationship(own, field) !== null ||
    standardField(own, field) !== null;
  if (isOwn || own === object) return isOwn;
  const ofContact = field.replace(/^Person(?=[A-Z])/, '');
  return schema.field('Contact', ofContact) !== null || standardField('Contact', ofContact) !== null;
}

/** Person accounts spell the custom fields of contacts X__pc, and their rules also X__c. */
function isOfPersonAccount(
  schema: SandboxSchema,
  draft: MetadataDraft,
  object: string,
  field: string,
): boolean {
  if (standardName(object) !== 'Account') return false;
  const name = field.replace(/__pc$/i, '__c');
  return ['Account', 'Contact'].some(
    (one) => schema.field(one, name) !== null || draft.has('CustomField', `${one}.${name}`),
  );
}

function standardName(object: string): string {
  return /^PersonAccount$/i.test(object) ? 'Account' : object;
}
