import { fullNameOf } from '../files.ts';
import type { Span } from '../text.ts';
import { checkBooleanFilter } from './booleanFilter.ts';
import { readUnfinishedXml } from './brokenXml.ts';
import type { MatchingMethod, MatchingRule, MatchingRuleItem } from './model.ts';
import type { MetadataProblem } from './problem.ts';
import { childNamed, childrenNamed, type Node, readShape, type Shape, textOf } from './shape.ts';
import { placeholder, ValueReader } from './values.ts';

/** What an object's matching-rule file holds. */
export interface ReadMatchingRules {
  readonly uri: string;
  /** From the file's name. */
  readonly object: string;
  readonly rules: readonly ReadMatchingRule[];
  /** The finding `invalid-rule-metadata`, in the order of the text. */
  readonly problems: readonly MetadataProblem[];
}

export interface ReadMatchingRule {
  readonly rule: MatchingRule;
  readonly elements: MatchingRuleElements;
}

/** Where the elements of a matching rule stand; null for those that are not there. */
export interface MatchingRuleElements {
  readonly element: Span;
  readonly fullName: Span | null;
  readonly ruleStatus: Span | null;
  readonly booleanFilter: Span | null;
  /** In the order of `rule.items`. */
  readonly items: readonly {
    readonly element: Span;
    readonly field: Span | null;
    readonly method: Span | null;
  }[];
}

const shape: Shape = {
  fullName: null,
  matchingRules: {
    fullName: null,
    label: null,
    description: null,
    booleanFilter: null,
    ruleStatus: null,
    matchingRuleItems: { fieldName: null, matchingMethod: null, blankValueBehavior: null },
  },
};

const statuses = [
  'Active',
  'Inactive',
  'Activating',
  'ActivationFailed',
  'Deactivating',
  'DeactivationFailed',
] as const;

/** In the order of the Metadata API's page. */
export const matchingMethods: readonly MatchingMethod[] = [
  'Exact',
  'FirstName',
  'LastName',
  'CompanyName',
  'Phone',
  'City',
  'Street',
  'Zip',
  'Title',
];

/** Reads the matching rules of an object's file in whatever state it is. */
export function readMatchingRules(uri: string, text: string): ReadMatchingRules {
  const object = fullNameOf(uri);
  const document = readUnfinishedXml(text);
  const { root, problems } = readShape(document, 'MatchingRules', shape);
  const values = new ValueReader(problems);
  const rules = childrenNamed(root, 'matchingRules').map((node) => matchingRule(uri, object, node, values));
  problems.push(...repeatedNames(rules));
  // In a file that is being written the items may not be there yet.
  if (document.isWellFormed && !placeholder.test(text)) problems.push(...comparingNothing(rules));
  problems.sort((a, b) => a.span.start - b.span.start);
  return { uri, object, rules, problems };
}

function repeatedNames(rules: readonly ReadMatchingRule[]): readonly MetadataProblem[] {
  const seen = new Set<string>();
  return rules.flatMap(({ rule: { name }, elements }): MetadataProblem[] => {
    const key = name.toLowerCase();
    const isRepeated = name !== '' && seen.has(key);
    seen.add(key);
    if (!isRepeated) return [];
    const message = `This file holds two matching rules of the name ${name}. Which of them Salesforce takes is not known.`;
    return [{ span: elements.fullName ?? elements.element, severity: 'warning', message }];
  });
}

/** Salesforce's own rules and those of packages come without their items. */
function comparingNothing(rules: readonly ReadMatchingRule[]): readonly MetadataProblem[] {
  return rules.flatMap(({ rule: { name, items, status }, elements }): MetadataProblem[] => {
    if (items.length > 0 || /^Standard_|__/i.test(name)) return [];
    const message = `The matching rule ${name} compares nothing: it lacks a <matchingRuleItems>.`;
    const severity = /^active$/i.test(status) ? 'error' : 'warning';
    return [{ span: elements.fullName ?? elements.element, severity, message }];
  });
}

function matchingRule(uri: string, object: string, node: Node, values: ValueReader): ReadMatchingRule {
  const name = values.required(node, 'fullName') ?? '';
  const label = values.required(node, 'label') ?? name;
  const status = values.required(node, 'ruleStatus') ?? '';
  values.oneOf(childNamed(node, 'ruleStatus'), statuses);
  const itemNodes = childrenNamed(node, 'matchingRuleItems');
  const items = itemNodes.map((item) => ruleItem(item, values));
  const booleanFilter = textOf(node, 'booleanFilter') || null;
  const at = childNamed(node, 'fullName')?.textSpan ?? node.nameSpan;
  if (booleanFilter !== null && items.length > 0) {
    const written = childNamed(node, 'booleanFilter')!;
    const numbers = items.map((_, index) => index + 1);
    for (const problem of checkBooleanFilter(booleanFilter, numbers, 'item')) {
      values.problems.push({ ...problem, span: ValueReader.within(written, problem.span) });
    }
  }
  const rule: MatchingRule = {
    fullName: `${object}.${name}`,
    object,
    name,
    label,
    status,
    booleanFilter,
    items,
    source: { kind: 'file', location: { uri, start: at.start, end: at.end } },
  };
  return { rule, elements: elements(node, itemNodes) };
}

function ruleItem(node: Node, values: ValueReader): MatchingRuleItem {
  values.oneOf(childNamed(node, 'matchingMethod'), matchingMethods);
  const blanks = values.oneOf(childNamed(node, 'blankValueBehavior'), [
    'NullNotAllowed',
    'MatchBlanks',
  ] as const);
  return {
    field: values.required(node, 'fieldName') ?? '',
    method: values.required(node, 'matchingMethod') ?? '',
    matchBlanks: blanks === 'MatchBlanks',
  };
}

function elements(node: Node, items: readonly Node[]): MatchingRuleElements {
  const span = (parent: Node, name: string): Span | null => childNamed(parent, name)?.textSpan ?? null;
  return {
    element: { start: node.start, end: node.end },
    fullName: span(node, 'fullName'),
    ruleStatus: span(node, 'ruleStatus'),
    booleanFilter: span(node, 'booleanFilter'),
    items: items.map((item) => ({
      element: { start: item.start, end: item.end },
      field: span(item, 'fieldName'),
      method: span(item, 'matchingMethod'),
    })),
  };
}
