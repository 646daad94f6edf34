import { type Certainty, isAsSure, stronger, weaker } from '../certainty.ts';
import type { MatchVerdict } from '../model.ts';
import type { RuleRecord } from '../record.ts';
import { type Cell, type Plan, type PlannedSegment, surestFailure, type Test } from './plan.ts';

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
  /** Of cells, once asked for; null: not yet. */
  readonly #sure: (Certainty | null)[];
  #sample!: RuleRecord;
  #candidate!: RuleRecord;
  #transposed: { matches: boolean; certainty: Certainty; score: number } | null = null;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#scores = new Int16Array(plan.cells.length);
    this.#sure = plan.cells.map(() => null);
  }

  begin(sample: RuleRecord, candidate: RuleRecord): void {
    this.#sample = sample;
    this.#candidate = candidate;
    this.#scores.fill(notCompared);
    this.#sure.fill(null);
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
      if (best !== null && this.#isNoSurer(planned, bestCertainty)) continue;
      const holds = this.holds(planned);
      if (holds === null) open = true;
      if (holds !== true) continue;
      const certainty = this.certaintyWhereTrue(planned);
      if (best === null || !isAsSure(bestCertainty, certainty)) {
        best = planned;
        bestCertainty = certainty;
      }
      if (isAsSure(bestCertainty, equationCertainty)) break;
    }
    if (best !== null) {
      const certainty = weaker(bestCertainty, equationCertainty);
      return { matches: true, certainty, confidence: this.confidence(best) };
    }
    if (open) return undecided;
    let certainty = this.#boundOfFailure();
    for (const planned of segments) {
      if (planned.segment.leftOut === null) certainty = this.certaintyWhereFalse(planned, certainty);
      else if (this.holds(planned) !== false) certainty = weaker(certainty, 'documented');
      if (certainty === 'unknown') break;
    }
    return noMatch.get(certainty)!;
  }

  /** Whether a test that was made already keeps a segment from being surer than this, if it holds. */
  #isNoSurer({ tests }: PlannedSegment, certainty: Certainty): boolean {
    return tests.some((test) => {
      const isKnown = test.cell >= 0 ? this.#sure[test.cell] !== null : this.#transposed !== null;
      return isKnown && isAsSure(certainty, this.certaintyOf(test));
    });
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
    const certainty = this.#sure[test.cell] ?? this.#certaintyOfCell(cell, score);
    this.#sure[test.cell] = certainty;
    // The method is sure of its own threshold only.
    const between = score >= test.threshold !== score >= cell.method.threshold;
    return between ? weaker(certainty, 'approximate') : certainty;
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
    for (const test of tests) certainty = weaker(certainty, this.certaintyOf(test));
    return certainty;
  }

  /** How sure it is that a segment does not hold: as its surest failure, no more than `enough`. */
  certaintyWhereFalse({ tests }: PlannedSegment, enough: Certainty): Certainty {
    let certainty: Certainty = 'unknown';
    for (const test of tests) {
      if (isAsSure(certainty, enough)) break;
      if (this.#isNoHelp(test, certainty)) continue;
      if (this.passes(test) === false) certainty = stronger(certainty, this.certaintyOf(test));
    }
    return weaker(certainty, enough);
  }

  /** No failure of the whole is surer than this, whatever is still computed: one branch cannot be refuted any surer. */
  #boundOfFailure(): Certainty {
    let bound = this.#plan.equationCertainty;
    for (const { segment, tests } of this.#plan.segments) {
      if (segment.leftOut !== null) continue;
      let surest: Certainty = 'unknown';
      for (const test of tests) {
        surest = stronger(surest, this.#bound(test));
        if (isAsSure(surest, bound)) break;
      }
      bound = weaker(bound, surest);
    }
    return bound;
  }

  /** How sure the failure of a test is at best; of one that passes it is unknown. */
  #bound({ cell, negated, threshold }: Test): Certainty {
    if (negated) return 'exact';
    if (cell < 0) return this.#transposed?.certainty ?? 'approximate';
    const { method } = this.#plan.cells[cell]!;
    const score = this.#scores[cell]!;
    if (score === notCompared) return this.#isMissing(cell) ? 'exact' : surestFailure[method.method];
    if (score > 100) return 'exact';
    return score < threshold ? surestFailure[method.method] : 'unknown';
  }

  #isMissing(cell: number): boolean {
    const { sample, candidate } = this.#plan.cells[cell]!;
    return this.#sample.isMissing(sample) || this.#candidate.isMissing(candidate);
  }

  /** Whether a test that was not made yet cannot make a failure surer than this. */
  #isNoHelp({ cell, negated }: Test, certainty: Certainty): boolean {
    if (negated || certainty === 'unknown') return false;
    if (cell < 0) return this.#transposed === null && isAsSure(certainty, 'approximate');
    if (this.#scores[cell] !== notCompared || this.#isMissing(cell)) return false;
    return isAsSure(certainty, surestFailure[this.#plan.cells[cell]!.method.method]);
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

  /** Blank names are not transposed. Names that do not match are approximate at best: one that fails is enough. */
  #transposition(): { readonly matches: boolean; readonly certainty: Certainty; readonly score: number } {
    if (this.#transposed) return this.#transposed;
    let best = 0;
    let sure: Certainty = 'unknown';
    let failure: Certainty = 'exact';
    let matches = false;
    for (const [first, last] of this.#plan.transposition?.orientations ?? []) {
      const firstScore = this.#compare(first);
      const ofFirst = this.#certaintyOfCell(first, firstScore);
      if (fails(first, firstScore) && ofFirst !== 'unknown') {
        failure = weaker(failure, ofFirst);
        continue;
      }
      const lastScore = this.#compare(last);
      const ofLast = this.#certaintyOfCell(last, lastScore);
      if (fails(last, lastScore)) failure = weaker(failure, ofLast);
      else if (fails(first, firstScore)) failure = 'unknown';
      else {
        matches = true;
        sure = stronger(sure, weaker(ofFirst, ofLast));
        best = Math.max(best, Math.round((firstScore + lastScore) / 2));
      }
    }
    this.#transposed = { matches, certainty: matches ? sure : failure, score: best };
    return this.#transposed;
  }
}

function fails({ method }: Cell, score: number): boolean {
  return score > 100 || score < method.threshold;
}
