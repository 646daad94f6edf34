import type { MatchingRuleItem } from '../metadata/model.ts';
import { exact } from '../templates/items.ts';

/** Fields by which Salesforce's own matching rule of an object finds equal records (facts, section 5.4); empty for others. */
export function standardItems(object: string): readonly MatchingRuleItem[] {
  return (byObject[object.toLowerCase()] ?? []).map((field) => exact(field));
}

const byObject: Readonly<Record<string, readonly string[]>> = {
  account: ['Name', 'BillingStreet', 'BillingCity', 'BillingPostalCode'],
  contact: ['FirstName', 'LastName', 'Email', 'Phone'],
  lead: ['FirstName', 'LastName', 'Company', 'Email', 'Phone'],
  personaccount: ['FirstName', 'LastName', 'PersonEmail', 'Phone'],
};
