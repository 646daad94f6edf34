import type { Finding } from '../findings.ts';
import type { DuplicateRule } from '../metadata/model.ts';
import { plural } from '../outcome/words.ts';
import type { Usage } from '../usage/usage.ts';
import { assumedWords, duplicateRuleNode } from './duplicateRule.ts';
import type { RuleTreeInput } from './input.ts';
import { unusedMatchingRules } from './matchingRule.ts';
import { distinct, type Node, node } from './node.ts';
import { joined } from './problems.ts';
import { savesNode } from './saves.ts';

/** The objects that have rules, by name, with all that belongs to them. */
export function buildRuleTree(given: RuleTreeInput): readonly Node[] {
  const input = { ...given, findings: rememberedBy(given.findings) };
  const byObject = new Map<string, DuplicateRule[]>();
  for (const rule of input.catalog.duplicateRules) {
    const key = rule.object.toLowerCase();
    byObject.set(key, [...(byObject.get(key) ?? []), rule]);
  }
  const unused = unusedMatchingRules(input);
  const names = new Map<string, string>();
  for (const { object } of [...input.catalog.duplicateRules, ...unused]) {
    if (!names.has(object.toLowerCase())) names.set(object.toLowerCase(), object);
  }
  const objects = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  return distinct([
    ...objects.map(([key, object]) => {
      const rules = byObject.get(key) ?? [];
      const matchingRules = unused.filter((rule) => rule.object.toLowerCase() === key);
      return objectNode(
        object,
        rules,
        matchingRules.map(({ node: made }) => made),
        input,
      );
    }),
    ...withoutObject(input.usage),
  ]);
}

/** A file of matching rules is asked about once for each rule that uses one of them. */
function rememberedBy(findings: RuleTreeInput['findings']): RuleTreeInput['findings'] {
  const known = new Map<string, readonly Finding[]>();
  return (uri) => {
    const found = known.get(uri) ?? findings(uri);
    known.set(uri, found);
    return found;
  };
}

function objectNode(
  object: string,
  rules: readonly DuplicateRule[],
  unused: readonly Node[],
  input: RuleTreeInput,
): Node {
  const id = object.toLowerCase();
  const counted = plural(rules.length, 'duplicate rule');
  const inactive = rules.filter(({ active }) => !active).length;
  const isAssumed = rules.length > 0 && rules.every(({ source }) => source.kind === 'assumed');
  const description = isAssumed
    ? 'assumed'
    : [
        rules.length === 0 ? 'no duplicate rule' : plural(rules.length, 'rule'),
        ...(inactive > 0 ? [inactive === rules.length ? 'inactive' : `${inactive} inactive`] : []),
      ].join(', ');
  const ofRules = rules.map((rule) => duplicateRuleNode(rule, id, input));
  return node({
    kind: 'object',
    id,
    label: object,
    description,
    spoken: `${object}, object, ${isAssumed ? 'standard rule assumed' : [counted, ...(inactive > 0 ? [`${inactive} inactive`] : [])].join(', ')}`,
    name: object,
    ...(isAssumed ? { tooltip: assumedWords(object) } : {}),
    problems: joined([...ofRules, ...unused].map(({ problems }) => problems)),
    active: rules.some(({ active }) => active),
    children: [
      ...ofRules,
      ...unused,
      savesNode(`${id}/saves`, { object, rule: null }, input.usage?.ofObject(object) ?? null),
    ],
  });
}

function withoutObject(usage: Usage | null): readonly Node[] {
  const count = usage?.withoutObject.length ?? 0;
  if (count === 0) return [];
  return [
    node({
      kind: 'saves',
      id: '?saves',
      label: 'Saves of unknown objects',
      description: String(count),
      spoken: `Saves of unknown objects, ${count}`,
      tooltip:
        'What these save cannot be told from the code: no rule is said to govern them. A wrapper is judged where it is called with a known object.',
      saves: { object: null, rule: null },
    }),
  ];
}
