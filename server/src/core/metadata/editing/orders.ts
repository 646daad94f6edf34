import { fullNameOf } from '../../files.ts';
import type { RuleFile } from './project.ts';
import { around, childrenOf, type RuleElement, textIn } from './ruleDocument.ts';

/** The first number that no other rule of the object has. */
export function nextRuleOrder({ uri, project }: RuleFile): number {
  const own = fullNameOf(uri).toLowerCase();
  const object = own.split('.')[0]!;
  const taken = project.catalog.duplicateRules
    .filter((rule) => rule.object.toLowerCase() === object && rule.fullName.toLowerCase() !== own)
    .filter((rule) => rule.source.kind !== 'assumed')
    .map(({ sortOrder }) => sortOrder ?? 0);
  return firstFree(taken);
}

/** The first number that no other condition has. @param parent the condition, or what stands around it */
export function nextConditionOrder(parent: RuleElement | null): number {
  const own = around(parent, 'duplicateRuleFilterItems');
  const filter = around(parent, 'duplicateRuleFilter');
  const others = childrenOf(filter, 'duplicateRuleFilterItems').filter((item) => item !== own);
  return firstFree(others.map((item) => Number(textIn(item, 'sortOrder'))));
}

function firstFree(taken: readonly number[]): number {
  for (let number = 1; ; number++) if (!taken.includes(number)) return number;
}
