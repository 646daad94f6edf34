import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { type Anchor, place } from '../../text.ts';
import type { Observation } from '../facts.ts';

/** CumulusCI's task, by its name in a flow or its class (SFDO-Tooling/CumulusCI, metadata_etl/duplicate_rules.py). */
const task = /^set_duplicate_rule_status$|(?:^|\.)SetDuplicateRuleStatus$/;

/** Whether there may be such steps in a YAML file. */
export function mayDeactivate(text: string): boolean {
  return /set_duplicate_rule_status|SetDuplicateRuleStatus/.test(text);
}

interface Step {
  readonly active: boolean;
  readonly names: string | null;
  readonly start: number;
  readonly end: number;
}

/** Steps of CumulusCI that set duplicate rules inactive, and whether the file sets them active again. */
export function deactivationsIn(contents: readonly Node[], anchor: Anchor): readonly Observation[] {
  const steps: Step[] = [];
  for (const node of contents) collect(node, steps, 0);
  return steps
    .filter(({ active }) => !active)
    .map(({ names, start, end }) => ({
      kind: 'rule-deactivation',
      ruleKind: 'duplicate',
      ruleName: names,
      reactivated: steps.some((other) => other.active && (other.names === names || other.names === null)),
      place: place(anchor, { start, end }),
      inTest: false,
      enclosing: 'cumulusci',
    }));
}

function collect(node: unknown, steps: Step[], depth: number): void {
  if (depth > 60) return;
  if (isSeq(node)) for (const item of node.items) collect(item, steps, depth + 1);
  if (!isMap(node)) return;
  const options = node.get('options');
  if (isMap(options) && isTask(node)) {
    const pair = options.items.find(({ key }) => isScalar(key) && key.value === 'active');
    const value = pair && isScalar(pair.value) ? pair.value : null;
    const range = value?.range;
    const active = value === null ? null : /^(?:true|yes|on)$/i.test(String(value.value));
    if (active !== null && range)
      steps.push({ active, names: namesIn(options), start: range[0], end: range[1] });
  }
  for (const { value } of node.items) collect(value, steps, depth + 1);
}

function isTask(step: YAMLMap): boolean {
  return ['task', 'class_path'].some((key) => task.test(String(step.get(key) ?? '')));
}

/** One rule's name; null for several, or where none is named. */
function namesIn(options: YAMLMap): string | null {
  const names = options.get('api_names');
  const listed = isSeq(names) ? names.items.map((item) => (isScalar(item) ? String(item.value) : '')) : [];
  if (typeof names === 'string') listed.push(...names.split(',').map((name) => name.trim()));
  return listed.length === 1 && listed[0] !== '' && listed[0] !== '*' ? listed[0]! : null;
}
