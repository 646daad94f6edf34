import type { FieldType, SandboxField } from './model.ts';

const lengths: Partial<Record<FieldType, number>> = {
  id: 18,
  reference: 18,
  string: 255,
  textarea: 32000,
  email: 80,
  phone: 40,
  url: 255,
  picklist: 255,
  multipicklist: 4099,
};

/**
 * A standard field in short: `Email email`, `LastName* string 80` (required), `Name= string` (read-only),
 * `CaseNumber=# string` (counted), `OwnerId reference User`, `AccountId reference Account>Contacts` (the list of
 * contacts on the account), `Status picklist !Open|Closed` (open by default).
 */
export function standardField(text: string): SandboxField {
  const [head, typeText, detail] = splitInThree(text);
  const name = head.replace(/[*=#]+$/, '');
  const type = typeText as FieldType;
  const isReference = type === 'reference';
  const isPicklist = type === 'picklist' || type === 'multipicklist';
  const [parents = '', children = null] = isReference ? detail.split('>') : [];
  const choices = isPicklist ? detail.split('|') : [];
  const usual = choices.find((choice) => choice.startsWith('!'))?.slice(1);
  return {
    name,
    label: labelOf(name),
    type,
    length: /^\d+$/.test(detail) ? Number(detail) : (lengths[type] ?? 0),
    custom: false,
    required: head.endsWith('*'),
    writable: !head.includes('=') && type !== 'id',
    externalId: false,
    unique: false,
    referenceTo: isReference ? parents.split('|') : [],
    relationshipName: isReference && name.endsWith('Id') ? name.slice(0, -2) : null,
    childRelationshipName: children,
    picklistValues: choices.map((choice) => choice.replace(/^!/, '')),
    ...(usual === undefined ? {} : { defaultValue: usual }),
    ...(type === 'currency' ? { scale: 2 } : {}),
    autoNumber: head.endsWith('#') ? { format: '{00000000}', start: 1001 } : null,
  };
}

function splitInThree(text: string): [string, string, string] {
  const match = /^(\S+) (\S+)(?: (.+))?$/.exec(text);
  if (!match) throw new TypeError(`no field: ${text}`);
  return [match[1]!, match[2]!, match[3] ?? ''];
}

/** `MailingPostalCode` → `Mailing Postal Code`; `OwnerId` → `Owner ID`. */
function labelOf(name: string): string {
  if (name === 'Id') return 'Record ID';
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/ Id$/, ' ID');
}

/** The fields that every object has around its own. `owner`: who may own its records; null: they belong to nobody. */
export function withSystemFields(
  fields: readonly SandboxField[],
  owner: 'user' | 'queue' | null,
): SandboxField[] {
  return [
    standardField('Id id'),
    ...(owner === 'user' ? [standardField('OwnerId reference User')] : []),
    ...(owner === 'queue' ? [standardField('OwnerId reference Group|User')] : []),
    standardField('IsDeleted= boolean'),
    ...fields,
    standardField('CreatedDate= datetime'),
    readOnlyReference('CreatedById'),
    standardField('LastModifiedDate= datetime'),
    readOnlyReference('LastModifiedById'),
    standardField('SystemModstamp= datetime'),
  ];
}

function readOnlyReference(name: string): SandboxField {
  return { ...standardField(`${name} reference User`), writable: false };
}

export { lengths as lengthOfType };
