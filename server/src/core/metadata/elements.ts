import { kindOf } from '../files.ts';
import { duplicateRuleElement } from './elements/duplicateRule.ts';
import { matchingRulesElement } from './elements/matchingRules.ts';
import type { MetadataElement } from './elements/model.ts';

export { duplicateRuleElement } from './elements/duplicateRule.ts';
export { matchingRulesElement } from './elements/matchingRules.ts';
export { methodDetail, methodText } from './elements/methods.ts';
export { type Choice, childElement, type Holds, type MetadataElement } from './elements/model.ts';

/** The root element that a rule's file of this name holds; null for other files. */
export function rootElementOf(uri: string): MetadataElement | null {
  const kind = kindOf(uri);
  if (kind === 'duplicate-rule') return duplicateRuleElement;
  return kind === 'matching-rule' ? matchingRulesElement : null;
}
