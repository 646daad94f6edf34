import { conditionText } from '../../outcome/condition.ts';
import type { Span } from '../../text.ts';
import { rootElementOf } from '../elements.ts';
import { conditionOf } from './filterNumbers.ts';
import { duplicateRuleOf } from './named.ts';
import { childrenOf, type RuleElement, readRuleDocument, textIn } from './ruleDocument.ts';

/** A part of a rule's file, as an outline shows it. */
export interface OutlineEntry {
  readonly name: string;
  /** '' where there is none. */
  readonly detail: string;
  readonly kind: 'rule' | 'action' | 'condition' | 'reference' | 'mapping' | 'item';
  readonly span: Span;
  /** Where the cursor goes: within `span`. */
  readonly selection: Span;
  readonly children: readonly OutlineEntry[];
}

/** The rules of a file with what they compare and do. */
export function outlineOfRuleFile(uri: string, text: string): readonly OutlineEntry[] {
  const info = rootElementOf(uri);
  const root = info && readRuleDocument(text, info).root;
  if (root?.info === null || root === null) return [];
  return root.name === 'DuplicateRule'
    ? [duplicateRule(root, uri)]
    : childrenOf(root, 'matchingRules').map(matchingRule);
}

function duplicateRule(root: RuleElement, uri: string): OutlineEntry {
  const name = textIn(root, 'masterLabel') || duplicateRuleOf(uri)?.name || root.name;
  const filter = root.children.find((child) => child.name === 'duplicateRuleFilter') ?? null;
  const conditions = childrenOf(filter, 'duplicateRuleFilterItems');
  return {
    ...entry(name, textIn(root, 'isActive') === 'false' ? 'inactive' : '', 'rule', root),
    children: [
      ...reaction(root, 'on create', 'actionOnInsert', 'operationsOnInsert'),
      ...reaction(root, 'on edit', 'actionOnUpdate', 'operationsOnUpdate'),
      ...(filter === null || conditions.length === 0
        ? []
        : [
            {
              ...entry('conditions', textIn(filter, 'booleanFilter'), 'condition', filter),
              children: conditions.map((item, index) =>
                entry(conditionText(conditionOf(item, index)).trim(), '', 'condition', item),
              ),
            },
          ]),
      ...childrenOf(root, 'duplicateRuleMatchRules').map(reference),
    ],
  };
}

function reaction(root: RuleElement, when: string, action: string, operations: string): OutlineEntry[] {
  const element = root.children.find(({ name }) => name === action);
  if (element === undefined) return [];
  const also = element.text === 'Block' ? [] : childrenOf(root, operations).map(({ text }) => text);
  const words = [element.text, ...also].filter((word) => word !== '');
  return [entry(when, words.join(' + '), 'action', element)];
}

function reference(element: RuleElement): OutlineEntry {
  const pairs = element.children
    .filter(({ name }) => name === 'objectMapping')
    .flatMap((mapping) => childrenOf(mapping, 'mappingFields'));
  return {
    ...entry(
      textIn(element, 'matchingRule') || 'matching rule',
      textIn(element, 'matchRuleSObjectType'),
      'reference',
      element,
    ),
    children: pairs.map((pair) =>
      entry(`${textIn(pair, 'inputField')} → ${textIn(pair, 'outputField')}`, '', 'mapping', pair),
    ),
  };
}

function matchingRule(element: RuleElement): OutlineEntry {
  const name = textIn(element, 'fullName') || textIn(element, 'label') || 'matching rule';
  const status = textIn(element, 'ruleStatus');
  const detail = [status === 'Active' ? '' : status, textIn(element, 'booleanFilter')];
  return {
    ...entry(name, detail.filter((part) => part !== '').join(', '), 'rule', element),
    children: childrenOf(element, 'matchingRuleItems').map((item) =>
      entry(textIn(item, 'fieldName') || 'item', textIn(item, 'matchingMethod'), 'item', item),
    ),
  };
}

function entry(
  name: string,
  detail: string,
  kind: OutlineEntry['kind'],
  { start, end, nameSpan }: RuleElement,
): OutlineEntry {
  return { name, detail, kind, span: { start, end }, selection: nameSpan, children: [] };
}
