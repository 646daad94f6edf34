import type { FieldScalar } from '../../core/records/model.ts';
import { checkSave } from '../data/saveChecks.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import type { Values } from '../data/values.ts';
import { RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { conversionRefusal } from './leadConversion.ts';
import type { SaveOptions } from './model.ts';

/** A conversion as callers describe it; ids as they write them, null where they leave it to Salesforce. */
export interface LeadConversion {
  readonly leadId: string;
  readonly convertedStatus: string;
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly ownerId: string | null;
  /** Of an existing opportunity. */
  readonly opportunityId: string | null;
  /** Of a new opportunity; null: after the company. */
  readonly opportunityName: string | null;
  readonly doNotCreateOpportunity: boolean;
  readonly bypassAccountDedupeCheck: boolean;
  readonly bypassContactDedupeCheck: boolean;
}

export interface ConvertedLead {
  readonly leadId: string;
  readonly accountId: string;
  readonly contactId: string;
  readonly opportunityId: string | null;
}

/** Fields of a new account or contact, and those of the lead that they take their values from. */
const accountFields: readonly (readonly [to: string, from: string])[] = [
  ['Name', 'Company'],
  ['Phone', 'Phone'],
  ['Fax', 'Fax'],
  ['Website', 'Website'],
  ['Industry', 'Industry'],
  ['Rating', 'Rating'],
  ['AnnualRevenue', 'AnnualRevenue'],
  ['NumberOfEmployees', 'NumberOfEmployees'],
  ...address('Billing'),
];
const contactFields: readonly (readonly [to: string, from: string])[] = [
  ...['Salutation', 'FirstName', 'LastName', 'Title', 'Phone', 'MobilePhone', 'Fax', 'Email'].map(
    (name) => [name, name] as const,
  ),
  ...['LeadSource', 'Description', 'HasOptedOutOfEmail', 'DoNotCall'].map((name) => [name, name] as const),
  ...address('Mailing'),
];

function address(kind: string): readonly (readonly [string, string])[] {
  return ['Street', 'City', 'State', 'PostalCode', 'Country'].map((part) => [kind + part, part] as const);
}

/**
 * Converts a lead into an account, a contact and, where wanted, an opportunity: new ones where none are named. Custom
 * fields have no mapping here.
 * @throws RestError what refuses it; nothing is changed then
 */
export function convertLead(
  org: Org,
  session: Session,
  conversion: LeadConversion,
  options: Pick<SaveOptions, 'header' | 'version'>,
): ConvertedLead {
  const lead = leadOf(org, session, conversion);
  const owner = conversion.ownerId === null ? null : existing(org, session, 'User', conversion.ownerId);
  const partyOf = (name: 'Account' | 'Contact', id: string | null): StoredRecord | NewRecord =>
    id === null ? draftOf(org, session, lead, name, owner) : existing(org, session, name, id);
  const account = partyOf('Account', conversion.accountId);
  const contact = partyOf('Contact', conversion.contactId);
  const save = (party: StoredRecord | NewRecord): StoredRecord =>
    isNew(party) ? org.store.insert(party.object, party.values, session.user.id) : party;
  return org.store.transaction(() => {
    // Converted leads are never compared (facts, section 1.3): the lead is no duplicate of its own contact.
    setKnown(org, session, lead, [
      ['IsConverted', true],
      ['Status', conversion.convertedStatus],
      ['ConvertedDate', org.now().toISOString().slice(0, 10)],
    ]);
    const made = [account, contact].filter(isNew).filter((one) => isCompared(org, conversion, one));
    const refusal = conversionRefusal(org, session, made, options);
    if (refusal) throw refusal;
    const accountId = save(account).id;
    if (isNew(contact)) contact.values.set('AccountId', accountId);
    const contactId = save(contact).id;
    const opportunityId = opportunityOf(org, session, lead, conversion, accountId);
    setKnown(org, session, lead, [
      ['ConvertedAccountId', accountId],
      ['ConvertedContactId', contactId],
      ['ConvertedOpportunityId', opportunityId],
    ]);
    return { leadId: lead.id, accountId, contactId, opportunityId };
  });
}

function isCompared({ openPoints }: Org, conversion: LeadConversion, { object }: NewRecord): boolean {
  const isBypassed =
    object.name === 'Account' ? conversion.bypassAccountDedupeCheck : conversion.bypassContactDedupeCheck;
  return !(isBypassed && openPoints.dedupeBypassesWork);
}

/** Not every schema has all fields of a converted lead. */
function setKnown(
  org: Org,
  session: Session,
  lead: StoredRecord,
  values: readonly (readonly [string, FieldScalar])[],
): void {
  const known = values.filter(([name]) => org.schema.field('Lead', name));
  org.store.update(lead, known, session.user.id);
}

/** It has no id. */
interface NewRecord {
  readonly object: SandboxObject;
  readonly values: Values;
}

function isNew(party: StoredRecord | NewRecord): party is NewRecord {
  return !('id' in party);
}

function leadOf(org: Org, session: Session, { leadId, convertedStatus }: LeadConversion): StoredRecord {
  const lead = existing(org, session, 'Lead', leadId);
  if (lead.values.get('IsConverted') === true) {
    throw new RestError(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', {
      fields: [],
    });
  }
  const known = org.schema.field('Lead', 'Status')?.picklistValues ?? [];
  if (known.includes(convertedStatus) && /\bConverted\b/.test(convertedStatus.replace('Not Converted', ''))) {
    return lead;
  }
  const message = `invalid convertedStatus: ${convertedStatus}`;
  throw new RestError(400, 'INVALID_STATUS', message, { fields: [] });
}

/** The id of the opportunity, a new one unless the caller wants none; it closes with the quarter. */
function opportunityOf(
  org: Org,
  session: Session,
  lead: StoredRecord,
  conversion: LeadConversion,
  accountId: string,
): string | null {
  const { opportunityId, opportunityName, doNotCreateOpportunity } = conversion;
  if (opportunityId !== null) return existing(org, session, 'Opportunity', opportunityId).id;
  const object = org.schema.object('Opportunity');
  if (doNotCreateOpportunity || object === null) return null;
  const now = org.now();
  const quarter = Math.floor(now.getUTCMonth() / 3) + 1;
  const values: Values = new Map([
    ['Name', opportunityName ?? `${lead.values.get('Company')}-`],
    ['AccountId', accountId],
    ['StageName', org.schema.field('Opportunity', 'StageName')?.picklistValues[0] ?? 'Prospecting'],
    ['CloseDate', new Date(Date.UTC(now.getUTCFullYear(), quarter * 3, 0)).toISOString().slice(0, 10)],
  ]);
  return org.store.insert(object, values, session.user.id).id;
}

function existing(org: Org, session: Session, object: string, text: string): StoredRecord {
  const record = org.store.record(asId(text) ?? '');
  if (record && record.object.name === object && session.canSee(record)) return record;
  throw new RestError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', { fields: [] });
}

/** @throws RestError where the record could not be saved */
function draftOf(
  org: Org,
  session: Session,
  lead: StoredRecord,
  name: 'Account' | 'Contact',
  owner: StoredRecord | null,
): NewRecord {
  const object = org.schema.object(name)!;
  const values: Values = new Map(owner ? [['OwnerId', owner.id]] : []);
  for (const [to, from] of name === 'Account' ? accountFields : contactFields) {
    const value = lead.values.get(from);
    if (value !== undefined && value !== null && org.schema.field(name, to)) values.set(to, value);
  }
  checkSave(org, session, object, values, null);
  return { object, values };
}
