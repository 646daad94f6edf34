import { objectOfId } from './recordIds.ts';

export const duplicateValue = 'DUPLICATE_VALUE';

const found =
  /duplicate value found: ([\w.]{1,200}|<unknown>) duplicates value on record with id: ([\w<>]{1,20})/i;

/** Whether a message without a code is that of DUPLICATE_VALUE. */
export function isDuplicateValueMessage(message: string): boolean {
  return /^duplicate value found: /i.test(message.trim());
}

/** What an error is that is easily mistaken for a duplicate rule's; null for any other. */
export function explanationOf(code: string, message: string): string | null {
  if (code === duplicateValue) return duplicateValueExplanation(message);
  if (code === 'DUPLICATE_EXTERNAL_ID') {
    return 'Not a duplicate rule: an upsert found several records with the same value of the external id field, or the request holds it twice.';
  }
  return null;
}

function duplicateValueExplanation(message: string): string {
  const [, field, id] = found.exec(message) ?? [];
  const hasField = field !== undefined && !field.startsWith('<');
  const hasId = id !== undefined && /^[A-Za-z0-9]{15,18}$/.test(id);
  const where = hasField
    ? `the field ${field}, which is unique or a unique external id`
    : 'a unique or external id field';
  const object = hasId ? objectOfId(id) : null;
  const holder = hasId ? ` The value is in use on record ${id}${object === null ? '' : ` (${object})`}.` : '';
  const cause = hasField ? '' : ' Salesforce does not name the field here.';
  return `Not a duplicate rule: the value is not unique in ${where}.${cause}${holder} allowSave does not help; upsert by that field or give another value.`;
}
