import { describe, expect, test } from 'vitest';
import { readDuplicateRule } from '../../../server/src/core/metadata/duplicateRule.ts';
import {
  duplicateRuleElement,
  type MetadataElement,
  matchingRulesElement,
} from '../../../server/src/core/metadata/elements.ts';
import { readMatchingRules } from '../../../server/src/core/metadata/matchingRule.ts';
import { outcomesOf } from '../../../server/src/core/outcome/outcomeList.ts';
import { sources } from '../../../server/src/core/outcome/sources.ts';

/** A file that holds every element once, and of those that repeat each value. */
function whole({ name, holds, choices, repeats, children }: MetadataElement): string {
  if (children.length > 0) return `<${name}>${children.map(whole).join('')}</${name}>`;
  const values = choices.map(({ value }) => value);
  const plain = { boolean: 'true', 'boolean-filter': '1', 'rule-order': '1', 'condition-order': '1' };
  const usual = plain[holds as keyof typeof plain] ?? 'Some';
  const all = values.length === 0 ? [usual] : repeats ? values : values.slice(0, 1);
  return all.map((value) => `<${name}>${value}</${name}>`).join('');
}

function all(element: MetadataElement): readonly MetadataElement[] {
  return [element, ...element.children.flatMap(all)];
}

const elements = [...all(duplicateRuleElement), ...all(matchingRulesElement)];

test('the readers know every element of the table and want no other', () => {
  const rule = readDuplicateRule('file:///Lead.A.duplicateRule', whole(duplicateRuleElement));
  expect(rule.problems).toEqual([]);
  expect(rule.rule?.filter?.conditions).toHaveLength(1);
  expect(rule.rule?.matchRules[0]?.mapping).toHaveLength(1);
  const rules = readMatchingRules('file:///Lead.matchingRule', whole(matchingRulesElement));
  expect(rules.problems).toEqual([]);
  expect(rules.rules[0]?.rule.items).toHaveLength(1);
});

test('the readers miss whatever the table calls required', () => {
  const { children } = duplicateRuleElement;
  for (const one of children.filter(({ required }) => required)) {
    const others = children.filter((child) => child !== one);
    const text = whole({ ...duplicateRuleElement, children: others });
    const { problems } = readDuplicateRule('file:///Lead.A.duplicateRule', text);
    expect(problems.map(({ message }) => message).join('\n')).toContain(`<${one.name}>`);
  }
});

test.each(['method', 'operation', 'status'] as const)('the readers know every %s', (what) => {
  const holder = { method: 'matchingMethod', operation: 'operation', status: 'ruleStatus' }[what];
  const element = elements.find(({ name }) => name === holder)!;
  expect(element.choices.length).toBeGreaterThan(5);
  const isRule = what === 'operation';
  for (const { value } of element.choices) {
    const text = whole(isRule ? duplicateRuleElement : matchingRulesElement).replace(
      new RegExp(`(<${holder}>)[^<]*`),
      `$1${value}`,
    );
    const { problems } = isRule
      ? readDuplicateRule('file:///Lead.A.duplicateRule', text)
      : readMatchingRules('file:///Lead.matchingRule', text);
    expect(problems.filter(({ severity }) => severity === 'warning')).toEqual([]);
  }
});

describe('each', () => {
  test.each(elements.map((one) => [one.name, one] as const))(
    '%s says what it does, and where that stands',
    (_name, one) => {
      for (const { does, sources: keys } of [one, ...one.choices]) {
        expect(does).toMatch(/\S[\s\S]*(?:[.:]|\w)$/);
        expect(keys.length).toBeGreaterThan(0);
        for (const key of keys) expect(sources[key]).toBeTruthy();
      }
    },
  );
});

test('what becomes of a save is taken from the outcome table', () => {
  const block = outcomesOf({ action: 'Block', alert: false, report: false });
  expect(block).toMatch(/^- form.*Flow: refused with DUPLICATES_DETECTED$/);
  const alert = outcomesOf({ action: 'Allow', alert: true, report: false });
  expect(alert.split('\n')).toHaveLength(3);
  expect(alert).toContain('unless allowSave=true is passed');
});
