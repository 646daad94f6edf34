import type { RunnableRule } from '../compiledRule.ts';
import type { Evaluator } from '../equation/evaluate.ts';
import type { Test } from '../equation/plan.ts';
import type { RuleSegment, SegmentTrace } from '../model.ts';

/** Each AND of the equation. Of one that Salesforce leaves out, what it would be. */
export function traceSegments(rule: RunnableRule, evaluator: Evaluator): readonly SegmentTrace[] {
  return rule.plan.segments.map(({ segment, tests }): SegmentTrace => {
    const holds = evaluator.holds({ segment, tests });
    const numbersOf = (test: Test): readonly number[] => (test.cell < 0 ? rule.names! : [test.cell + 1]);
    const deciding = holds === true ? tests : tests.filter((test) => evaluator.passes(test) === holds);
    return {
      segment,
      text: segmentText(rule, segment),
      holds,
      deciding: deciding.flatMap(numbersOf).sort((a, b) => a - b),
    };
  });
}

function segmentText({ items }: RunnableRule, { items: numbers, without, transposed }: RuleSegment): string {
  const fieldOf = (number: number): string => items[number - 1]!.field;
  const fields = [...numbers.map(fieldOf), ...without.map((number) => `not ${fieldOf(number)}`)].join(
    ' and ',
  );
  return transposed ? `${fields}, with names transposed` : fields;
}
