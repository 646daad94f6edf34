import type { MatchingMethod } from '../../../server/src/core/metadata/model.ts';

/** Where Salesforce publishes the examples; `read` says how the text was come by. */
export const sources = {
  algorithms: 'help: sales.matching_rules_matching_algorithms',
  methods: 'help: sales.matching_rules_matching_methods, copy of 2016',
  names: 'knowledge article 000389625',
  standardContact: 'help: matching_rules_standard_contact_rule',
  standardPersonAccount: 'help: sales.matching_rules_standard_person_account_rule',
  trailhead: 'Trailhead: Duplicate Management, unit 2',
} as const;

interface GoldenBase {
  readonly source: keyof typeof sources;
  /** Why this product says otherwise; absent: it says the same. */
  readonly differs?: string;
}

/** Two values by a matching method. */
export interface MethodExample extends GoldenBase {
  readonly kind: 'method';
  readonly method: MatchingMethod;
  readonly values: readonly [string, string];
  readonly score?: number;
  readonly matches?: boolean;
}

/** Two values by one algorithm of a method, as the steps of the trace name it. */
export interface AlgorithmExample extends GoldenBase {
  readonly kind: 'algorithm';
  readonly method: MatchingMethod;
  readonly algorithm: string;
  readonly values: readonly [string, string];
  readonly score: number;
}

/** Fields of a record and a match key that they make. */
export interface KeyExample extends GoldenBase {
  readonly kind: 'key';
  /** "Standard Contact", or the fields and methods of a custom rule. */
  readonly rule: string;
  readonly notation: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly key: string;
}

export type GoldenExample = MethodExample | AlgorithmExample | KeyExample;

type Values = readonly [string, string];

const method = (
  name: MatchingMethod,
  values: Values,
  source: GoldenBase['source'],
  expected: Pick<MethodExample, 'score' | 'matches' | 'differs'>,
): MethodExample => ({ kind: 'method', method: name, values, source, ...expected });

const algorithm = (
  name: MatchingMethod,
  step: string,
  values: Values,
  score: number,
  source: GoldenBase['source'],
  differs?: string,
): AlgorithmExample => ({
  kind: 'algorithm',
  method: name,
  algorithm: step,
  values,
  score,
  source,
  ...(differs === undefined ? {} : { differs }),
});

/** Every example that Salesforce publishes and that was found. */
export const golden: readonly GoldenExample[] = [
  method('Exact', ['salesforce.com', 'Salesforce'], 'algorithms', { score: 0, matches: false }),
  algorithm('CompanyName', 'Acronym', ['Advanced Micro Devices', 'AMD'], 100, 'algorithms'),
  method('CompanyName', ['Advanced Micro Devices', 'AMD'], 'algorithms', { score: 100, matches: true }),
  algorithm('City', 'Edit Distance', ['VP Sales', 'VP of Sales'], 73, 'algorithms'),
  algorithm('FirstName', 'Initials', ['Jonathan', 'J'], 100, 'algorithms'),
  method('FirstName', ['Jonathan', 'J'], 'algorithms', { score: 100, matches: true }),
  method('FirstName', ['Jon', 'Jonathan'], 'names', { matches: true }),
  method('FirstName', ['Sam', 'Samuel'], 'names', { matches: true }),
  method('FirstName', ['Dan', 'Daniel'], 'names', { matches: true }),
  method('FirstName', ['Raj', 'Rajesh'], 'names', { matches: false }),
  method('FirstName', ['Jay', 'Jayson'], 'names', { matches: false }),
  method('FirstName', ['Sal', 'Salima'], 'names', { matches: false }),
  method('Phone', ['1-415-555-1234', '1-415-555-5678'], 'methods', { score: 90, matches: true }),
  method('Street', ['123 Market St, Ste 100', '123 Market Dr, Ste 300'], 'trailhead', {
    score: 70,
    matches: false,
  }),
];
