import type { DuplicateResult } from '../duplicateResults/model.ts';
import type { RecordDraft } from '../records/model.ts';
import { explanationOf } from './duplicateValue.ts';
import type { ErrorForm, ErrorReading, OtherError, Refusal } from './model.ts';

/** As many as one request of REST collections can give, each with matches of its own. */
const mostRefusals = 200;
const mostOthers = 100;
const mostRows = 100;
const mostProblems = 20;

/** What a reader of a form finds, before it is grouped. */
export type FoundRefusal = Partial<Refusal> & { readonly message: string };

/** Takes what readers of forms find. */
export interface ErrorSink {
  refusal(found: FoundRefusal): void;
  other(code: string, message: string, count?: number): void;
  /** A sentence for a reader. */
  problem(text: string): void;
  /** A sentence about a match that was no refusal. */
  passedMatch(text: string): void;
}

/** Gathers what is found in an error text and joins what is the same. */
export class Collector implements ErrorSink {
  readonly #refusals = new Map<string, Refusal & { rows: RecordDraft[] }>();
  readonly #others = new Map<string, OtherError>();
  readonly #problems = new Set<string>();
  #leftOut = 0;
  #sawPassedMatch = false;

  get isEmpty(): boolean {
    return this.#refusals.size === 0 && this.#others.size === 0;
  }

  refusal(found: FoundRefusal): void {
    const refusal: Refusal = { ...blank, ...found };
    const key = keyOf(refusal);
    const same = this.#refusals.get(key);
    if (same === undefined) {
      if (this.#refusals.size >= mostRefusals) this.#leftOut += refusal.count;
      else this.#refusals.set(key, { ...refusal, rows: refusal.rows.slice(0, mostRows) });
      return;
    }
    const rows = same.rows.concat(refusal.rows.slice(0, mostRows - same.rows.length));
    this.#refusals.set(key, {
      ...same,
      count: same.count + refusal.count,
      rows,
      ...(same.places === undefined && refusal.places !== undefined && { places: refusal.places }),
    });
  }

  other(code: string, message: string, count = 1): void {
    const key = `${code}\0${message}`;
    const same = this.#others.get(key);
    if (same === undefined && this.#others.size >= mostOthers) {
      this.problem('There are more kinds of errors than are listed here.');
      return;
    }
    this.#others.set(key, {
      code,
      message,
      count: (same?.count ?? 0) + count,
      explanation: explanationOf(code, message),
    });
  }

  get sawPassedMatch(): boolean {
    return this.#sawPassedMatch;
  }

  passedMatch(text: string): void {
    this.#sawPassedMatch = true;
    this.problem(text);
  }

  problem(text: string): void {
    if (this.#problems.size < mostProblems) this.#problems.add(text);
  }

  reading(form: ErrorForm): ErrorReading {
    if (this.#leftOut > 0) {
      this.#problems.add(
        `${this.#leftOut} more refusals with messages or matches of their own were left out: ${mostRefusals} are shown.`,
      );
    }
    return {
      form,
      refusals: [...this.#refusals.values()],
      others: [...this.#others.values()],
      problems: [...this.#problems],
    };
  }
}

/** A refusal of which nothing is known but its message. */
export const blank: Omit<Refusal, 'message'> = {
  answer: null,
  rules: [],
  object: null,
  operation: null,
  count: 1,
  rows: [],
  nested: '',
};

function keyOf({ message, answer, rules, object, operation, nested }: Refusal): string {
  return JSON.stringify([
    message,
    answer?.results.map(resultKey) ?? null,
    rules.map(({ id, name, matchedIds }) => [id, name, matchedIds]),
    object,
    operation,
    nested,
  ]);
}

function resultKey({ duplicateRule, allowSave, matchResults }: DuplicateResult): unknown {
  return [
    duplicateRule,
    allowSave,
    matchResults.map(({ rule, matchRecords }) => [rule, matchRecords.map(({ id }) => id)]),
  ];
}
