import { fullNameOf } from '../files.ts';
import type { Location, Span } from '../text.ts';
import { checkBooleanFilter } from './booleanFilter.ts';
import { readUnfinishedXml } from './brokenXml.ts';
import type {
  DuplicateRule,
  FieldMapping,
  MatchRuleReference,
  RuleCondition,
  RuleFilter,
  RuleReaction,
} from './model.ts';
import type { MetadataProblem } from './problem.ts';
import { childNamed, childrenNamed, type Node, readShape, type Shape, textOf } from './shape.ts';
import { ValueReader } from './values.ts';

/** What a duplicate rule's file holds, with what is wrong in it and where its parts stand. */
export interface ReadDuplicateRule {
  readonly uri: string;
  /** From the file's name; null where that is not `Object.Name`. */
  readonly object: string | null;
  readonly fullName: string;
  /** Null where the file cannot be read as a rule, or does not say whether it is active. */
  readonly rule: DuplicateRule | null;
  readonly elements: DuplicateRuleElements | null;
  /** False while the XML is being typed: what is not there may not have been written yet. */
  readonly isWhole: boolean;
  /** The finding `invalid-rule-metadata`, in the order of the text. */
  readonly problems: readonly MetadataProblem[];
}

/** Where the elements of a rule stand; null for those that are not there. */
export interface DuplicateRuleElements {
  /** The name in the root's start tag. */
  readonly root: Span;
  readonly isActive: Span | null;
  readonly masterLabel: Span | null;
  readonly sortOrder: Span | null;
  readonly securityOption: Span | null;
  readonly actionOnInsert: Span | null;
  readonly actionOnUpdate: Span | null;
  readonly alertText: Span | null;
  readonly operationsOnInsert: readonly Span[];
  readonly operationsOnUpdate: readonly Span[];
  readonly filter: Span | null;
  readonly booleanFilter: Span | null;
  /** In the order of `rule.filter.conditions`. */
  readonly conditions: readonly ConditionElements[];
  /** In the order of `rule.matchRules`. */
  readonly matchRules: readonly MatchRuleElements[];
}

export interface ConditionElements {
  readonly element: Span;
  readonly table: Span | null;
  readonly field: Span | null;
  readonly operation: Span | null;
  readonly value: Span | null;
}

export interface MatchRuleElements {
  readonly element: Span;
  readonly objectType: Span | null;
  readonly matchingRule: Span | null;
  readonly objectMapping: Span | null;
  /** In the order of the reference's mapping. */
  readonly mappingFields: readonly { readonly inputField: Span | null; readonly outputField: Span | null }[];
}

const shape: Shape = {
  fullName: null,
  actionOnInsert: null,
  actionOnUpdate: null,
  alertText: null,
  description: null,
  duplicateRuleFilter: {
    booleanFilter: null,
    duplicateRuleFilterItems: {
      field: null,
      operation: null,
      sortOrder: null,
      table: null,
      value: null,
      valueField: null,
    },
  },
  duplicateRuleMatchRules: {
    matchRuleSObjectType: null,
    matchingRule: null,
    objectMapping: {
      inputObject: null,
      mappingFields: { inputField: null, outputField: null },
      outputObject: null,
    },
  },
  isActive: null,
  masterLabel: null,
  operationsOnInsert: null,
  operationsOnUpdate: null,
  securityOption: null,
  sortOrder: null,
};

const filterOperations = [
  'equals',
  'notEqual',
  'lessThan',
  'greaterThan',
  'lessOrEqual',
  'greaterOrEqual',
  'contains',
  'notContain',
  'startsWith',
  'includes',
  'excludes',
  'within',
] as const;

/** Reads a duplicate rule's file in whatever state it is; the object and name come from the file's name. */
export function readDuplicateRule(uri: string, text: string): ReadDuplicateRule {
  const fullName = fullNameOf(uri);
  const dot = fullName.indexOf('.');
  const object = dot > 0 ? fullName.slice(0, dot) : null;
  const name = fullName.slice(dot + 1);
  const document = readUnfinishedXml(text);
  const isWhole = document.isWellFormed;
  const { root, problems } = readShape(document, 'DuplicateRule', shape);
  if (object === null) {
    const message = `The file's name must be Object.Name.duplicateRule-meta.xml; "${fullName}" names no object.`;
    problems.push({ span: root?.nameSpan ?? { start: 0, end: 0 }, severity: 'error', message });
  }
  if (root === null) return { uri, object, fullName, rule: null, elements: null, isWhole, problems };

  const values = new ValueReader(problems);
  const masterLabel = values.required(root, 'masterLabel');
  values.required(root, 'actionOnInsert');
  values.required(root, 'actionOnUpdate');
  values.required(root, 'isActive');
  values.required(root, 'securityOption');
  values.required(root, 'sortOrder');
  const matchRules = childrenNamed(root, 'duplicateRuleMatchRules').filter((node) => node.text !== null);
  const active = values.boolean(childNamed(root, 'isActive'));
  // An org whose matching rule was deleted gives an inactive rule without one.
  if (matchRules.length === 0 && active !== false) {
    values.error(
      root.nameSpan,
      '<DuplicateRule> lacks a <duplicateRuleMatchRules>.',
      'duplicateRuleMatchRules',
    );
  }
  const content = {
    fullName,
    name,
    label: masterLabel ?? name,
    onInsert: reaction(root, 'actionOnInsert', 'operationsOnInsert', values),
    onUpdate: reaction(root, 'actionOnUpdate', 'operationsOnUpdate', values),
    alertText: textOf(root, 'alertText'),
    security: values.oneOf(childNamed(root, 'securityOption'), ['EnforceSharingRules', 'BypassSharingRules']),
    sortOrder: values.sortOrder(childNamed(root, 'sortOrder')),
    filter: filter(root, values),
    matchRules: matchRules.map((node) => matchRule(node, values)),
  };
  const label = childNamed(root, 'masterLabel')?.textSpan ?? root.nameSpan;
  const location: Location = { uri, start: label.start, end: label.end };
  const rule: DuplicateRule | null =
    active === null || object === null
      ? null
      : { ...content, object, active, source: { kind: 'file', location } };
  problems.sort((a, b) => a.span.start - b.span.start);
  return { uri, object, fullName, rule, elements: elements(root, matchRules), isWhole, problems };
}

