import { compileRule, isCompiled } from '../../matching/compile.ts';
import { operandsOfOr } from '../../metadata/booleanFilter.ts';
import type { MatchingRuleElements } from '../../metadata/matchingRule.ts';
import type { MatchingRule } from '../../metadata/model.ts';
import { list } from '../../outcome/words.ts';
import type { Span } from '../../text.ts';
import { repeatedFuzzyFields } from '../fuzzyFields.ts';
import type { Report, Rule } from '../rule.ts';
import { isNamespaced, onRuleFile } from '../ruleFileReports.ts';

export const fuzzyFieldInOr: Rule = {
  id: 'fuzzy-field-in-or',
  description:
    'A field that is compared fuzzily is repeated in several OR segments of a matching rule: only the last one is evaluated.',
  severities: ['warning'],
  on: 'rule-file',
  check(reading) {
    if (reading.kind !== 'matching-rules') return [];
    return reading.file.rules.flatMap(({ rule, elements }): Report[] => {
      if (rule.booleanFilter === null || elements.booleanFilter === null || isNamespaced(rule.name))
        return [];
      return check(reading.file.uri, rule, elements, elements.booleanFilter);
    });
  },
};

function check(uri: string, rule: MatchingRule, elements: MatchingRuleElements, filter: Span): Report[] {
  if (operandsOfOr(rule.booleanFilter!).length < 2) return [];
  const compiled = compileRule(rule);
  if (!isCompiled(compiled)) return [];
  const { fields, leftOut } = repeatedFuzzyFields(rule, compiled);
  if (leftOut.length === 0) return [];
  const written = operandsOfOr(rule.booleanFilter!);
  const parts = leftOut.map((operand) => written[operand]).filter((part) => part !== undefined);
  const text = (part: Span): string => rule.booleanFilter!.slice(part.start, part.end);
  const isPlain = filter.end - filter.start === rule.booleanFilter!.length;
  const first = parts[0];
  const span =
    isPlain && first ? { start: filter.start + first.start, end: filter.start + first.end } : filter;
  const isOne = parts.length === 1;
  return [
    onRuleFile(uri, {
      span,
      severity: 'warning',
      sentences: [
        `Salesforce does not evaluate ${list(parts.map(text), 'and')} of ${rule.booleanFilter}: ${list(fields, 'and')} ${fields.length === 1 ? 'is' : 'are'} compared fuzzily in several parts of the OR, and only the last part with a fuzzy field counts.`,
        `Duplicates that only ${isOne ? 'this part' : 'these parts'} would find are not found. Split the rule: each part needs a matching rule and a duplicate rule of its own.`,
      ],
      related: elements.items.flatMap(({ field, element }, index) => {
        const item = rule.items[index]!;
        if (item.method === 'Exact' || !fields.includes(item.field)) return [];
        return [
          {
            location: { uri, ...(field ?? element) },
            message: `Item ${index + 1}: ${item.field}, ${item.method}`,
          },
        ];
      }),
      fingerprint: [rule.fullName, ...fields],
    }),
  ];
}
