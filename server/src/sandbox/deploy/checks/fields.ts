import { standardField } from '../../../core/records/standardFields.ts';
import type { SandboxSchema } from '../../schema/model.ts';
import { type MetadataDraft, split } from '../draft.ts';
import { childrenNamed, textIn } from '../elementText.ts';
import type { Change } from '../model.ts';

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

/** What to say of standard fields that a matching rule compares and this org does not have; null: nothing. */
export function unknownStandardFields(change: Change, schema: SandboxSchema): string | null {
  if (change.type !== 'MatchingRule' || change.kind === 'delete') return null;
  const [object] = split(change.fullName);
  const names = childrenNamed(change.element, 'matchingRuleItems').map(
    (item) => textIn(item, 'fieldName') ?? '',
  );
  const unknown = names.filter((name) => !/__p?c$/i.test(name) && !isModelled(schema, object, name));
  if (unknown.length === 0) return null;
  return `The embedded org has no field ${unknown.map((name) => `${object}.${name}`).join(', ')}: it is blank in all records.`;
}

function isModelled(schema: SandboxSchema, object: string, field: string): boolean {
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
