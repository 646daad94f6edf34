import type { DuplicateRule, MatchingRule } from '../../core/metadata/model.ts';
import { readXml, type XmlElement } from '../../core/metadata/xml.ts';
import { MetadataDraft, split } from '../deploy/draft.ts';
import { elementText, parsedBody } from '../deploy/elementText.ts';
import type { Org } from '../org.ts';
import { allMatchingRules } from '../rules/ruleRecords.ts';
import { writtenRule } from '../rules/standardRuleFile.ts';
import type { SandboxObject } from '../schema/model.ts';
import { element, leaf } from './xml.ts';

/** A component of the org. */
export interface Component {
  readonly type: string;
  /** As the org lists it: rules of person accounts as `Account.…`. */
  readonly fullName: string;
  /** Under which a read finds it besides. */
  readonly alias: string | null;
  readonly id: string;
  /** In a retrieved package: `duplicateRules/Lead.X.duplicateRule`. */
  readonly fileName: string;
  /** Name of the root element of its file. */
  readonly root: string;
  /** The elements within the root. */
  readonly content: string;
}

/** Components that listMetadata, readMetadata and retrieve give, by type. */
export function componentsOf(org: Org, type: string): readonly Component[] {
  switch (type) {
    case 'DuplicateRule':
      return org.metadata.catalog.duplicateRules.map((rule) => duplicateRule(org, rule));
    case 'MatchingRules':
      return matchingRuleObjects(org).map((object) => matchingRules(org, object));
    case 'MatchingRule':
      return allMatchingRules(org.metadata).map((rule) => matchingRule(org, rule));
    case 'CustomObject':
      return org.schema.objects
        .filter(({ custom, createable }) => custom || createable)
        .map((object) => customObject(org, object));
    case 'CustomField':
      return fieldNames(org).map((fullName) => customField(org, fullName));
    case 'Settings':
    case 'LeadConfigSettings':
      return [leadConfig(org)];
    default:
      return [];
  }
}

function duplicateRule(org: Org, rule: DuplicateRule): Component {
  const isPerson = rule.object === 'PersonAccount';
  return {
    type: 'DuplicateRule',
    fullName: isPerson ? `Account.${rule.name}` : rule.fullName,
    alias: isPerson ? rule.fullName : null,
    id: org.ruleRecords.idOf(rule),
    fileName: `duplicateRules/${encodeURI(rule.fullName)}.duplicateRule`,
    root: 'DuplicateRule',
    content: contentOf(org, rule) ?? writtenRule(rule),
  };
}

/** The elements of a rule's file, in the order and with the nil elements that a read gives. */
function contentOf(org: Org, rule: DuplicateRule): string | null {
  if (rule.source.kind !== 'file') return null;
  const { root } = readXml(org.metadata.files.get(rule.source.location.uri) ?? '');
  if (!root) return null;
  const children = root.children.filter(({ name }) => name !== 'fullName').map(serialized);
  if (!root.children.some(({ name }) => name === 'duplicateRuleFilter')) {
    children.push(leaf('duplicateRuleFilter', null));
  }
  return children.sort(byElementName).join('');
}

function serialized(node: XmlElement): string {
  if (node.nil) return leaf(node.name, null);
  if (node.children.length === 0) return leaf(node.name, node.text);
  const inner = node.children.map(serialized);
  const lacks = (name: string): boolean => !node.children.some((one) => one.name === name);
  if (node.name === 'duplicateRuleMatchRules' && lacks('objectMapping'))
    inner.push(leaf('objectMapping', null));
  return element(node.name, inner);
}

function byElementName(a: string, b: string): number {
  const [one, other] = [a, b].map((text) => /^<(\w+)/.exec(text)![1]!) as [string, string];
  return one < other ? -1 : one > other ? 1 : 0;
}

function matchingRuleObjects(org: Org): readonly string[] {
  return [...new Set(allMatchingRules(org.metadata).map(({ object }) => object))].sort();
}

