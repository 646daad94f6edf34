import type { RunnableRule } from '../matching/compiledRule.ts';
import type { Test } from '../matching/equation/plan.ts';
import type { CompiledItem } from '../matching/model.ts';
import { columnName } from './columns.ts';

/** What SQL is called elsewhere. */
export interface Dialect {
  /** Jaro-Winkler similarity, 0 to 1. */
  jaroWinkler(one: string, other: string): string;
  /** Number of words that two texts share, each counted once. */
  sharedWords(one: string, other: string): string;
  /** Number of words of a text, each counted once. */
  words(text: string): string;
}

export const duckDb: Dialect = {
  jaroWinkler: (one, other) => `jaro_winkler_similarity(${one}, ${other})`,
  sharedWords: (one, other) => `len(list_intersect(${list(one)}, ${list(other)}))`,
  words: (text) => `len(list_distinct(${list(text)}))`,
};

const list = (text: string): string => `string_split(${text}, ' ')`;

export const spark: Dialect = {
  jaroWinkler: (one, other) => `jaro_winkler(${one}, ${other})`,
  sharedWords: (one, other) => `size(array_intersect(split(${one}, ' '), split(${other}, ' ')))`,
  words: (text) => `size(array_distinct(split(${text}, ' ')))`,
};

export interface Equation {
  /** Each is true, false, or null where a field is not in the data. */
  readonly comparisons: readonly { readonly name: string; readonly condition: string }[];
  /** Over their names; true, false, or null where a field that decides is not in the data. */
  readonly holds: string;
}

/** Names a column of one or the other record of a pair. */
export type Side = (column: string) => string;

/** Writes comparisons of two records as SQL. */
export class Conditions {
  readonly #rule: RunnableRule;
  readonly #dialect: Dialect;
  readonly #one: Side;
  readonly #other: Side;

  constructor(rule: RunnableRule, dialect: Dialect, one: Side, other: Side) {
    this.#rule = rule;
    this.#dialect = dialect;
    this.#one = one;
    this.#other = other;
  }

  /** The equation, over comparisons that are each made once. */
  equation(): Equation {
    const comparisons = new Map<string, string>();
    const nameOf = (test: Test): string => {
      const condition = this.#condition(test);
      const name = comparisons.get(condition) ?? `c${comparisons.size + 1}`;
      comparisons.set(condition, name);
      return test.negated ? `NOT ${name}` : name;
    };
    const segments = this.#rule.plan.segments
      .filter(({ segment }) => segment.leftOut === null)
      .map(({ tests }) => `(${tests.map(nameOf).join(' AND ')})`);
    return {
      comparisons: [...comparisons].map(([condition, name]) => ({ name, condition })),
      holds: segments.join(' OR ') || 'false',
    };
  }

