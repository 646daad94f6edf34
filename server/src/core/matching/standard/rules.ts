import type { MatchingRule } from '../../metadata/model.ts';
import type { CompiledRule, NotCompiled } from '../model.ts';
import { compileContactRule, compileLeadRule } from './contactAndLead.ts';
import { compilePersonAccountRule } from './personAccount.ts';

const standardName = /^Standard_(Person_?Account|Account|Contact|Lead)_Match(?:ing)?_Rule/i;

/** Whether a matching rule's name is that of one of Salesforce's own, whatever its version. */
export function isStandardRule(name: string): boolean {
  return standardName.test(name);
}

/** What is published of the standard account rule (knowledge articles 000386375 and 000212293). */
export const standardAccountFields = { all: ['Name'], oneOf: ['BillingCity', 'BillingPostalCode'] } as const;

const compiledByName = new Map<string, CompiledRule | NotCompiled>();

/**
 * One of Salesforce's own matching rules, as documented. @param rule as the catalogue holds it, without items; null: it
 * holds none, and the rule is taken as active
 */
export function compileStandardRule(
  object: string,
  name: string,
  rule: MatchingRule | null,
): CompiledRule | NotCompiled {
  const kind = standardName.exec(name)![1]!.toLowerCase().replace('_', '');
  if (rule !== null) return compileKind(kind, rule);
  const known = compiledByName.get(`${kind}.${name}`);
  if (known) return known;
  const compiled = compileKind(kind, assumed(object, name));
  compiledByName.set(`${kind}.${name}`, compiled);
  return compiled;
}

function compileKind(kind: string, rule: MatchingRule): CompiledRule | NotCompiled {
  if (kind === 'contact') return compileContactRule(rule);
  if (kind === 'lead') return compileLeadRule(rule);
  if (kind === 'personaccount' || /^personaccount$/i.test(rule.object)) return compilePersonAccountRule(rule);
  return {
    rule,
    why: 'The equation of the standard account matching rule is not known here. It needs Account Name, and Billing City or Billing ZIP/Postal Code.',
  };
}

function assumed(object: string, name: string): MatchingRule {
  return {
    fullName: `${object}.${name}`,
    object,
    name,
    label: name.replaceAll('_', ' '),
    status: 'Active',
    booleanFilter: null,
    items: [],
    source: { kind: 'assumed' },
  };
}
