import { objectsOf } from '../outcome/decide.ts';
import { shortPath } from '../outcome/words.ts';
import type { JudgedSite } from '../rules/rule.ts';
import type { SaveSite } from '../saves/site.ts';
import { hiddenChanges } from './hidden.ts';
import type {
  FindingImpact,
  Impact,
  MatchingRuleChange,
  RuleChange,
  RuleImpact,
  RuleSide,
  SaveChange,
  SaveChangeKind,
  TestImpact,
} from './model.ts';
import { ruleKey } from './model.ts';
import { changesOfRules } from './ruleChanges.ts';
import { type Compared, changesOfSave } from './saveChanges.ts';

export interface ImpactOptions {
  /** Saves in test code count as well. */
  readonly includeTests: boolean;
}

/** Takes the saves of a project, file by file, and tells what a change of the rules does to them. */
export class ImpactCollector {
  readonly #before: RuleSide;
  readonly #after: RuleSide;
  readonly #options: ImpactOptions;
  readonly #rules: readonly RuleChange[];
  readonly #unused: readonly MatchingRuleChange[];
  readonly #conversion: readonly Compared[];
  readonly #saves = new Map<Compared, SaveChange[]>();
  #judged = 0;
  #ofUnknownObject = 0;
  #changed = 0;

  constructor(before: RuleSide, after: RuleSide, options: ImpactOptions) {
    this.#before = before;
    this.#after = after;
    this.#options = options;
    const { rules, unusedMatchingRules } = changesOfRules(before, after);
    this.#rules = rules;
    this.#unused = unusedMatchingRules;
    this.#conversion = this.#conversionChanges() ? this.#unchangedRules() : [];
  }

  /** Whether nothing differs between the rules: then no save needs to be looked at. */
  get isEmpty(): boolean {
    return this.#rules.length === 0 && this.#unused.length === 0 && !this.#conversionChanges();
  }

  add(saves: readonly JudgedSite[]): void {
    for (const { site } of saves) {
      if (site.inTest && !this.#options.includeTests) continue;
      if (objectsOf(site).length === 0) {
        if (site.target.kind === 'unknown') this.#ofUnknownObject++;
        continue;
      }
      this.#judged++;
      this.#add(site);
    }
  }

  #add(site: SaveSite): void {
    const compared = this.#rules.filter(({ state }) => !state.startsWith('unreadable'));
    const rules = site.operation === 'convertLead' ? [...compared, ...this.#conversion] : compared;
    const found = changesOfSave(site, rules, this.#before, this.#after);
    if (found.size > 0) this.#changed++;
    for (const [rule, changes] of found) {
      this.#saves.set(rule, [...(this.#saves.get(rule) ?? []), ...changes]);
    }
  }

  result({
    tests = { run: 0, changes: [] },
    findings = { fresh: [], gone: [] },
    notes = [],
  }: Partial<Pick<Impact, 'tests' | 'findings' | 'notes'>> = {}): Impact {
    const rules = this.#rules.map((rule): RuleImpact => ({ ...rule, saves: this.#savesOf([rule]) }));
    const leadConversion = this.#conversionChanges()
      ? {
          before: this.#before.catalog.leadConversionValidation,
          after: this.#after.catalog.leadConversionValidation,
          saves: this.#savesOf(this.#conversion),
        }
      : null;
    return {
      rules: [...rules].sort((a, b) => weightOf(b) - weightOf(a)),
      leadConversion,
      unusedMatchingRules: this.#unused,
      saves: {
        judged: this.#judged,
        changed: this.#changed,
        ofUnknownObject: this.#ofUnknownObject,
      },
      tests: tests satisfies TestImpact,
      findings: findings satisfies FindingImpact,
      notes: [...this.#notes(), ...notes],
    };
  }

  #savesOf(rules: readonly Compared[]): readonly SaveChange[] {
    return rules.flatMap((rule) => this.#saves.get(rule) ?? []).sort(inOrder);
  }

  #conversionChanges(): boolean {
    return this.#before.catalog.leadConversionValidation !== this.#after.catalog.leadConversionValidation;
  }

  /** Rules of what a conversion saves that are the same on both sides, assumed ones too. */
  #unchangedRules(): readonly Compared[] {
    const changed = new Set(this.#rules.map(({ after }) => after));
    const same = { matching: 'same', condition: 'same', sharing: 'same' } as const;
    return this.#after.catalog.duplicateRules.flatMap((rule) => {
      const before = this.#before.catalog.duplicateRules.find(({ fullName }) => fullName === rule.fullName);
      return before === undefined || changed.has(rule) ? [] : [{ before, after: rule, ...same }];
    });
  }

  /** Of rules that can be read at neither time: none of them is among the rules that differ. */
  #unreadableNotes(): readonly string[] {
    const told = new Set(
      this.#rules.flatMap(({ before, after }) =>
        [before, after].flatMap((rule) => (rule ? [ruleKey(rule)] : [])),
      ),
    );
    const byKey = ({ unreadable }: RuleSide) => new Map(unreadable.map((one) => [one.key, one]));
    const [was, is] = [byKey(this.#before), byKey(this.#after)];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
      if (told.has(key)) return [];
      const when = was.has(key) ? (is.has(key) ? 'before and after' : 'before') : 'after';
      const { uri, fullName } = (is.get(key) ?? was.get(key))!;
      return `${shortPath(uri)} cannot be read as a rule ${when}: ${fullName} is not compared.`;
    });
  }

  #notes(): readonly string[] {
    const assumed = (side: RuleSide) =>
      side.catalog.duplicateRules
        .filter(({ source }) => source.kind === 'assumed')
        .map(({ object }) => object);
    const [before, after] = [new Set(assumed(this.#before)), new Set(assumed(this.#after))];
    return [
      ...this.#unreadableNotes(),
      ...hiddenChanges(this.#before, this.#after),
      ...[...before]
        .filter((object) => !after.has(object))
        .map(
          (object) =>
            `Before, no file said anything of the rules of ${object}, and its standard rule was assumed; it is not now. What that rule does in the org is not compared.`,
        ),
      ...[...after]
        .filter((object) => !before.has(object))
        .map(
          (object) =>
            `No file says anything of the rules of ${object} any more, so that its standard rule is assumed from now on. What that rule does in the org is not compared.`,
        ),
    ];
  }
}

/** What a person who fears for a load looks for first. */
export const kindOrder: readonly SaveChangeKind[] = [
  'newly-refused',
  'refused-for-certain',
  'bypass-lost',
  'refused-more',
  'refused-differently',
  'becomes-unknown',
  'no-option-left',
  'no-longer-refused',
  'refused-less',
  'option-opens',
  'saved-for-certain',
  'newly-reported',
  'reported-otherwise',
  'no-longer-reported',
];

function inOrder(a: SaveChange, b: SaveChange): number {
  return (
    Number(a.improbable) - Number(b.improbable) ||
    kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
    (a.location.uri < b.location.uri ? -1 : a.location.uri > b.location.uri ? 1 : 0) ||
    a.location.start - b.location.start
  );
}

function weightOf({ saves }: RuleImpact): number {
  const worst = saves.find(({ improbable }) => !improbable);
  if (worst === undefined) return saves.length > 0 ? 0.5 : 0;
  return kindOrder.length - kindOrder.indexOf(worst.kind);
}