  #condition({ cell, threshold, blanksIgnored }: Test): string {
    return cell < 0 ? this.#transposed() : this.item(this.#rule.items[cell]!, threshold, blanksIgnored);
  }

  /** How blank values count, and values that are both there. */
  item(item: CompiledItem, threshold = item.method.threshold, blanksIgnored = false): string {
    const one = this.#one(columnName(item.number));
    const other = this.#other(columnName(item.number));
    const matches = this.matching(item, threshold);
    const anyBlank = `${one} = '' OR ${other} = ''`;
    if (blanksIgnored) return cases([anyBlank, 'true'], [isAbsent(one, other), 'NULL'], matches);
    if (!item.matchBlanks) return cases([anyBlank, 'false'], [isAbsent(one, other), 'NULL'], matches);
    return cases([isAbsent(one, other), 'NULL'], [anyBlank, `${one} = ${other}`], matches);
  }

  /** Whether two values that are there match. */
  matching(item: CompiledItem, threshold = item.method.threshold): string {
    return this.#values(item, item.number, item.number, threshold);
  }

  /** @param first number of the item whose value the one record gives @param second that of the other record */
  #values(item: CompiledItem, first: number, second: number, threshold: number): string {
    const pair = (part?: string): Pair => [
      this.#one(columnName(first, part)),
      this.#other(columnName(second, part)),
    ];
    const [one, other] = pair();
    const equal = `${one} = ${other}`;
    switch (item.method.method) {
      case 'Exact':
        return equal;
      case 'FirstName':
        return either(equal, bothHave(pair('text'), this.#firstNames(pair, threshold, this.#hasSounds())));
      case 'LastName':
        return either(
          equal,
          bothHave(
            pair('text'),
            either(sameAndThere(pair('sound')), likeByEdits(pair('text'), threshold, 'damerau_levenshtein')),
          ),
        );
      case 'City':
      case 'CompanyName':
        return either(equal, bothHave(pair('text'), likeByEdits(pair('text'), threshold)));
      case 'Title':
        return either(equal, bothHave(pair('text'), this.#wordsAlike(pair('text'), threshold)));
      case 'Phone':
        return either(
          equal,
          weighted(
            [
              [10, pair('country')],
              [50, pair('area')],
              [30, pair('next')],
              [10, pair('last')],
            ],
            threshold,
          ),
        );
      case 'Street':
        return either(
          equal,
          weighted(
            [
              [50, pair('name'), editScore(pair('name'))],
              [20, pair('number')],
              [15, pair('suffix')],
              [15, pair('suite')],
            ],
            threshold,
          ),
        );
      case 'Zip':
        return bothHave(
          pair('five'),
          either(
            equal,
            weighted(
              [
                [90, pair('five')],
                [10, pair('four')],
              ],
              threshold,
            ),
          ),
        );
    }
  }

  #firstNames(pair: (part: string) => Pair, threshold: number, hasSounds: boolean): string {
    const [one, other] = pair('text');
    const [first, second] = pair('initials');
    const [forms, otherForms] = pair('forms');
    const alone = (text: string, letters: string) => `length(${text}) = 2 * length(${letters}) - 1`;
    const isShort =
      `least(length(${one}), length(${other})) <= 4 AND abs(length(${one}) - length(${other})) >= 2` +
      ` AND (${startsWith(one, other)} OR ${startsWith(other, one)})`;
    return either(
      `${one} = ${other}`,
      `(${this.#dialect.sharedWords(forms, otherForms)} > 0 AND ${forms} <> '' AND ${otherForms} <> '')`,
      `(${first} = ${second} AND (${alone(one, first)} OR ${alone(other, second)}))`,
      ...(hasSounds ? [sameAndThere(pair('sound'))] : []),
      `(round(100 * ${this.#dialect.jaroWinkler(one, other)}) >= ${threshold} AND NOT (${isShort}))`,
    );
  }

  /** Salesforce's own rules compare first names by their sound too. */
  #hasSounds(): boolean {
    return this.#rule.names !== null;
  }

  #wordsAlike([one, other]: Pair, threshold: number): string {
    const { sharedWords, words } = this.#dialect;
    return `200 * ${sharedWords(one, other)} >= ${threshold} * (${words(one)} + ${words(other)})`;
  }

  /** Names of either record exchanged; blank ones are not. */
  #transposed(): string {
    const [first, last] = this.#rule.names!.map((number) => this.#rule.items[number - 1]!) as [
      CompiledItem,
      CompiledItem,
    ];
    const crossed = (one: CompiledItem, other: CompiledItem, method: CompiledItem) =>
      this.#values(method, one.number, other.number, method.method.threshold);
    const present = [first, last].flatMap(({ number }) => [
      `${this.#one(columnName(number))} <> ''`,
      `${this.#other(columnName(number))} <> ''`,
    ]);
    const orientations = either(
      `(${crossed(last, first, first)} AND ${crossed(first, last, last)})`,
      `(${crossed(first, last, first)} AND ${crossed(last, first, last)})`,
    );
    return `coalesce(${present.join(' AND ')} AND ${orientations}, false)`;
  }
}

/** The same part of both records. */
type Pair = readonly [one: string, other: string];

function startsWith(text: string, start: string): string {
  return `left(${text}, length(${start})) = ${start}`;
}

function cases(...parts: readonly (readonly [when: string, then: string] | string)[]): string {
  const branches = parts.map((part) =>
    typeof part === 'string' ? `ELSE ${part}` : `WHEN ${part[0]} THEN ${part[1]}`,
  );
  return `(CASE ${branches.join(' ')} END)`;
}

function isAbsent(one: string, other: string): string {
  return `${one} IS NULL OR ${other} IS NULL`;
}

function either(...conditions: readonly string[]): string {
  return `(${conditions.join(' OR ')})`;
}

function bothHave([one, other]: Pair, condition: string): string {
  return `(${one} <> '' AND ${other} <> '' AND ${condition})`;
}

function sameAndThere([one, other]: Pair): string {
  return `(${one} = ${other} AND ${one} <> '')`;
}

/** 0 to 100, as `editDistanceScore` has it. */
function editScore([one, other]: Pair, distance = 'levenshtein'): string {
  return `round(100 * (1 - ${distance}(${one}, ${other}) / greatest(length(${one}), length(${other}), 1)))`;
}

function likeByEdits(pair: Pair, threshold: number, distance?: string): string {
  return `${editScore(pair, distance)} >= ${threshold}`;
}

/** A section that both lack is left out; one that only one lacks is different. */
function weighted(
  sections: readonly (readonly [weight: number, pair: Pair, score?: string])[],
  threshold: number,
): string {
  const sum = sections.map(([weight, [one, other], score]) =>
    score === undefined
      ? `CASE WHEN ${one} = ${other} AND ${one} <> '' THEN ${100 * weight} ELSE 0 END`
      : `CASE WHEN ${one} <> '' AND ${other} <> '' THEN ${weight} * ${score} ELSE 0 END`,
  );
  const weights = sections.map(
    ([weight, [one, other]]) => `CASE WHEN ${one} = '' AND ${other} = '' THEN 0 ELSE ${weight} END`,
  );
  return `coalesce(round((${sum.join(' + ')}) / nullif(${weights.join(' + ')}, 0)) >= ${threshold}, false)`;
}
