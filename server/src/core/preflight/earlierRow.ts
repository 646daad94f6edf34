import type { Candidate } from '../matching/run/model.ts';

/** A row of the file that is saved before another one. */
export interface EarlierRow extends Candidate {
  readonly isRow: true;
}

export function isRow(candidate: Candidate): candidate is EarlierRow {
  return 'isRow' in candidate;
}
