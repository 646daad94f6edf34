import { segmentsOf } from '../matching/equation/segments.ts';
import type { CompiledRule, PairTrace } from '../matching/model.ts';
import type { OfflineSave, RuleRun } from '../matching/run/model.ts';
import type { DuplicateRule } from '../metadata/model.ts';
import { judgeFilterWith } from '../outcome/condition.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import { filterOver } from '../outcome/filters.ts';

/** Parts of rules that tests touch; each has a key. */
export const touch = {
  /** The rule ran. */
  rule: (rule: string) => `rule ${rule.toLowerCase()}`,
  /** It found something, and did what it does on the operation. */
  action: (rule: string, operation: 'insert' | 'update') => `${operation} ${rule.toLowerCase()}`,
  /** A line of its filter, from 0. */
  condition: (rule: string, at: number, side: 'true' | 'false') =>
    `condition ${at} ${side} ${rule.toLowerCase()}`,
  /** A part of the filter's boolean filter, from 0, that was true. */
  filterPart: (rule: string, at: number) => `filter ${at} ${rule.toLowerCase()}`,
  /** One of its matching rules, from 0, looked for records. */
  reference: (rule: string, at: number) => `reference ${at} ${rule.toLowerCase()}`,
  /** A matching rule compared two records. */
  matchingRule: (rule: string) => `matching ${rule.toLowerCase()}`,
  /** A line of it, from 1. */
  field: (rule: string, number: number, side: 'matched' | 'failed' | 'blank') =>
    `field ${number} ${side} ${rule.toLowerCase()}`,
  /** A part of its boolean filter, from 0, that held. */
  segment: (rule: string, at: number) => `segment ${at} ${rule.toLowerCase()}`,
} as const;

export class Touches {
  readonly #counts = new Map<string, number>();

  #add(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  run({ rule, runs, finds, parts }: RuleRun, save: OfflineSave): void {
    if (!rule.active) return;
    this.#conditions(rule, save);
    if (runs !== true) return;
    this.#add(touch.rule(rule.fullName));
    if (finds === true) this.#add(touch.action(rule.fullName, save.operation));
    for (const [at, { matches }] of parts.entries())
      if (matches !== null) this.#add(touch.reference(rule.fullName, at));
  }

  #conditions(rule: DuplicateRule, { values, user }: OfflineSave): void {
    const { filter, fullName } = rule;
    if (filter === null || filter.conditions.length === 0) return;
    const found = <T>(value: T | undefined) => (value === undefined ? null : { value });
    const verdicts = new Map<number, boolean | null>();
    for (const [at, condition] of filter.conditions.entries()) {
      const { runs } = judgeFilterWith(
        { booleanFilter: null, conditions: [condition] },
        (field) => found(values(fieldKey(field))),
        (field) => found(user?.values.get(field)),
      );
      verdicts.set(condition.sortOrder, runs);
      if (runs !== null) this.#add(touch.condition(fullName, at, runs ? 'true' : 'false'));
    }
    const numbers = filter.conditions.map(({ sortOrder }) => sortOrder);
    const expression = filterOver(filter.booleanFilter, numbers);
    for (const [at, { items, without }] of ((expression && segmentsOf(expression)) ?? []).entries()) {
      const holds =
        items.every((number) => verdicts.get(number) === true) &&
        without.every((number) => verdicts.get(number) === false);
      if (holds) this.#add(touch.filterPart(fullName, at));
    }
  }

  pair({ rule: { fullName }, segments }: CompiledRule, trace: PairTrace): void {
    this.#add(touch.matchingRule(fullName));
    for (const { number, matches, blank } of trace.fields) {
      if (matches === null) continue;
      this.#add(touch.field(fullName, number, matches ? (blank === null ? 'matched' : 'blank') : 'failed'));
    }
    for (const [at, { holds }] of trace.segments.entries())
      if (holds === true && segments[at]?.leftOut === null) this.#add(touch.segment(fullName, at));
  }
}
