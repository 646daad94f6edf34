import { fieldKey } from '../../outcome/fieldNames.ts';
import { fieldsOf } from './fields.ts';
import { objectOfFile } from './named.ts';
import type { RuleFile } from './project.ts';
import { around, type RuleElement, textIn } from './ruleDocument.ts';

/** Names that leads, contacts and accounts have for the same thing. */
const counterparts: readonly (readonly string[])[] = [
  ['Company', 'AccountId', 'Name'],
  ['Street', 'MailingStreet', 'BillingStreet'],
  ['City', 'MailingCity', 'BillingCity'],
  ['State', 'MailingState', 'BillingState'],
  ['PostalCode', 'MailingPostalCode', 'BillingPostalCode'],
  ['Country', 'MailingCountry', 'BillingCountry'],
  ['Email', 'PersonEmail'],
];

/** The fields that a matching rule of another object compares, each with the field here that is most like it. */
export function mappedFields(
  element: RuleElement | null,
  { uri, project }: RuleFile,
): readonly { readonly input: string; readonly output: string }[] {
  const reference = around(element, 'duplicateRuleMatchRules');
  const object = textIn(reference, 'matchRuleSObjectType');
  const rule = project.catalog.matchingRule(object, textIn(reference, 'matchingRule'));
  const own = fieldsOf(objectOfFile(uri), project.schema).map(({ name }) => name);
  const named = (wanted: string): string => own.find((name) => fieldKey(name) === fieldKey(wanted)) ?? '';
  return (rule?.items ?? []).map(({ field }) => {
    const same = named(field);
    const alike = counterparts.find((names) => names.includes(field)) ?? [];
    const input = same !== '' ? same : (alike.map(named).find((name) => name !== '') ?? '');
    return { input, output: field };
  });
}