/** All of an object's rules in one; Salesforce's own are left out of the body. */
function matchingRules(org: Org, object: string): Component {
  const rules = org.metadata.catalog.matchingRules.filter((rule) => rule.object === object);
  return {
    type: 'MatchingRules',
    fullName: object,
    alias: null,
    id: '',
    fileName: `matchingRules/${object}.matchingRule`,
    root: 'MatchingRules',
    content: rules
      .map((rule) => element('matchingRules', [leaf('fullName', rule.name), matchingRuleBody(org, rule)]))
      .join(''),
  };
}

function matchingRule(org: Org, rule: MatchingRule): Component {
  return {
    type: 'MatchingRule',
    fullName: rule.fullName,
    alias: null,
    id: org.ruleRecords.idOf(rule),
    fileName: `matchingRules/${rule.object}.matchingRule`,
    root: 'MatchingRules',
    content: rule.source.kind === 'assumed' ? '' : matchingRuleBody(org, rule),
  };
}

/** The elements of a rule besides its name. */
function matchingRuleBody(org: Org, rule: MatchingRule): string {
  const node = fileElement(org, rule);
  const description = node?.children.find(({ name }) => name === 'description')?.text;
  return [
    ...(rule.booleanFilter === null ? [] : [leaf('booleanFilter', rule.booleanFilter)]),
    ...(description ? [leaf('description', description)] : []),
    leaf('label', rule.label),
    ...rule.items.map((item) =>
      element('matchingRuleItems', [
        leaf('blankValueBehavior', item.matchBlanks ? 'MatchBlanks' : 'NullNotAllowed'),
        leaf('fieldName', item.field),
        leaf('matchingMethod', item.method),
      ]),
    ),
    leaf('ruleStatus', rule.status),
  ].join('');
}

function fileElement(org: Org, rule: MatchingRule): XmlElement | undefined {
  if (rule.source.kind !== 'file') return undefined;
  const { root } = readXml(org.metadata.files.get(rule.source.location.uri) ?? '');
  return root?.children.find(
    (node) =>
      node.name === 'matchingRules' &&
      node.children.some(({ name, text }) => name === 'fullName' && text === rule.name),
  );
}

/** An object's own elements with its custom fields, as a read gives them. */
function customObject(org: Org, object: SandboxObject): Component {
  const draft = new MetadataDraft(org.metadata.files);
  const own = draft.textOf('CustomObject', object.name) ?? '';
  const prefix = `${object.name}.`.toLowerCase();
  const fields = draft.names('CustomField').filter((name) => name.toLowerCase().startsWith(prefix));
  const elements = fields.map((name) =>
    element('fields', [leaf('fullName', name.slice(prefix.length)), draft.textOf('CustomField', name) ?? '']),
  );
  return {
    type: 'CustomObject',
    fullName: object.name,
    alias: null,
    id: object.custom ? org.deployments.ids.idOf('CustomObject', object.name) : '',
    fileName: `objects/${object.name}.object`,
    root: 'CustomObject',
    content: [...parsedBody(own).children.map((node) => elementText(node)), ...elements]
      .sort(byElementName)
      .join(''),
  };
}

function fieldNames(org: Org): readonly string[] {
  const names = new MetadataDraft(org.metadata.files).names('CustomField');
  return names.filter((name) => /__c$/i.test(name) && org.schema.object(split(name)[0]) !== null);
}

function customField(org: Org, fullName: string): Component {
  return {
    type: 'CustomField',
    fullName,
    alias: null,
    id: org.deployments.ids.idOf('CustomField', fullName),
    fileName: `objects/${split(fullName)[0]}.object`,
    root: 'CustomField',
    content: new MetadataDraft(org.metadata.files).textOf('CustomField', fullName) ?? '',
  };
}

function leadConfig(org: Org): Component {
  const file = new MetadataDraft(org.metadata.files).textOf('LeadConfigSettings', 'LeadConfig');
  return {
    type: 'Settings',
    fullName: 'LeadConfig',
    alias: null,
    id: '',
    fileName: 'settings/LeadConfig.settings',
    root: 'LeadConfigSettings',
    content: file ?? leaf('shouldLeadConvertRequireValidation', false),
  };
}