function reaction(root: Node, action: string, operations: string, values: ValueReader): RuleReaction {
  const named = childrenNamed(root, operations).map((node) =>
    values.oneOf(node, ['Alert', 'Report'] as const, true),
  );
  return {
    action: values.oneOf(childNamed(root, action), ['Allow', 'Block'] as const),
    alert: named.includes('Alert'),
    report: named.includes('Report'),
  };
}

function filter(root: Node, values: ValueReader): RuleFilter | null {
  const element = childNamed(root, 'duplicateRuleFilter');
  const items = childrenNamed(element, 'duplicateRuleFilterItems');
  if (element === null || element.text === null || items.length === 0) return null;
  const conditions = items.map((item, index) => condition(item, index, values));
  const booleanFilter = textOf(element, 'booleanFilter') || null;
  if (booleanFilter !== null) {
    const written = childNamed(element, 'booleanFilter')!;
    const numbers = conditions.map(({ sortOrder }) => sortOrder);
    for (const problem of checkBooleanFilter(booleanFilter, numbers, 'condition')) {
      values.problems.push({ ...problem, span: ValueReader.within(written, problem.span) });
    }
  }
  return { booleanFilter, conditions };
}

function condition(item: Node, index: number, values: ValueReader): RuleCondition {
  const operation = childNamed(item, 'operation');
  values.oneOf(operation, filterOperations);
  const valueField = textOf(item, 'valueField') || null;
  return {
    table: values.required(item, 'table') ?? '',
    field: values.required(item, 'field') ?? '',
    operation: values.required(item, 'operation') ?? '',
    value: valueField === null ? textOf(item, 'value') : null,
    valueField,
    sortOrder: values.integer(childNamed(item, 'sortOrder')) ?? index + 1,
  };
}

function matchRule(node: Node, values: ValueReader): MatchRuleReference {
  const mapping = childNamed(node, 'objectMapping');
  const fields = childrenNamed(mapping, 'mappingFields');
  const isMapped = mapping !== null && mapping.text !== null && mapping.children.length > 0;
  return {
    objectType: values.required(node, 'matchRuleSObjectType') ?? '',
    matchingRule: values.required(node, 'matchingRule') ?? '',
    mapping: isMapped ? fields.map((field) => fieldMapping(field, values)) : null,
  };
}

function fieldMapping(node: Node, values: ValueReader): FieldMapping {
  return { inputField: values.filled(node, 'inputField'), outputField: values.filled(node, 'outputField') };
}

function elements(root: Node, matchRules: readonly Node[]): DuplicateRuleElements {
  const span = (parent: Node | null, name: string): Span | null => childNamed(parent, name)?.textSpan ?? null;
  const whole = ({ start, end }: Span): Span => ({ start, end });
  const filterNode = childNamed(root, 'duplicateRuleFilter');
  return {
    root: root.nameSpan,
    isActive: span(root, 'isActive'),
    masterLabel: span(root, 'masterLabel'),
    sortOrder: span(root, 'sortOrder'),
    securityOption: span(root, 'securityOption'),
    actionOnInsert: span(root, 'actionOnInsert'),
    actionOnUpdate: span(root, 'actionOnUpdate'),
    alertText: span(root, 'alertText'),
    operationsOnInsert: childrenNamed(root, 'operationsOnInsert').map((node) => node.textSpan),
    operationsOnUpdate: childrenNamed(root, 'operationsOnUpdate').map((node) => node.textSpan),
    filter: filterNode === null ? null : whole(filterNode),
    booleanFilter: span(filterNode, 'booleanFilter'),
    conditions: childrenNamed(filterNode, 'duplicateRuleFilterItems').map((node) => ({
      element: whole(node),
      table: span(node, 'table'),
      field: span(node, 'field'),
      operation: span(node, 'operation'),
      value: span(node, 'value'),
    })),
    matchRules: matchRules.map((node) => ({
      element: whole(node),
      objectType: span(node, 'matchRuleSObjectType'),
      matchingRule: span(node, 'matchingRule'),
      objectMapping: span(node, 'objectMapping'),
      mappingFields: childrenNamed(childNamed(node, 'objectMapping'), 'mappingFields').map((pair) => ({
        inputField: span(pair, 'inputField'),
        outputField: span(pair, 'outputField'),
      })),
    })),
  };
}
