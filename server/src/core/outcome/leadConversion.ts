import type { LeadConversionValidation, RuleReaction } from '../metadata/model.ts';
import type { Cell } from './tableModel.ts';

/** What a lead conversion saves; the lead itself is not compared. */
export const convertedObjects: readonly string[] = ['Account', 'Contact'];

/**
 * Section 1.3 of the facts: with "Require Validation for Converted Leads" on, a match refuses the conversion
 * whatever the rule's action; off, duplicate rules do not run. Where the setting is not known, the cell is
 * what holds if it is on, and a rule that refuses nothing elsewhere stays unknown.
 */
export function convertLeadCell(reaction: RuleReaction, validation: LeadConversionValidation): Cell {
  if (validation === false) {
    return { result: 'not-evaluated', confidence: 'documented', sources: ['LeadConversion', 'LeadConfig'] };
  }
  if (reaction.action === 'Block' || (reaction.action === 'Allow' && reaction.alert)) {
    return { result: 'refused', confidence: 'documented', sources: ['LeadConversion', 'ConvertReports'] };
  }
  if (validation === true && reaction.action !== null) {
    return { result: 'refused', confidence: 'well-founded', sources: ['LeadConversion'] };
  }
  return { result: 'unknown', confidence: 'open', sources: ['LeadConversion'] };
}

/** setBypassAccountDedupeCheck and setBypassContactDedupeCheck: documented as internal, reported to work. */
export const dedupeBypassCell: Cell = {
  result: 'unknown',
  confidence: 'weak',
  sources: ['LeadConvert', 'BypassInUse'],
};

/** A person account is an account and a contact: what either bypass does to its rules is not known. */
export function bypassConcerns(bypassed: 'Account' | 'Contact', ruleObject: string): boolean {
  return [bypassed.toLowerCase(), 'personaccount'].includes(ruleObject.toLowerCase());
}
