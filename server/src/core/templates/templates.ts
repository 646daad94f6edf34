import { accountExactName, accountFuzzyName } from './designs/account.ts';
import { contactToContact, contactToLead, leadToContact, leadToLead } from './designs/email.ts';
import { externalId } from './designs/externalId.ts';
import { household } from './designs/household.ts';
import { integrationUser } from './designs/integrationUser.ts';
import { observation } from './designs/observation.ts';
import { personAccount } from './designs/personAccount.ts';
import type { RuleTemplate } from './model.ts';

/** In the order in which they are shown: the six that every org is told to have come first. */
export const templates: readonly RuleTemplate[] = [
  accountExactName,
  accountFuzzyName,
  leadToLead,
  leadToContact,
  contactToContact,
  contactToLead,
  household,
  externalId,
  observation,
  integrationUser,
  personAccount,
];

export function templateNamed(id: string): RuleTemplate | null {
  return templates.find((template) => template.id === id) ?? null;
}
