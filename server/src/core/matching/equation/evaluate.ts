import { type Certainty, strongest, weakest } from '../certainty.ts';
import type { MatchVerdict } from '../model.ts';
import type { RuleRecord } from '../record.ts';
import type { Cell, Plan, PlannedSegment, Test } from './plan.ts';

/** Beside scores from 0 to 100, what there is to say of two values. */
export const bothBlank = 101;
export const oneBlank = 102;
/** One is blank, the other is not in the data. */
export const blankAndAbsent = 103;
export const absent = 104;
const notCompared = -1;

const certainties: readonly Certainty[] = ['exact', 'documented', 'approximate', 'unknown'];

function shared(matches: boolean | null): ReadonlyMap<Certainty, MatchVerdict> {
  return new Map(certainties.map((certainty) => [certainty, { matches, certainty, confidence: 0 }]));
}
const noMatch = shared(false);
const undecided: MatchVerdict = { matches: null, certainty: 'unknown', confidence: 0 };

/** Evaluates a rule's equation. The notes of one comparison are kept until the next: not to be entered again meanwhile. */
export class Evaluator {
  readonly #plan: Plan;
  readonly #scores: Int16Array;
  #sample!: RuleRecord;
  #candidate!: RuleRecord;
  #transposed: { matches: boolean; certainty: Certainty; score: number } | null = null;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#scores = new Int16Array(plan.cells.length);
  }

  begin(sample: RuleRecord, candidate: RuleRecord): void {
    this.#sample = sample;
    this.#candidate = candidate;
    this.#scores.fill(notCompared);
    this.#transposed = null;
  }

  /** Of a true OR the surest branch counts; of a false one every branch must fail, of a branch the surest failure counts. */
  verdict(): MatchVerdict {
    const { segments, equationCertainty } = this.#plan;
    let best: PlannedSegment | null = null;
    let bestCertainty: Certainty = 'unknown';
    let open = false;
    for (const planned of segments) {
      if (planned.segment.leftOut !== null) continue;
      const holds = this.holds(planned);
      if (holds === null) open = true;
      if (holds !== true) continue;
      const certainty = this.certaintyWhereTrue(planned);
      if (best === null || rank(certainty) < rank(bestCertainty)) {
        best = planned;
        bestCertainty = certainty;
      }
      if (rank(bestCertainty) <= rank(equationCertainty)) break;
    }
    if (best !== null) {
      const certainty = weakest(bestCertainty, equationCertainty);
      return { matches: true, certainty, confidence: this.confidence(best) };
    }
    if (open) return undecided;
    let certainty = equationCertainty;
    for (const planned of segments) {
      if (planned.segment.leftOut === null) certainty = weakest(certainty, this.certaintyWhereFalse(planned));
      else if (this.holds(planned) !== false) certainty = weakest(certainty, 'documented');
      if (certainty === 'unknown') break;
    }
    return noMatch.get(certainty)!;
  }

  holds({ tests }: PlannedSegment): boolean | null {
    let all: boolean | null = true;
    for (const test of tests) {
      const passes = this.passes(test);
      if (passes === false) return false;
      if (passes === null) all = null;
    }
    return all;
  }

  /** Whether a test passes; null where a value is not in the data. */
  passes(test: Test): boolean | null {
    if (test.cell < 0) return this.#transposition().matches !== test.negated;
    const hit = this.#hits(test);
    return hit === null ? null : hit !== test.negated;
  }

  #hits({ cell, threshold, blanksIgnored }: Test): boolean | null {
    const score = this.score(cell);
    if (score <= 100) return score >= threshold;
    if (blanksIgnored) return score === absent ? null : true;
    const { matchBlanks } = this.#plan.cells[cell]!;
    if (score === bothBlank) return matchBlanks;
    if (score === oneBlank) return false;
    return score === blankAndAbsent && !matchBlanks ? false : null;
  }

  /** 0 to 100, or one of the constants above. */
  score(cell: number): number {
    const known = this.#scores[cell]!;
    if (known !== notCompared) return known;
    const score = this.#compare(this.#plan.cells[cell]!);
    this.#scores[cell] = score;
    return score;
  }

  #compare(cell: Cell): number {
    const one = this.#sample.slot(cell.sample);
    const other = this.#candidate.slot(cell.candidate);
    if (typeof one === 'object' && typeof other === 'object') return cell.method.score(one, other);
    if (one === 'blank')
      return other === 'blank' ? bothBlank : other === 'absent' ? blankAndAbsent : oneBlank;
    if (other === 'blank') return one === 'absent' ? blankAndAbsent : oneBlank;
    return absent;
  }

  certaintyOf(test: Test): Certainty {
    if (test.cell < 0) return this.#transposition().certainty;
    const score = this.score(test.cell);
    if (score > 100) return test.blanksIgnored ? 'documented' : 'exact';
    const cell = this.#plan.cells[test.cell]!;
    const certainty = this.#certaintyOfCell(cell, score);
    // The method is sure of its own threshold only.
    const between = score >= test.threshold !== score >= cell.method.threshold;
    return between ? weakest(certainty, 'approximate') : certainty;
  }

  #certaintyOfCell(cell: Cell, score: number): Certainty {
    const one = this.#sample.slot(cell.sample);
    const other = this.#candidate.slot(cell.candidate);
    return typeof one === 'object' && typeof other === 'object'
      ? cell.method.certainty(one, other, score)
      : 'exact';
  }

  certaintyWhereTrue({ tests }: PlannedSegment): Certainty {
    let certainty: Certainty = 'exact';
    for (const test of tests) certainty = weakest(certainty, this.certaintyOf(test));
    return certainty;
  }

  certaintyWhereFalse({ tests }: PlannedSegment): Certainty {
    let certainty: Certainty = 'unknown';
    for (const test of tests) {
      if (this.passes(test) === false) certainty = strongest(certainty, this.certaintyOf(test));
      if (certainty === 'exact') break;
    }
    return certainty;
  }

  confidence({ tests }: PlannedSegment): number {
    let sum = 0;
    let count = 0;
    for (const test of tests) {
      if (test.negated) continue;
      const score = test.cell < 0 ? this.#transposition().score : this.score(test.cell);
      if (score > 100 && score !== bothBlank) continue;
      sum += Math.min(score, 100);
      count++;
    }
    return count === 0 ? 0 : Math.round(sum / count);
  }

  /** Blank names are not transposed. */
  #transposition(): { readonly matches: boolean; readonly certainty: Certainty; readonly score: number } {
    if (this.#transposed) return this.#transposed;
    let best = 0;
    let sure: Certainty = 'unknown';
    let failure: Certainty = 'exact';
    let matches = false;
    for (const names of this.#plan.transposition?.orientations ?? []) {
      const scores = names.map((cell) => this.#compare(cell));
      const there = scores.every((score) => score <= 100);
      const certainty = names.map((cell, at) => (there ? this.#certaintyOfCell(cell, scores[at]!) : 'exact'));
      const passing = scores.map((score, at) => there && score >= names[at]!.method.threshold);
      if (passing.every((passes) => passes)) {
        matches = true;
        sure = strongest(sure, weakest(...certainty));
        best = Math.max(best, Math.round((scores[0]! + scores[1]!) / 2));
      } else {
        failure = weakest(failure, strongest(...certainty.filter((_, at) => !passing[at])));
      }
    }
    this.#transposed = { matches, certainty: matches ? sure : failure, score: best };
    return this.#transposed;
  }
}

function rank(certainty: Certainty): number {
  return certainties.indexOf(certainty);
}
