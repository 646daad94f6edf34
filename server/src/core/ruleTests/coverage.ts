import { compileRule, isCompiled } from '../matching/compile.ts';
import { type Conjunction, segmentsOf } from '../matching/equation/segments.ts';
import { type ReadDuplicateRule, readDuplicateRule } from '../metadata/duplicateRule.ts';
import { type ReadMatchingRule, readMatchingRules } from '../metadata/matchingRule.ts';
import { conditionText } from '../outcome/condition.ts';
import { filterOver } from '../outcome/filters.ts';
import { isRunning } from '../outcome/matchingFields.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { Span } from '../text.ts';
import type { CoveredBranch, CoveredElement, RuleFileCoverage } from './model.ts';
import { touch } from './touches.ts';

/** Sums up what tests touched, and lays it on the files of the rules. */
export class RuleCoverage {
  readonly #counts = new Map<string, number>();

  /** @param touched of a test's result */
  add(touched: Readonly<Record<string, number>>): void {
    for (const [key, count] of Object.entries(touched))
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
  }

  /**
   * Of each file with an active duplicate rule, or a matching rule that one of them uses, in the order of their URIs.
   * @param textOf a file as it is now; null where it is gone
   */
  files(catalog: RuleCatalog, textOf: (uri: string) => string | null): readonly RuleFileCoverage[] {
    const count = (key: string): number => this.#counts.get(key) ?? 0;
    const active = catalog.duplicateRules.filter((rule) => rule.active);
    const files: RuleFileCoverage[] = [];
    const matchingFiles = new Map<string, Set<string>>();
    for (const rule of active) {
      for (const { objectType, matchingRule } of rule.matchRules) {
        const used = catalog.matchingRule(objectType, matchingRule);
        if (used?.source.kind !== 'file' || !isRunning(used)) continue;
        const { uri } = used.source.location;
        matchingFiles.set(uri, (matchingFiles.get(uri) ?? new Set()).add(used.name.toLowerCase()));
      }
      if (rule.source.kind !== 'file') continue;
      const { uri } = rule.source.location;
      const text = textOf(uri);
      if (text !== null) files.push({ uri, elements: ofDuplicateRule(readDuplicateRule(uri, text), count) });
    }
    for (const [uri, names] of matchingFiles) {
      const text = textOf(uri);
      if (text === null) continue;
      const rules = readMatchingRules(uri, text).rules.filter(({ rule }) =>
        names.has(rule.name.toLowerCase()),
      );
      files.push({ uri, elements: rules.flatMap((rule) => ofMatchingRule(rule, count)) });
    }
    return files
      .filter(({ elements }) => elements.length > 0)
      .map(({ uri, elements }) => ({ uri, elements: [...elements].sort((a, b) => a.start - b.start) }))
      .sort((a, b) => (a.uri < b.uri ? -1 : 1));
  }
}

type Count = (key: string) => number;

function ofDuplicateRule({ rule, elements }: ReadDuplicateRule, count: Count): readonly CoveredElement[] {
  if (rule === null || elements === null) return [];
  const { fullName, filter } = rule;
  const ran = count(touch.rule(fullName));
  const found: (CoveredElement | null)[] = [
    element('duplicate-rule', elements.masterLabel ?? elements.root, `Rule ${rule.name}`, ran),
    element('action', elements.actionOnInsert, 'Action on create', count(touch.action(fullName, 'insert'))),
    element('action', elements.actionOnUpdate, 'Action on edit', count(touch.action(fullName, 'update'))),
    ...elements.matchRules.map((part, at) =>
      element(
        'match-rule',
        part.matchingRule ?? part.element,
        `Matching rule ${rule.matchRules[at]!.matchingRule}`,
        count(touch.reference(fullName, at)),
      ),
    ),
  ];
  for (const [at, condition] of (filter?.conditions ?? []).entries()) {
    const part = elements.conditions[at];
    const branches = (['true', 'false'] as const).map((side) => ({
      label: side,
      count: count(touch.condition(fullName, at, side)),
    }));
    found.push(
      element(
        'condition',
        part?.element ?? null,
        `Condition ${conditionText(condition)}`,
        sum(branches),
        branches,
      ),
    );
  }
  if (filter?.booleanFilter && elements.booleanFilter !== null) {
    const numbers = filter.conditions.map(({ sortOrder }) => sortOrder);
    const branches = partsOf(filter.booleanFilter, numbers).map(
      (part, at): CoveredBranch => ({ label: labelOf(part), count: count(touch.filterPart(fullName, at)) }),
    );
    found.push(
      element(
        'condition-filter',
        elements.booleanFilter,
        `Filter ${filter.booleanFilter}`,
        sum(branches),
        branches,
      ),
    );
  }
  return found.filter((one) => one !== null);
}

function ofMatchingRule({ rule, elements }: ReadMatchingRule, count: Count): readonly CoveredElement[] {
  const { fullName, booleanFilter, items } = rule;
  const found: (CoveredElement | null)[] = [
    element(
      'matching-rule',
      elements.fullName ?? elements.element,
      `Matching rule ${rule.name}`,
      count(touch.matchingRule(fullName)),
    ),
  ];
  for (const [at, { field, method, matchBlanks }] of items.entries()) {
    const side = (name: 'matched' | 'failed' | 'blank') => count(touch.field(fullName, at + 1, name));
    const branches: CoveredBranch[] = [
      { label: 'a match', count: side('matched') },
      { label: 'no match', count: side('failed') },
      // Only where the rule lets blanks match do they decide something of their own.
      ...(matchBlanks ? [{ label: 'blank in both', count: side('blank') }] : []),
    ];
    found.push(
      element('field', elements.items[at]?.element ?? null, `${field} (${method})`, sum(branches), branches),
    );
  }
  const compiled = compileRule(rule);
  if (booleanFilter && elements.booleanFilter !== null && isCompiled(compiled)) {
    const branches = compiled.segments.flatMap((segment, at): CoveredBranch[] =>
      // What Salesforce does not evaluate no test can touch.
      segment.leftOut === null
        ? [{ label: labelOf(segment), count: count(touch.segment(fullName, at)) }]
        : [],
    );
    found.push(
      element('boolean-filter', elements.booleanFilter, `Filter ${booleanFilter}`, sum(branches), branches),
    );
  }
  return found.filter((one) => one !== null);
}

/** The ANDs of a condition's filter after its OR is on top. */
function partsOf(filter: string, numbers: readonly number[]): readonly Conjunction[] {
  const expression = filterOver(filter, numbers);
  return (expression && segmentsOf(expression)) ?? [];
}

/** "1 AND 2" of "1 AND (2 OR 3)". */
function labelOf({ items, without }: Pick<Conjunction, 'items' | 'without'>): string {
  return [...items.map(String), ...without.map((number) => `NOT ${number}`)].join(' AND ');
}

function element(
  kind: CoveredElement['kind'],
  span: Span | null,
  name: string,
  count: number,
  branches: readonly CoveredBranch[] = [],
): CoveredElement | null {
  return span && { kind, name, count, branches, start: span.start, end: span.end };
}

function sum(branches: readonly CoveredBranch[]): number {
  return branches.reduce((all, { count }) => all + count, 0);
}
