import type { MatchingMethod, MatchingRule } from '../../metadata/model.ts';
import { fieldKey } from '../../outcome/fieldNames.ts';
import { candidateObject, RunnableRule, type SegmentParts } from '../compiledRule.ts';
import type { KeyDefinition } from '../keys/matchKey.ts';
import { methodOfStandardRules } from '../methods/registry.ts';
import type { CompiledItem } from '../model.ts';
import type { ItemSource } from '../record.ts';

/** A field of a standard rule, by the name that its equation gives it. */
export interface StandardField {
  readonly field: string;
  readonly method: MatchingMethod;
  /** Where records hold it, if not under its own name alone. */
  readonly source?: ItemSource;
}

export interface StandardSegment<Name extends string> {
  readonly fields: readonly Name[];
  /** Of the names; left out: the methods' own. */
  readonly threshold?: number;
}

export interface StandardRule<Name extends string> {
  readonly fields: Readonly<Record<Name, StandardField>>;
  readonly segments: readonly StandardSegment<Name>[];
  keys(number: (name: Name) => number): readonly KeyDefinition[];
  readonly notes: readonly string[];
}

/** Names that a standard rule compares both as they are and transposed. */
type Names = 'first' | 'last' | 'email';

/**
 * Blank fields do not match; blank names are ignored in segments with Email. Names are transposed too where both
 * records hold both. (help.salesforce.com, matching_rules_standard_contact_rule and …_person_account_rule)
 */
export function compileStandard<Name extends string>(
  rule: MatchingRule,
  standard: StandardRule<Name | Names>,
): RunnableRule {
  const names = Object.keys(standard.fields) as (Name | Names)[];
  const items = names.map((name, index): CompiledItem => {
    const { field, method } = standard.fields[name];
    return {
      number: index + 1,
      field,
      key: fieldKey(field),
      method: methodOfStandardRules(method),
      matchBlanks: false,
    };
  });
  const number = (name: Name | Names): number => names.indexOf(name) + 1;
  const both = ['first', 'last'] as const;
  const segments = standard.segments.flatMap(({ fields, threshold }): SegmentParts[] => {
    const numbers = fields.map(number);
    const segment = { items: numbers, without: [], transposed: false, leftOut: null };
    return [
      {
        segment,
        threshold: threshold ?? null,
        blanksIgnored: fields.includes('email') ? both.map(number) : [],
      },
      { segment: { ...segment, transposed: true }, threshold: null, blanksIgnored: [] },
    ];
  });
  return new RunnableRule({
    rule,
    object: candidateObject(rule.object),
    items,
    sources: items.map(
      ({ key }, index) => standard.fields[names[index]!].source ?? { keys: [key], named: false },
    ),
    segments,
    keys: standard.keys(number),
    names: [number('first'), number('last')],
    equationCertainty: 'documented',
    notes: standard.notes,
  });
}
