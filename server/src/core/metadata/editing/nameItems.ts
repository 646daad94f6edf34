import { fieldKey } from '../../outcome/fieldNames.ts';
import { comparedText } from '../../outcome/hover.ts';
import { isTestableObject, objectSpelling } from '../../records/objects.ts';
import { usedFields } from '../../records/usedFields.ts';
import { standardMatchingRules } from '../standardRules.ts';
import type { Completion } from './complete.ts';
import { describeField, describeNamed } from './describeNamed.ts';
import { conditionSpelling, fieldDetail, fieldsOf, isComparable, type KnownField } from './fields.ts';
import { objectFor, objectOfFile } from './named.ts';
import type { RuleFile, RuleFileProject } from './project.ts';
import { around, childrenOf, type RuleElement, textIn } from './ruleDocument.ts';
import { value } from './value.ts';

/** The objects that may be named: the file's own first, then those of rules, then the others of the project. */
export function objectItems(element: RuleElement, { uri, project }: RuleFile): readonly Completion[] {
  const { catalog, schema } = project;
  const isCondition = element.info?.holds === 'condition-table';
  const own = objectOfFile(uri);
  const mapped = textIn(around(element, 'duplicateRuleMatchRules'), 'matchRuleSObjectType');
  const first = element.name === 'outputObject' && mapped !== '' ? [mapped, own] : [own];
  const ofRules = [...catalog.matchingRules, ...catalog.duplicateRules]
    .filter(({ source }) => source.kind !== 'assumed')
    .map(({ object }) => object);
  const others = [...schema.objects().map(({ name }) => name), 'Account', 'Contact', 'Lead', 'PersonAccount'];
  const ranked = isCondition ? [first, ['User'], ['UserRole', 'Profile']] : [first, ofRules, others];
  const items = ranked.flatMap((names, rank) =>
    names
      .filter((name) => name !== '' && (isCondition || isRuled(name, project)))
      .map((name) => {
        const spelled = /^personaccount$/i.test(name) ? 'PersonAccount' : objectSpelling(name, schema);
        const onUser = isCondition && rank > 0;
        return value(spelled, 'object', {
          rank,
          detail: onUser ? 'the running user' : (schema.object(name)?.label ?? ''),
        });
      }),
  );
  return distinct(items);
}

function isRuled(name: string, { schema }: RuleFileProject): boolean {
  return /^personaccount$/i.test(name) || isTestableObject(name, schema);
}

/** The fields of the object that the element is about, of types that it takes. */
export function fieldItems(element: RuleElement, { uri, project }: RuleFile): readonly Completion[] {
  const object = objectFor(element, uri);
  const fields = fieldsOf(object, project.schema);
  const used = usedFields(object, project.catalog);
  switch (element.info?.holds) {
    case 'compared-field':
      return comparedFields(element, fields.filter(isComparable));
    case 'condition-field':
      return fields.map((field) => {
        const rank = field.location === null ? 1 : 0;
        return fieldItem(field, conditionSpelling(field), rank);
      });
    case 'output-field':
      return mappedFields(element, fields.filter(isComparable), outputFields(element, project));
    default:
      return mappedFields(element, fields.filter(isComparable), used);
  }

  function fieldItem(field: KnownField, spelling: string, rank: number): Completion {
    const uses = used.get(fieldKey(field.name)) ?? [];
    return value(spelling, 'field', {
      rank,
      detail: fieldDetail(field),
      documentation: describeField(object, field.name, field, uses, project.schema),
    });
  }

  function comparedFields(one: RuleElement, choices: readonly KnownField[]): readonly Completion[] {
    const rule = around(one, 'matchingRules');
    const item = around(one, 'matchingRuleItems');
    const others = childrenOf(rule, 'matchingRuleItems').filter((other) => other !== item);
    const taken = new Set(others.map((other) => fieldKey(textIn(other, 'fieldName'))));
    return choices.map((field) => {
      const isLast = taken.has(fieldKey(field.name)) || ofSystem.test(field.name);
      const rank = isLast ? 2 : field.location === null ? 1 : 0;
      return fieldItem(field, field.name, rank);
    });
  }

  /** Those that the matching rule compares and nothing is mapped to first. */
  function mappedFields(
    one: RuleElement,
    choices: readonly KnownField[],
    wanted: { has(key: string): boolean },
  ): readonly Completion[] {
    const pairs = childrenOf(around(one, 'objectMapping'), 'mappingFields');
    const others = pairs.flatMap(({ children }) => children).filter((other) => other !== one);
    const taken = new Set(others.filter(({ name }) => name === one.name).map(({ text }) => fieldKey(text)));
    return choices.map((field) => {
      const key = fieldKey(field.name);
      const rank = taken.has(key) ? 3 : wanted.has(key) ? 0 : field.location === null ? 2 : 1;
      return fieldItem(field, field.name, rank);
    });
  }
}

/** Lookups that hardly tell two records from each other. */
const ofSystem = /^(?:CreatedBy|LastModifiedBy|Owner|RecordType)Id$/;

/** What the matching rule compares on the other side. */
function outputFields(element: RuleElement, { catalog }: RuleFileProject): ReadonlySet<string> {
  const reference = around(element, 'duplicateRuleMatchRules');
  const rule = catalog.matchingRule(
    textIn(reference, 'matchRuleSObjectType'),
    textIn(reference, 'matchingRule'),
  );
  return new Set(rule?.items.map(({ field }) => fieldKey(field)) ?? []);
}

/** The matching rules of the object that is compared with, the project's own first. */
export function matchingRuleItems(element: RuleElement, { uri, project }: RuleFile): readonly Completion[] {
  const object = objectFor(element, uri);
  const isOf = (one: { readonly object: string }): boolean =>
    one.object.toLowerCase() === object.toLowerCase();
  const own = project.catalog.matchingRules.filter(isOf).map((rule) =>
    value(rule.name, 'matching-rule', {
      rank: rule.status === 'Active' ? 0 : 1,
      detail: [rule.status === 'Active' ? '' : rule.status, comparedText(rule)]
        .filter((part) => part !== '')
        .join(', '),
      documentation: describeNamed({ kind: 'matching-rule', object, name: rule.name }, project) ?? '',
    }),
  );
  const standard = standardMatchingRules.filter(isOf).map(({ name }) =>
    value(name, 'matching-rule', {
      rank: 2,
      detail: "Salesforce's own",
      documentation: describeNamed({ kind: 'matching-rule', object, name }, project) ?? '',
    }),
  );
  return distinct([...own, ...standard]);
}

/** The first of each name. */
function distinct(items: readonly Completion[]): readonly Completion[] {
  const labels = new Set<string>();
  return items.filter(({ label }) => {
    const key = label.toLowerCase();
    return !labels.has(key) && labels.add(key);
  });
}
