import type { Decision, SaveRow, Sourced } from '../../../server/src/protocol.ts';

export const icons: Readonly<Record<Decision['result'], string>> = {
  refused: '✕',
  'refused-unless-allow-save': '⚠',
  asked: '⚠',
  unknown: '?',
  'saved-by-allow-save': '✓',
  'saved-and-reported': 'ℹ',
  saved: '✓',
  'not-evaluated': '○',
};

export const confidences: Readonly<Record<Sourced['confidence'], string>> = {
  documented: 'documented',
  'well-founded': 'well founded',
  weak: 'weakly supported',
  open: 'an open question',
};

/** A column of the table. */
export interface Column {
  readonly operation: 'insert' | 'update';
  readonly allowSave: boolean;
}

export const columns: readonly Column[] = [
  { operation: 'insert', allowSave: false },
  { operation: 'insert', allowSave: true },
  { operation: 'update', allowSave: false },
  { operation: 'update', allowSave: true },
];

/** `Create`, `Edit with allowSave=true`. */
export function columnWords({ operation, allowSave }: Column): string {
  return `${operation === 'insert' ? 'Create' : 'Edit'}${allowSave ? ' with allowSave=true' : ''}`;
}

/** Whether some save of the row is refused, be it only without allowSave or under a condition. */
export function canRefuse({ cells }: SaveRow): boolean {
  return cells.some((cell) =>
    [cell, ...cell.otherwise].some(
      ({ result }) => result === 'refused' || result === 'refused-unless-allow-save',
    ),
  );
}

/** The number of each title in the list of sources. */
export type SourceNumbers = ReadonlyMap<string, number>;
