import { accountExactName, accountFuzzyName } from './designs/account.ts';
import { contactToContact, contactToLead, leadToContact, leadToLead } from './designs/email.ts';
import type { RuleTemplate } from './model.ts';

/** In the order in which they are shown: the six that every org is told to have come first. */
export const templates: readonly RuleTemplate[] = [
  accountExactName,
  accountFuzzyName,
  leadToLead,
  leadToContact,
  contactToContact,
  contactToLead,
];

export function templateNamed(id: string): RuleTemplate | null {
  return templates.find((template) => template.id === id) ?? null;
}
