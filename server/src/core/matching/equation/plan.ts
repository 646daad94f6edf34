import type { MatchingMethod } from '../../metadata/model.ts';
import type { Certainty } from '../certainty.ts';
import type { MethodEngine } from '../methods/model.ts';
import type { RuleSegment } from '../model.ts';

/** One comparison of two values. A rule makes each at most once per pair of records, however many segments ask. */
export interface Cell {
  /** Number of the item; of transposed names that of the first name. */
  readonly item: number;
  readonly method: MethodEngine;
  /** Places of the slots. */
  readonly sample: number;
  readonly candidate: number;
  readonly matchBlanks: boolean;
}

/** Transposed names: either record's names are exchanged, and both names must match. */
export interface Transposition {
  readonly orientations: readonly (readonly [first: Cell, last: Cell])[];
}

/** What a segment asks of a cell. */
export interface Test {
  /** Place of the cell; -1: the transposition. */
  readonly cell: number;
  readonly negated: boolean;
  readonly threshold: number;
  /** The standard rules ignore blank names where Email is in the segment. */
  readonly blanksIgnored: boolean;
}

/** A segment made ready to evaluate. */
export interface PlannedSegment {
  readonly segment: RuleSegment;
  /** Cheap ones first. */
  readonly tests: readonly Test[];
}

/** All that comparing by a rule needs. */
export interface Plan {
  readonly cells: readonly Cell[];
  readonly transposition: Transposition | null;
  readonly segments: readonly PlannedSegment[];
  /** No verdict is surer than the equation is. */
  readonly equationCertainty: Certainty;
}

/** What is cheap comes first, and names, which most segments of a rule share. */
const costs: readonly (MatchingMethod | 'transposed')[] = [
  'Exact',
  'FirstName',
  'LastName',
  'transposed',
  'Zip',
  'Phone',
  'City',
  'Street',
  'Title',
  'CompanyName',
];

export function inOrderOfCost(tests: readonly Test[], cells: readonly Cell[]): readonly Test[] {
  const costOf = ({ cell }: Test): number =>
    costs.indexOf(cell < 0 ? 'transposed' : cells[cell]!.method.method);
  return [...tests].sort((a, b) => costOf(a) - costOf(b));
}

/**
 * How sure a method can be at best that two values do not match: where that is known to be no help, what is costly
 * is not computed. Of values that match, methods can be sure (they are equal).
 */
export const surestFailure: Readonly<Record<MatchingMethod, Certainty>> = {
  Exact: 'exact',
  Zip: 'documented',
  Phone: 'documented',
  City: 'documented',
  Street: 'documented',
  FirstName: 'approximate',
  LastName: 'approximate',
  Title: 'approximate',
  CompanyName: 'approximate',
};
