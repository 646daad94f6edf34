import type { DuplicateRule, MatchingRule, RuleReaction } from '../../server/src/core/metadata/model.ts';
import type { RuleCatalog } from '../../server/src/core/outcome/model.ts';
import { actionOf, operationsOf, parseRules, type RuleDraft } from './rulesShorthand.ts';

const assumedObjects = ['Account', 'Contact', 'Lead'];

/**
 * A catalogue without files, of the shorthand in rulesShorthand.ts; the standard rules are assumed for the
 * objects that it does not mention, unless `complete` names them.
 */
export function catalogOf(text = '', complete: readonly string[] = []): RuleCatalog {
  const { rules: drafts, leadConversion } = parseRules(text);
  const mentioned = new Set(drafts.map(({ object }) => object));
  const rules = drafts.map(duplicateRule);
  const assumed = assumedObjects
    .filter((object) => !mentioned.has(object) && !complete.includes(object))
    .map(standardRule);
  return catalogWith([...rules, ...assumed], drafts.map(matchingRule), { complete, leadConversion });
}

export function catalogWith(
  duplicateRules: readonly DuplicateRule[],
  matchingRules: readonly MatchingRule[],
  options: { readonly complete?: readonly string[]; readonly leadConversion?: boolean | null } = {},
): RuleCatalog {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return {
    rulesFor: (object) =>
      duplicateRules.filter(
        (rule) => same(rule.object, object) || (same(object, 'Account') && rule.object === 'PersonAccount'),
      ),
    matchingRule: (object, name) =>
      matchingRules.find((rule) => same(rule.object, object) && same(rule.name, name)) ?? null,
    isComplete: (object) => (options.complete ?? []).some((name) => same(name, object)),
    leadConversionValidation: options.leadConversion ?? null,
    duplicateRules,
    matchingRules,
  };
}

function reactionOf(words: string): RuleReaction {
  const operations = operationsOf(words);
  return {
    action: actionOf(words),
    alert: operations.includes('Alert'),
    report: operations.includes('Report'),
  };
}

function uriOf(path: string): DuplicateRule['source'] {
  return {
    kind: 'file',
    location: { uri: `file:///project/force-app/main/default/${path}`, start: 0, end: 10 },
  };
}

function duplicateRule(draft: RuleDraft, index: number): DuplicateRule {
  const { object, name, condition } = draft;
  return {
    fullName: `${object}.${name}`,
    object,
    name,
    label: name.replace(/_/g, ' '),
    active: draft.active,
    onInsert: reactionOf(draft.onCreate),
    onUpdate: reactionOf(draft.onEdit),
    alertText: 'Use one of these records?',
    security: draft.sharing ? 'EnforceSharingRules' : 'BypassSharingRules',
    sortOrder: index + 1,
    filter: condition && {
      booleanFilter: null,
      conditions: [
        {
          table: condition.field.startsWith('$User.') ? 'User' : object,
          field: condition.field.replace('$User.', ''),
          operation: condition.operation,
          value: condition.value,
          valueField: null,
          sortOrder: 1,
        },
      ],
    },
    matchRules: [{ objectType: object, matchingRule: `${name}_Match`, mapping: null }],
    source: uriOf(`duplicateRules/${object}.${name}.duplicateRule-meta.xml`),
  };
}

function matchingRule(draft: RuleDraft): MatchingRule {
  return {
    fullName: `${draft.object}.${draft.name}_Match`,
    object: draft.object,
    name: `${draft.name}_Match`,
    label: `${draft.name.replace(/_/g, ' ')} Match`,
    status: draft.matchingActive ? 'Active' : 'Inactive',
    booleanFilter:
      draft.fields.length < 2
        ? null
        : draft.fields.map((_, index) => index + 1).join(draft.anyField ? ' OR ' : ' AND '),
    items: draft.fields.map((field) => ({ field, method: 'Exact', matchBlanks: false })),
    source: uriOf(`matchingRules/${draft.object}.matchingRule-meta.xml`),
  };
}

/** As Salesforce delivers it: Allow + Alert on create, Allow + Report on edit. */
export function standardRule(object: string): DuplicateRule {
  return {
    fullName: `${object}.Standard_${object}_Duplicate_Rule`,
    object,
    name: `Standard_${object}_Duplicate_Rule`,
    label: `Standard ${object} Duplicate Rule`,
    active: true,
    onInsert: { action: 'Allow', alert: true, report: false },
    onUpdate: { action: 'Allow', alert: false, report: true },
    alertText: 'Use one of these records?',
    security: 'EnforceSharingRules',
    sortOrder: 1,
    filter: null,
    matchRules: [{ objectType: object, matchingRule: `Standard_${object}_Match_Rule_v1_0`, mapping: null }],
    source: { kind: 'assumed' },
  };
}
