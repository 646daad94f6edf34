import { compileReference, compileRule, isCompiled } from '../../server/src/core/matching/compile.ts';
import type { CompiledRule, NotCompiled, PreparedRecord } from '../../server/src/core/matching/model.ts';
import type { MatchingRule } from '../../server/src/core/metadata/model.ts';
import { fieldKey } from '../../server/src/core/outcome/fieldNames.ts';
import type { FieldScalar } from '../../server/src/core/records/model.ts';
import { catalogWith } from './catalog.ts';

export type Fields = Readonly<Record<string, FieldScalar | undefined>>;

/**
 * A matching rule in words: `Lead: Company CompanyName, Email Exact MatchBlanks; 1 OR 2`. Fields without a method are
 * compared exactly.
 */
export function matchingRule(text: string, status = 'Active', name = 'R'): MatchingRule {
  const [, object, fields, booleanFilter] = /^(\w+): ([^;]*)(?:; (.*))?$/.exec(text)!;
  return {
    fullName: `${object}.${name}`,
    object: object!,
    name,
    label: name,
    status,
    booleanFilter: booleanFilter ?? null,
    items: fields!
      .split(', ')
      .filter((item) => item !== '')
      .map((item) => {
        const [field, method = 'Exact', blanks] = item.split(' ');
        return { field: field!, method, matchBlanks: blanks === 'MatchBlanks' };
      }),
    source: { kind: 'assumed' },
  };
}

/** `Standard Contact`, or a rule in words. */
export function compiledOrNot(text: string): CompiledRule | NotCompiled {
  const [, object] = /^Standard (\w+)$/.exec(text) ?? [];
  if (object === undefined) return compileRule(matchingRule(text));
  const words = object === 'PersonAccount' ? 'Person_Account' : object;
  const reference = { objectType: object, matchingRule: `Standard_${words}_Match_Rule_v1_0`, mapping: null };
  return compileReference(reference, catalogWith([], []));
}

export function compiled(text: string): CompiledRule {
  const rule = compiledOrNot(text);
  if (!isCompiled(rule)) throw new Error(rule.why);
  return rule;
}

/** Fields that are not given are blank; undefined ones are not in the data. */
export function recordOf(
  rule: CompiledRule,
  fields: Fields,
  mapping: PreparedRecord['mapping'] = null,
): PreparedRecord {
  const values = new Map(Object.entries(fields).map(([name, value]) => [fieldKey(name), value]));
  return rule.prepare((key) => (values.has(key) ? values.get(key) : null), mapping);
}
